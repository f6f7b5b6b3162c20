"""Reading the catalog anew: the stock is brought up to it, and what changed for people is found.

Spec: spec/37-subscribe.md (SUB-1).
"""

from __future__ import annotations

from sqlalchemy import Connection

from brand_agent.desk import Desk
from brand_agent.edge.relation.public import keep_seen, left_now, newly_promised, seen_before
from brand_agent.edge.store import load_counts
from brand_agent.relation.changes import changes, offered, shown
from brand_agent.relation.event import Event
from brand_agent.shelf import Shelf, version


def read_anew(connection: Connection, desk: Desk, shelf: Shelf) -> tuple[Event, ...]:
    """Bring the store up to what *desk* sells and *shelf* shows; return what happened since the last time."""
    before = seen_before(connection)
    load_counts(connection, desk.room)
    now = shown(desk.room, left_now(connection))
    fresh = promised_anew(connection, desk)
    if now == before:
        return fresh
    keep_seen(connection, now)
    name = version(shelf, frozenset(key for key, one in now.items() if not one.available))
    return (*changes(before, desk.room, now, name, desk.clock(0)), *fresh)


def promised_anew(connection: Connection, desk: Desk) -> tuple[Event, ...]:
    """Return the news of each public offer that began, or says something else, since the last look."""
    at_ms = desk.clock(0)
    return newly_promised(connection, offered(desk.policy.promotion, desk.room, at_ms=at_ms))
