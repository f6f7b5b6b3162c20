"""The store: many callers, one writer, one commit for all who wait.

`write` takes a work, a plain function of a connection. One thread runs the works in the order they came,
each in a savepoint, and commits those that were waiting together: one sync of the disk answers them all. A
caller hears of its result only after that commit, so an answer that was given is never lost. A work that
fails rolls back alone.

The database is a URL. SQLite is the one kind there is today; a `postgresql` URL gets a clear error.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import URL, Connection, MetaData, make_url
from sqlalchemy.exc import ArgumentError

from foundation.errors import FoundationError
from foundation.sqlite import open_engines
from foundation.writer import Writer

T = TypeVar("T")

_READERS = 4


class UnknownDatabaseError(FoundationError):
    """The URL names no database that can be opened."""

    code = "unknown-database"
    advice = "Give a URL such as sqlite:///dailyme.db (or sqlite:////var/lib/dailyme.db)."


class Database:
    """A database of one agent. `close` it; it finishes the works it has taken."""

    def __init__(self, url: str) -> None:
        """Open the database at *url*, such as `sqlite:///shop.db`. Raises `UnknownDatabaseError`."""
        self._writing, self._reading = open_engines(_sqlite_url(url))
        self._writer = Writer(self._writing)
        self._made: set[tuple[str, bool]] = set()
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="database-read")

    def create(self, metadata: MetaData, then: Callable[[Connection], object] | None = None) -> None:
        """Create those tables of *metadata* that are missing; do *then* in the same transaction.

        Both are done once for a database that is open: whoever shares it may ask again at no cost.
        """
        wanted = {(name, then is not None) for name in metadata.tables}
        if wanted <= self._made:
            return
        with self._writing.begin() as connection:
            metadata.create_all(connection)
            if then is not None:
                then(connection)
        self._made |= wanted

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run *work* in the writer's transaction and return its result after the commit.

        *work* is quick, calls neither commit nor rollback, and returns plain values. Raises what *work*
        raises, and then nothing of it stays; or the database's error when the commit failed.
        """
        future: Future[T] = Future()
        self._writer.put(work, future)
        return await asyncio.wrap_future(future)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run *work* on a snapshot of what is committed; a write in it is refused."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def scrub(self) -> bool:
        """Empty the log beside the file, where what was deleted may linger; False if a reader hinders it."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._emptied)

    def _emptied(self) -> bool:
        connection = self._writing.raw_connection()
        try:
            cursor = connection.cursor()
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            cursor.close()
            return not busy
        finally:
            connection.close()

    def _read(self, work: Callable[[Connection], T]) -> T:
        with self._reading.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Finish what was taken, then let go of the file."""
        self._writer.close()
        self._readers.shutdown()
        self._writing.dispose()
        self._reading.dispose()


def _sqlite_url(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        raise UnknownDatabaseError(f"{text[:80]!r} is no database URL") from None
    if url.get_backend_name() != "sqlite":
        raise UnknownDatabaseError(
            f"{url.get_backend_name()[:40]!r} databases can't be opened yet, only sqlite"
        )
    if url.database in {None, "", ":memory:"}:
        raise UnknownDatabaseError("a store is a file; the URL names none")
    return url.set(drivername="sqlite")
