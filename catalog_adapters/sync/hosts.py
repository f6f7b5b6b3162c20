"""When each host may be asked again, and what its robots.txt says; kept in the sync's file."""

from __future__ import annotations

import sqlite3
from typing import Final

TABLE: Final = """
CREATE TABLE IF NOT EXISTS host (name TEXT PRIMARY KEY, ready_ms INTEGER NOT NULL DEFAULT 0, robots BLOB,
                                 robots_ms INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
"""


class Hosts:
    """The hosts that were asked. Each change is a transaction of its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep them in *connection*."""
        self._connection = connection

    def ready_ms(self, name: str) -> int:
        """Return from when on the host may be asked; 0 if nothing is known."""
        row = self._connection.execute("SELECT ready_ms FROM host WHERE name = ?", (name,)).fetchone()
        return 0 if row is None else int(row[0])

    def hold(self, name: str, ready_ms: int) -> None:
        """Keep from when on the host may be asked."""
        self._connection.execute(
            "INSERT INTO host (name, ready_ms) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET ready_ms = max(excluded.ready_ms, ready_ms)",
            (name, ready_ms),
        )

    def robots(self, name: str, *, since_ms: int) -> bytes | None:
        """Return the host's robots.txt, if it was read since *since_ms*."""
        row = self._connection.execute(
            "SELECT robots FROM host WHERE name = ? AND robots_ms >= ? AND robots IS NOT NULL",
            (name, since_ms),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def keep_robots(self, name: str, data: bytes, at_ms: int) -> None:
        """Keep the host's robots.txt, read at *at_ms*."""
        self._connection.execute(
            "UPDATE host SET robots = ?, robots_ms = ? WHERE name = ?", (data, at_ms, name)
        )
