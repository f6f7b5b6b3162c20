"""Imports: a file's purchases become lessons of the log, all in one transaction; and are taken back as one.

Spec: spec/90-learn.md (LEARN-20, LEARN-21).

Beside the log stands which import holds which purchase, in numbers only. So an undone import takes along
what no other import holds, and nothing else; what is forgotten leaves no trace here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Column, Connection, Integer, Table, delete, insert, select

from consumer_twin.edge.forgetting import forget
from consumer_twin.edge.log import head_of, recalled, remember
from consumer_twin.edge.spool import Counts, Spool, batches
from consumer_twin.edge.tables import METADATA
from consumer_twin.history import KINDS, Purchase, UnknownImportError, bought, purchase_of, purchases_of
from consumer_twin.memory import Head, Lesson
from foundation.database import Database

HOLDS: Final = Table(
    "twin_import_row",
    METADATA,
    Column("import", Integer, primary_key=True),
    Column("number", Integer, primary_key=True, index=True),
)
"""Which import (by the number of its lesson) holds which purchase (by the number of its own)."""


@dataclass(frozen=True)
class About:
    """What is said of an import besides its purchases: the file, how it was read, and what was left out."""

    name: str
    layout: str
    rejects: int


@dataclass(frozen=True)
class Kept:
    """An import as it was kept; *number* is None if nothing of it was new, and then nothing was kept."""

    number: int | None
    counts: Counts


class SqlImports:
    """The imports in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.create(METADATA)

    async def preview(self, spool: Spool) -> Counts:
        """Return what keeping *spool* would come to; nothing is kept."""

        def work(connection: Connection) -> Counts:
            spool.compare(_known(connection))
            return spool.counts()

        return await self._database.read(work)

    async def keep(self, spool: Spool, about: About, at_ms: int) -> Kept:
        """Keep what is new in *spool*: every purchase or, if anything fails, none."""

        def compare(connection: Connection) -> Head:
            spool.compare(_known(connection))
            return head_of(connection)

        head = await self._database.read(compare)  # before the writer's turn: it takes the longest

        def work(connection: Connection) -> Kept:
            if head_of(connection) != head:
                spool.compare(_known(connection))
            counts = spool.counts()
            return Kept(_kept(connection, spool, about, at_ms) if counts.new else None, counts)

        return await self._database.write(work)

    async def undo(self, number: int, at_ms: int) -> int:
        """Take back the import of that *number*; return how many purchases went. Others hold the rest.

        Raises `UnknownImportError`; then nothing changes.
        """

        def work(connection: Connection) -> int:
            mine = select(HOLDS.c.number).where(HOLDS.c["import"] == number)
            held = list(connection.scalars(mine))
            if not held:
                raise UnknownImportError(f"there is no import {number}")
            others = select(HOLDS.c.number).where(HOLDS.c["import"] != number, HOLDS.c.number.in_(mine))
            gone = sorted(set(held) - set(connection.scalars(others)))
            forget(connection, [number, *gone], at_ms)
            connection.execute(delete(HOLDS).where(HOLDS.c["import"] == number))
            return len(gone)

        gone = await self._database.write(work)
        await self._database.scrub()
        return gone

    async def all(self) -> tuple[Lesson, ...]:
        """Return the lessons of the imports that were not undone, oldest first."""
        return await self._database.read(lambda connection: tuple(recalled(connection, {"imported"})))

    async def purchases(self) -> tuple[Purchase, ...]:
        """Return every purchase that the log tells of, by day."""
        return await self._database.read(lambda connection: purchases_of(recalled(connection, KINDS)))


def _known(connection: Connection) -> Iterator[Purchase]:
    return map(purchase_of, recalled(connection, {"bought"}))


def _kept(connection: Connection, spool: Spool, about: About, at_ms: int) -> int:
    """Write the import and its purchases to the end of the log; return the import's number."""
    counts = spool.counts()
    facts = {
        "name": about.name,
        "layout": about.layout,
        "rows": counts.read,
        "new": counts.new,
        "duplicates": counts.repeated + counts.known,
        "rejects": about.rejects,
    }
    (number,) = remember(connection, [Lesson(at_ms, "imported", facts=facts)])
    for some in batches(spool.new()):
        _hold(connection, number, remember(connection, [bought(one, number, at_ms) for one in some]))
    for again in batches(spool.again()):
        _hold(connection, number, again)
    return number


def _hold(connection: Connection, number: int, purchases: Iterable[int]) -> None:
    connection.execute(insert(HOLDS), [{"import": number, "number": one} for one in purchases])
