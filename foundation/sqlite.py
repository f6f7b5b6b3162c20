"""SQLite as a store that keeps its word: what is committed is on the disk.

`open_engines` makes two engines over one file. The writer's transactions begin with BEGIN IMMEDIATE, so a
work never finds out half way that another process was quicker; the reader's connections can't write.

Source: SQLAlchemy's recipe for pysqlite transactions; SQLite on WAL and synchronous=FULL.
"""

from __future__ import annotations

from sqlite3 import Connection as SqliteConnection
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event

BUSY_TIMEOUT_MS: Final = 10_000
"""How long a transaction waits for another process that is writing to the file."""


def open_engines(url: URL) -> tuple[Engine, Engine]:
    """Return the engine that writes and the engine that reads the file of *url*."""
    return _engine(url, "BEGIN IMMEDIATE", query_only=False), _engine(url, "BEGIN", query_only=True)


def _engine(url: URL, begin: str, *, query_only: bool) -> Engine:
    engine = create_engine(url, hide_parameters=True)  # an error's text names no person's value

    @event.listens_for(engine, "connect")
    def connected(connection: SqliteConnection, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not left in free pages
        if query_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine
