"""What everybody could see when the catalog was read last, in the brand's store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from brand_agent.edge.relation.mailbox_tables import PROMISED, PUBLIC
from brand_agent.edge.tables import STOCK
from brand_agent.relation.changes import Public
from brand_agent.relation.event import Event
from brand_agent.stockroom import Key

_FORGET: Final = delete(PUBLIC).where(
    PUBLIC.c.product == bindparam("of"), PUBLIC.c.variant == bindparam("kind")
)


def seen_before(connection: Connection) -> dict[Key, Public]:
    """Return what was seen at the last reading; what was sold out since can't be bought any more."""
    gone = {
        (row.product, row.variant)
        for row in connection.execute(select(STOCK.c.product, STOCK.c.variant).where(STOCK.c.remaining == 0))
    }
    return {
        key: Public(row.price_minor, bool(row.available) and key not in gone)
        for row in connection.execute(select(PUBLIC))
        for key in [(row.product, row.variant)]
    }


def left_now(connection: Connection) -> dict[Key, int]:
    """Return how many are left of each article that is counted."""
    return {(row.product, row.variant): row.remaining for row in connection.execute(select(STOCK))}


def newly_promised(connection: Connection, now: Mapping[str, tuple[str, Event]]) -> tuple[Event, ...]:
    """Return the news of each public offer of *now* that is new or says something else, and keep that."""
    told = {row.promotion: row.version for row in connection.execute(select(PROMISED))}
    connection.execute(delete(PROMISED))
    if now:
        rows = [{"promotion": name, "version": version} for name, (version, _) in now.items()]
        connection.execute(insert(PROMISED), rows)
    return tuple(event for name, (version, event) in now.items() if told.get(name) != version)


def keep_seen(connection: Connection, before: Mapping[Key, Public], now: Mapping[Key, Public]) -> None:
    """Keep what is seen *now*, instead of what was *before*."""
    other = {key: one for key, one in now.items() if before.get(key) != one}
    gone = [{"of": key[0], "kind": key[1]} for key in before.keys() - (now.keys() - other.keys())]
    rows = [
        {"product": key[0], "variant": key[1], "price_minor": one.price_minor, "available": one.available}
        for key, one in other.items()
    ]
    if gone:
        connection.execute(_FORGET, gone)
    if rows:
        connection.execute(insert(PUBLIC), rows)
