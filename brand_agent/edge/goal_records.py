"""What there is to measure goals by: the brand's own deals between two times."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from brand_agent.edge.tables import MESSAGES, SALES
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
                pieces=sum(line["quantity"] for line in deal["lines"]),
                keeps=frozenset((*deal.get("promotions", ()), *deal.get("benefits", ()))),
                products=frozenset(line["product"] for line in deal["lines"]),
                returned=row.thread in returned,
            )
        )
    offered = (MESSAGES.c.type == "offer") & (MESSAGES.c.at_ms >= from_ms) & (MESSAGES.c.at_ms < to_ms)
    threads = connection.scalar(select(func.count(func.distinct(MESSAGES.c.thread))).where(offered)) or 0
    return Records(tuple(deals), threads, from_ms, to_ms)


def first_ms(connection: Connection) -> int | None:
    """Return when the first message came; None before any did."""
    found = connection.scalar(select(func.min(MESSAGES.c.at_ms)))
    return None if found is None else int(found)
