"""What changed for people since the catalog was looked at last: what can be told as news.

Spec: spec/37-subscribe.md (SUB-1).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from brand_agent.desk import Desk
from brand_agent.edge.relation.public import keep_seen, left_now, newly_promised
from brand_agent.relation.changes import Public, changes, offered, shown
from brand_agent.relation.event import Event
from brand_agent.shelf import Shelf, version
from brand_agent.stockroom import Key


def news_of(
    connection: Connection, desk: Desk, shelf: Shelf, before: Mapping[Key, Public]
) -> tuple[Event, ...]:
    """Return what happened since *before*, as *desk* sells and *shelf* shows now, and keep what is seen."""
    now = shown(desk.room, left_now(connection))
    fresh = promised_anew(connection, desk)
    if now == before:
        return fresh
    keep_seen(connection, before, now)
    name = version(shelf, frozenset(key for key, one in now.items() if not one.available))
    return (*changes(before, desk.room, now, name, desk.clock(0)), *fresh)


def promised_anew(connection: Connection, desk: Desk) -> tuple[Event, ...]:
    """Return the news of each public offer that began, or says something else, since the last look."""
    at_ms = desk.clock(0)
    return newly_promised(connection, offered(desk.policy.promotion, desk.room, at_ms=at_ms))
