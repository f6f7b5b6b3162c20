"""The log on disk: entries at the end, read in order. Works for a transaction of anybody.

Spec: spec/90-learn.md (LEARN-4, LEARN-5, LEARN-9, LEARN-10).

`remember` runs inside the caller's transaction, so that what happened and the memory of it are kept together
or not at all. A log that is broken is still written to: nothing new is lost because something old was.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Set
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from consumer_twin.edge.carried import old_lessons
from consumer_twin.edge.tables import MEMORY, MEMORY_HEAD, METADATA
from consumer_twin.memory import (
    SALT_BYTES,
    Entry,
    Head,
    Kind,
    Lesson,
    checked,
    following,
    head_at,
    lesson_of,
    payload_of,
)
from foundation.database import Database


def open_log(database: Database) -> None:
    """Make the tables of the twin's store in *database* where they are missing."""
    database.create(METADATA, lambda connection: remember(connection, old_lessons(connection)))


def remember(connection: Connection, lessons: Iterable[Lesson]) -> tuple[int, ...]:
    """Put *lessons* at the end of the log, in this transaction; return their numbers.

    Raises `BadLessonError` for facts that are not those of their kind; then none is kept.
    """
    last = connection.execute(select(MEMORY).order_by(MEMORY.c.number.desc()).limit(1)).one_or_none()
    head = Head() if last is None else Head(last.number, last.link)
    entries = []
    for lesson in lessons:
        entry = following(head, secrets.token_bytes(SALT_BYTES), payload_of(checked(lesson)))
        head = head_at(entry)
        entries.append(_row(entry))
    if entries:
        connection.execute(insert(MEMORY), entries)
        _move_head(connection, len(entries), head.link)
    return tuple(entry["number"] for entry in entries)


def _row(entry: Entry) -> dict[str, Any]:
    payload = None if entry.payload is None else entry.payload.decode()
    return {
        "number": entry.number,
        "leaf": entry.leaf,
        "link": entry.link,
        "salt": entry.salt,
        "payload": payload,
    }


def _move_head(connection: Connection, more: int, link: bytes) -> None:
    """Say that the log has *more* entries and ends at *link*."""
    moved = update(MEMORY_HEAD).values(entries=MEMORY_HEAD.c.entries + more, link=link)
    if connection.execute(moved).rowcount == 0:
        connection.execute(insert(MEMORY_HEAD).values(one=1, entries=more, link=link))


def head_of(connection: Connection) -> Head:
    """Return where the log should end."""
    row = connection.execute(select(MEMORY_HEAD)).one_or_none()
    return Head() if row is None else Head(row.entries, row.link)


def entries_of(connection: Connection, wanted: Any = None) -> Iterator[Entry]:
    """Yield every entry as it lies there, in the order of the numbers; or those that a query *wanted*."""
    query = select(MEMORY).order_by(MEMORY.c.number) if wanted is None else wanted
    for row in connection.execution_options(yield_per=1000).execute(query):
        leaf, link, salt, payload = map(_bytes, (row.leaf, row.link, row.salt, row.payload))
        yield Entry(row.number, leaf or b"", link or b"", salt, payload)


def _bytes(value: object) -> bytes | None:
    """Return a column as bytes, whatever a broken file holds there."""
    return value if value is None or isinstance(value, bytes) else str(value).encode()


def recalled(connection: Connection, kinds: Set[Kind] | None = None) -> Iterator[Lesson]:
    """Yield the lessons that were not erased, in the order of the log (LEARN-9), of *kinds* if given.

    Raises `BrokenMemoryError` for one that can't be read.
    """
    found = select(MEMORY.c.number, MEMORY.c.payload).where(MEMORY.c.payload.is_not(None))
    if kinds is not None:
        kind = func.iif(
            func.json_valid(MEMORY.c.payload), func.json_extract(MEMORY.c.payload, "$.kind"), None
        )
        found = found.where(kind.in_(kinds) | kind.is_(None))
    for row in connection.execution_options(yield_per=1000).execute(found.order_by(MEMORY.c.number)):
        yield lesson_of(row.payload, row.number)
