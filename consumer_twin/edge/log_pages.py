"""The log, a page at a time: newest first, by number, so that a long log costs no more than a short one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from consumer_twin.edge.log import entries_of, head_of, open_log
from consumer_twin.edge.tables import MEMORY
from consumer_twin.memory import Entry
from foundation.database import Database


@dataclass(frozen=True)
class LogPage:
    """Entries, newest first. older: the number before which to ask on; None where nothing is before."""

    entries: tuple[Entry, ...]
    total: int
    older: int | None


async def log_page(database: Database, before: int | None, most: int) -> LogPage:
    """Return at most *most* entries before the number *before* (None: the newest)."""
    open_log(database)

    def work(connection: Connection) -> LogPage:
        wanted = select(MEMORY).order_by(MEMORY.c.number.desc()).limit(most + 1)
        if before is not None:
            wanted = wanted.where(MEMORY.c.number < before)
        found = tuple(entries_of(connection, wanted))
        return LogPage(
            found[:most], head_of(connection).count, found[most - 1].number if len(found) > most else None
        )

    return await database.read(work)
