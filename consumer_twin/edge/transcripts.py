"""Threads as they lie in the store: a list that costs the same however long it is, and one with every byte.

Spec: spec/60-negotiate.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, tuple_

from consumer_twin.edge.log import open_log
from consumer_twin.edge.rows import WISH, thread_of
from consumer_twin.edge.tables import MESSAGES, THREADS, WISHES
from consumer_twin.records import ThreadRecord, WishRecord
from consumer_twin.testimony import Kept
from foundation.database import Database
from protocol import Price

_OFFERS = frozenset({"offer", "reveal"})


@dataclass(frozen=True)
class TalkLine:
    """A thread in a list, by what its messages say they are: nothing is verified for it.

    first, last: the totals of the brand's first and of its last offer. ends: the type of the last message,
    and who said it is told by *by_twin*.
    """

    record: ThreadRecord
    wish: WishRecord
    messages: int
    ends: str
    by_twin: bool
    first: Price | None
    last: Price | None
    agreed: bool


class SqlTranscripts:
    """The threads in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def newest(self, most: int, before: tuple[int, str] | None = None) -> tuple[TalkLine, ...]:
        """Return *most* threads, of the newest wish first; those after *before* (its wish and its name)."""
        order = (THREADS.c.wish.desc(), THREADS.c.id.desc())
        found = select(THREADS).order_by(*order).limit(most)
        if before is not None:
            found = found.where(tuple_(THREADS.c.wish, THREADS.c.id) < before)

        def work(connection: Connection) -> tuple[TalkLine, ...]:
            rows = connection.execute(found).all()
            wishes = _wishes(connection, {row.wish for row in rows})
            said = _said(connection, [row.id for row in rows])
            return tuple(_line(thread_of(connection, row), wishes[row.wish], said[row.id]) for row in rows)

        return await self._database.read(work)

    async def one(self, thread: str) -> tuple[ThreadRecord, WishRecord, tuple[Kept, ...]] | None:
        """Return a thread, its wish and its messages as they lie there; None if there is no such thread."""

        def work(connection: Connection) -> tuple[ThreadRecord, WishRecord, tuple[Kept, ...]] | None:
            row = connection.execute(select(THREADS).where(THREADS.c.id == thread)).one_or_none()
            if row is None:
                return None
            found = select(MESSAGES).where(MESSAGES.c.thread == thread).order_by(MESSAGES.c.seq)
            kept = tuple(
                Kept(one.seq, one.hash, _bytes(one.data), one.kid, _bytes(one.key))
                for one in connection.execute(found)
            )
            return thread_of(connection, row), _wishes(connection, {row.wish})[row.wish], kept

        return await self._database.read(work)


def _wishes(connection: Connection, numbers: Iterable[int]) -> dict[int, WishRecord]:
    rows = connection.execute(select(WISHES).where(WISHES.c.number.in_(list(numbers))))
    return {row.number: WishRecord(row.number, WISH.validate_json(row.data), row.at_ms) for row in rows}


def _said(connection: Connection, threads: Sequence[str]) -> dict[str, list[Any]]:
    columns = (MESSAGES.c.thread, MESSAGES.c.seq, MESSAGES.c.data)
    found = select(*columns).where(MESSAGES.c.thread.in_(threads)).order_by(MESSAGES.c.thread, MESSAGES.c.seq)
    said: dict[str, list[Any]] = {name: [] for name in threads}
    for row in connection.execute(found):
        said[row.thread].append(row)
    return said


def _line(record: ThreadRecord, wish: WishRecord, said: Sequence[Any]) -> TalkLine:
    values = [_read(row.data) for row in said]
    totals = [price for price in map(_total, values) if price is not None]
    last = values[-1] if values else {}
    return TalkLine(
        record=record,
        wish=wish,
        messages=len(values),
        ends=str(last.get("type", "")),
        by_twin=last.get("from") != record.seller.id,
        first=totals[0] if totals else None,
        last=totals[-1] if totals else None,
        agreed=any(one.get("type") == "confirm" for one in values),
    )


def _bytes(data: object) -> bytes:
    """Return what lies in a column of bytes, even if somebody has put a text there."""
    return data if isinstance(data, bytes) else str(data).encode("utf-8", "replace")


def _read(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _total(value: Mapping[str, Any]) -> Price | None:
    """The total of a brand's offer; None where there is none that can be read."""
    try:
        if value["type"] not in _OFFERS:
            return None
        body = value["body"] if value["type"] == "offer" else value["body"]["offer"]
        return Price.model_validate(body["total"])
    except (KeyError, TypeError, ValueError):
        return None
