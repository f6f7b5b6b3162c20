"""Forgetting: entries of the log are erased, in a transaction of anybody.

Spec: spec/90-learn.md (LEARN-6).

Payload and salt go, the hashes stay, and a lesson says which entries went, so that whatever was derived from
the log before is seen to be stale. Signed messages and agreements are no memory: they stay with their thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, delete, func, select, update

from consumer_twin.edge.log import remember
from consumer_twin.edge.tables import ACCEPTS, MEMORY, OPTIONS
from consumer_twin.edge.traces import reach, wipe
from consumer_twin.errors import BrokenMemoryError, UnknownEntryError
from consumer_twin.memory import Lesson, lesson_of

_PART = 500
"""Entries that one statement names."""


def forget(connection: Connection, numbers: Iterable[int], at_ms: int) -> int:
    """Erase these entries with all that `reach` adds, and what lies beside them (the options they showed).

    Returns the number of the lesson that says so.

    After the commit, `Database.scrub` empties the file's own log, where they may linger.

    Raises `UnknownEntryError`; then nothing is erased.
    """
    wanted = sorted(reach(connection, numbers))
    if wanted and not 1 <= wanted[0] <= wanted[-1] < 2**53:
        raise UnknownEntryError("an entry has a number from 1")
    wipe(connection, frozenset(wanted))
    for part in _parts(wanted):
        mine = MEMORY.c.number.in_(part)
        there = connection.scalar(select(func.count()).select_from(MEMORY).where(mine))
        if there != len(part):
            raise UnknownEntryError(f"there are no such entries as {_named(part)}")
        _unshow(connection, part)
        connection.execute(update(MEMORY).where(mine).values(payload=None, salt=None))
    (number,) = remember(connection, [Lesson(at_ms, "forgot", facts={"entries": wanted})])
    return number


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), _PART):
        yield numbers[start : start + _PART]


def _named(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:5])) + (", …" if len(numbers) > 5 else "")


def _unshow(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete the options that these entries showed; those of a line in doubt stay until it is settled."""
    showed = select(MEMORY.c.number, MEMORY.c.payload).where(
        MEMORY.c.number.in_(numbers) & MEMORY.c.payload.contains('"shown"')
    )
    for row in connection.execute(showed).all():
        try:
            lesson = lesson_of(row.payload, row.number)
        except BrokenMemoryError:
            continue  # it goes all the same
        if lesson.kind == "shown":
            _delete_options(connection, lesson)


def _delete_options(connection: Connection, shown: Lesson) -> None:
    line = (ACCEPTS.c.wish == shown.wish) & (ACCEPTS.c.line == shown.line)
    doubt = select(ACCEPTS.c.offer).where(line & (ACCEPTS.c.status == "outstanding"))
    if connection.execute(doubt).first() is None:
        gone = (OPTIONS.c.wish == shown.wish) & (OPTIONS.c.line == shown.line)
        connection.execute(delete(OPTIONS).where(gone))
