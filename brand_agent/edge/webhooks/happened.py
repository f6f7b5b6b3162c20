"""What the messages that were stored since the last look made happen, put into the box of what is to be sent.

Marks are taken and deliveries made in one transaction: each event is sent to each webhook that wants it, and
never put into the box twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

import orjson
from sqlalchemy import Connection, delete, select

from brand_agent.edge.tables import MESSAGES
from brand_agent.edge.webhooks.deliveries import Letter, put
from brand_agent.edge.webhooks.hooks import SqlHooks
from brand_agent.edge.webhooks.tables import MARKS
from brand_agent.webhooks import event_name, payload, takes
from protocol.lifecycle import Event, Past, happened
from protocol.times import read_time

AT_ONCE: Final = 200

_OPENED = MESSAGES.alias("opened")


def gather(connection: Connection, *, at_ms: int) -> bool:
    """Put what happened into the box; return whether more is left. A work of `Database.write`."""
    marks = connection.execute(select(MARKS).order_by(MARKS.c.number).limit(AT_ONCE)).all()
    if not marks:
        return False
    hooks = SqlHooks(connection).all()
    new: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for mark in marks:
        key = _key(connection, mark.thread)
        if key:  # else erased meanwhile
            new[key].add((mark.thread, mark.seq))
    for key, wanted in new.items():
        for thread, seq, event, message in _lived(connection, key):
            if (thread, seq) in wanted:
                body = payload(event, thread, message, at_ms=read_time(message["created"]))
                letter = Letter(event_name(thread, seq, event), event, thread, body)
                for hook in hooks:
                    if takes(hook, event):
                        put(connection, hook.number, letter, at_ms=at_ms)
    connection.execute(delete(MARKS).where(MARKS.c.number <= marks[-1].number))
    return len(marks) == AT_ONCE


def _key(connection: Connection, thread: str) -> str | None:
    query = select(MESSAGES.c.sender).where(MESSAGES.c.thread == thread, MESSAGES.c.seq == 0)
    key: str | None = connection.execute(query).scalar()
    return key


def _lived(connection: Connection, key: str) -> Iterator[tuple[str, int, Event, Mapping[str, Any]]]:
    """Yield each event of the relationship under *key*: thread, seq, name, and the message that made it."""
    query = (
        select(MESSAGES.c.thread, MESSAGES.c.seq, MESSAGES.c.data)
        .join(_OPENED, (_OPENED.c.thread == MESSAGES.c.thread) & (_OPENED.c.seq == 0))
        .where(_OPENED.c.sender == key)
        .order_by(MESSAGES.c.at_ms, MESSAGES.c.thread, MESSAGES.c.seq)
    )
    past = Past()
    for row in connection.execute(query):
        if row.data:  # EVENT-2
            message = orjson.loads(row.data)
            events, past = happened(message, past)
            for event in events:
                yield row.thread, row.seq, event, message
