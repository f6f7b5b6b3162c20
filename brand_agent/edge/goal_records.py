"""What there is to measure goals by: the brand's own deals between two times."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from brand_agent.edge.tables import MESSAGES, SALES, STOCK
from brand_agent.goals.measure import Deal, Records
from protocol import decode


def read_records(connection: Connection, currency: str, *, from_ms: int, to_ms: int) -> Records:
    """Return the deals in *currency* from *from_ms* up to *to_ms*, and how many threads had an offer."""
    when = (SALES.c.at_ms >= from_ms) & (SALES.c.at_ms < to_ms) & (SALES.c.currency == currency)
    gone = select(MESSAGES.c.thread).where(MESSAGES.c.type == "return").distinct()
    returned = set(connection.scalars(gone))
    names = ("thread", "agreement", "total_minor", "net_minor", "list_total_minor", "cost_minor", "at_ms")
    rows = connection.execute(select(*(SALES.c[name] for name in names)).where(when).order_by(SALES.c.at_ms))
    deals = []
    for row in rows:
        deal = decode(row.agreement)["deal"]
        deals.append(
            Deal(
                at_ms=row.at_ms,
                total_minor=row.total_minor,
                net_minor=row.net_minor,
                list_total_minor=row.list_total_minor,
                cost_minor=row.cost_minor,
                lines=_lines(deal),
                keeps=frozenset((*deal.get("promotions", ()), *deal.get("benefits", ()))),
                returned=row.thread in returned,
            )
        )
    offered = (MESSAGES.c.type == "offer") & (MESSAGES.c.at_ms >= from_ms) & (MESSAGES.c.at_ms < to_ms)
    threads = connection.scalar(select(func.count(func.distinct(MESSAGES.c.thread))).where(offered)) or 0
    remaining = select(STOCK.c.product, func.sum(STOCK.c.remaining)).group_by(STOCK.c.product)
    left = {product: int(pieces) for product, pieces in connection.execute(remaining)}
    return Records(tuple(deals), threads, from_ms, to_ms, left)


def _lines(deal: Any) -> dict[str, int]:
    """How many pieces of each product a deal holds."""
    found: dict[str, int] = {}
    for line in deal["lines"]:
        found[line["product"]] = found.get(line["product"], 0) + int(line["quantity"])
    return found


def first_ms(connection: Connection) -> int | None:
    """Return when the first message came; None before any did."""
    found = connection.scalar(select(func.min(MESSAGES.c.at_ms)))
    return None if found is None else int(found)
