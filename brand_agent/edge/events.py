"""What happened in the brand's relationships, from its stored messages.

Spec: spec/95-events.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

import orjson
from sqlalchemy import Connection, select

from brand_agent.edge.tables import MESSAGES
from protocol.lifecycle import Happened, lived

_OPENED = MESSAGES.alias("opened")


def read_events(connection: Connection, key: str | None = None) -> Iterator[tuple[str, Happened]]:
    """Return each event with the key that it happened under, key by key; of *key* alone, if given.

    One relationship is held in memory at a time.
    """
    query = (
        select(_OPENED.c.sender.label("key"), MESSAGES.c.thread, MESSAGES.c.data)
        .join(_OPENED, (_OPENED.c.thread == MESSAGES.c.thread) & (_OPENED.c.seq == 0))
        .order_by(_OPENED.c.sender, MESSAGES.c.at_ms, MESSAGES.c.thread, MESSAGES.c.seq)
    )
    if key is not None:
        query = query.where(_OPENED.c.sender == key)
    rows = connection.execution_options(yield_per=1_000).execute(query)
    for name, own in groupby(rows, attrgetter("key")):
        for one in lived((row.thread, orjson.loads(row.data)) for row in own if row.data):
            yield name, one


def count_events(connection: Connection) -> tuple[int, dict[str, int]]:
    """Return how many relationships there are, and how often each event happened: the funnel."""
    keys, counted, last = 0, dict[str, int](), ""
    for key, one in read_events(connection):
        keys, last = keys + (key != last), key
        counted[one.event] = counted.get(one.event, 0) + 1
    return keys, counted
