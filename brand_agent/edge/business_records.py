"""What the business case is made from: the brand's sales, and what it said that things cost it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from brand_agent.business import Said, SoldDeal
from brand_agent.console.people import Person
from brand_agent.console.roles import Role, check_role
from brand_agent.edge.console.record import last_of, record
from brand_agent.edge.tables import SALES
from protocol import decode

_SAID = "business-costs"
_NAMES = ("total_minor", "list_total_minor", "net_minor", "cost_minor", "agreement", "at_ms")


def read_sold(
    connection: Connection, currency: str, *, claims: frozenset[str], from_ms: int, to_ms: int
) -> tuple[SoldDeal, ...]:
    """Return the sales in *currency* from *from_ms* up to *to_ms*.

    claims: promotions and benefits that only who bought before can have. Somebody is also known to have
    bought before by a key that did: keys of guests are new each time, so nothing is known of them.
    """
    query = select(*(SALES.c[name] for name in _NAMES)).where(SALES.c.currency == currency)
    rows = connection.execute(query.where(SALES.c.at_ms < to_ms).order_by(SALES.c.at_ms))
    seen: set[str] = set()
    found = []
    for row in rows:
        agreement: Any = decode(row.agreement)
        twin, deal = agreement["twin"], agreement["deal"]
        keeps = {*deal.get("promotions", ()), *deal.get("benefits", ())}
        if row.at_ms >= from_ms:
            found.append(
                SoldDeal(
                    total_minor=row.total_minor,
                    list_total_minor=row.list_total_minor,
                    net_minor=row.net_minor,
                    cost_minor=row.cost_minor,
                    points=int(deal.get("points", 0)),
                    fee_minor=_fee(deal),
                    is_repeat=twin in seen or bool(keeps & claims),
                )
            )
        seen.add(twin)
    return tuple(found)


def _fee(deal: Any) -> int:
    parts = deal.get("breakdown", ())
    return sum(int(part["amount"]["amount"]) for part in parts if part["kind"] == "marketplace-fee")


def say_costs(connection: Connection, who: Person, said: Said, shown: str, *, at_ms: int) -> None:
    """Keep what *who* says that things cost the brand; shown: the same for people.

    Raises `NotAllowedError`.
    """
    check_role(who.role, Role.MARKETER)
    facts = {"acquisition": said.acquisition_minor, "points": said.points_minor, "shown": shown}
    record(connection, _SAID, who.name, facts, at_ms=at_ms)


def said_costs(connection: Connection) -> tuple[Said, str, int | None]:
    """Return what was said last, by whom and when; empty and None where nobody said anything."""
    entry = last_of(connection, _SAID)
    if entry is None:
        return Said(), "", None
    facts = entry.facts
    return Said(facts.get("acquisition"), facts.get("points")), entry.who, entry.at_ms
