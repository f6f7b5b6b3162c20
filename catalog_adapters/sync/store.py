"""The file of a sync: what was read, and how far the sync came. One source in one file.

A change puts what a page held, and where to go on, into one transaction: after a kill at any moment nothing
that was stored is asked for again, and nothing is passed over. What is no longer there stays as a tombstone
with its time.

Source: SQLite on WAL and synchronous=FULL.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from catalog_adapters.entry import BadSettingsError, NoSourceError
from catalog_adapters.sync import hosts
from catalog_adapters.sync.change import TABLES, Change
from catalog_adapters.sync.sums import Sums
from catalog_adapters.sync.todo import Todo

PASS_KEPT_MS: Final = 24 * 3_600_000
"""A pass that broke off longer ago is begun anew: its first pages are old."""

_MADE_BY: Final = 0x444D5359
"""`application_id` of the file, so that no other database is taken for a sync's."""
_BUSY_MS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass over the source. full: it lists everything. cursor: where to go on; empty at its beginning.

    since_ms: the beginning of the last pass that came to its end.
    """

    number: int
    full: bool
    started_ms: int
    since_ms: int | None
    cursor: dict[str, Any]
    sums: Sums


class Store:
    """The file of a sync, open. Close it."""

    def __init__(self, path: str, *, reading: bool = False) -> None:
        """Open the file, or make it unless it is for *reading*.

        Raises `NoSourceError`, or `BadSettingsError` if it is another program's.
        """
        self.path = path
        if reading and not Path(path).is_file():
            raise NoSourceError(path, "there is no such file; `dailyme catalog sync` makes it")
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._open(reading)
        except sqlite3.Error as error:
            raise BadSettingsError(path, f"it is no file of a sync: {error}") from None
        self._step = 0
        self.hosts = hosts.Hosts(self._connection)

    def _open(self, reading: bool) -> None:
        run = self._connection.execute
        run(f"PRAGMA busy_timeout={_BUSY_MS}")
        made_by = run("PRAGMA application_id").fetchone()[0]
        fresh = not made_by and not run("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if made_by != _MADE_BY and (reading or not fresh):
            raise BadSettingsError(self.path, "it is no file of a sync")
        if reading:
            run("PRAGMA query_only=ON")
            return
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        run(f"PRAGMA application_id={_MADE_BY}")
        self._connection.executescript(TABLES + hosts.TABLE)

    def source(self) -> tuple[str, dict[str, Any]] | None:
        """Return the address that is synced here, and the settings of the last sync."""
        row = self._connection.execute("SELECT address, settings FROM source").fetchone()
        return None if row is None else (row[0], json.loads(row[1]))

    def begin(self, address: str, settings: dict[str, Any], *, at_ms: int, full: bool, every_ms: int) -> Pass:
        """Return the pass that broke off, or a new one.

        full: a new pass lists everything, as it does anyway when the last one that did is *every_ms* old.
        Raises `BadSettingsError` if another source is synced here.
        """
        held = self.source()
        if held is not None and held[0] != address:
            raise BadSettingsError(self.path, f"{held[0]} is synced here; give each source its own file")
        with self._transaction():
            if held is None:
                self._connection.execute(
                    "INSERT INTO source (address, settings) VALUES (?, '{}')", (address,)
                )
            if held is None or held[1] != settings:
                self._connection.execute(
                    "UPDATE source SET settings = ?, open = 0, kind = ''", (json.dumps(settings),)
                )
                full = True
            row = self._connection.execute("SELECT open, started_ms, full_ms, whole FROM source").fetchone()
            resumed = row[0] and (row[3] or not full) and at_ms - row[1] < PASS_KEPT_MS
            if not resumed:
                whole = full or row[2] is None or at_ms - row[2] >= every_ms
                self._connection.execute("DELETE FROM todo")
                if full:
                    self._connection.execute("UPDATE place SET etag = '', last_modified = '', modified = ''")
                if row[0]:  # what was listed was not read
                    self._connection.execute("UPDATE place SET etag = '', last_modified = '' WHERE is_map")
                self._connection.execute(
                    "UPDATE source SET open = 1, number = number + 1, step = 0, steady = 1, whole = ?, "
                    "started_ms = ?, cursor = '{}', sums = ?",
                    (whole, at_ms, json.dumps(asdict(Sums()))),
                )
        return self._pass()

    def _pass(self) -> Pass:
        row = self._connection.execute(
            "SELECT number, whole, started_ms, since_ms, cursor, sums, step FROM source"
        ).fetchone()
        self._step = int(row[6])
        sums = Sums(**json.loads(row[5]))
        return Pass(row[0], bool(row[1]), row[2], row[3], json.loads(row[4]), sums)

    @contextmanager
    def change(self, going: Pass, at_ms: int) -> Iterator[Change]:
        """Give the change of one step of the pass *going*; it is kept whole, or not at all.

        Raises `BadSettingsError` if another program went on with the pass.
        """
        with self._transaction():
            going_on = (going.number, self._step)
            change = Change(self._connection, self.path, going_on, going.sums, at_ms)
            yield change
            change.keep()
        self._step += 1

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise BadSettingsError(self.path, f"it can't be written now: {error}") from None
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def kind(self) -> str:
        """Return what kind of source it was the last time; empty if that is not known."""
        row = self._connection.execute("SELECT kind FROM source").fetchone()
        return "" if row is None else str(row[0])

    def validators(self, address: str) -> dict[str, str]:
        """Return the headers by which *address* is asked whether it changed."""
        row = self._connection.execute(
            "SELECT etag, last_modified FROM place WHERE address = ?", (address,)
        ).fetchone()
        asked = {} if row is None else {"if-none-match": row[0], "if-modified-since": row[1]}
        return {name: value for name, value in asked.items() if value}

    def todo(self) -> Todo | None:
        """Return what a sitemap lists and was not read yet."""
        row = self._connection.execute(
            "SELECT address, parent, depth, modified, is_map FROM todo ORDER BY number LIMIT 1"
        ).fetchone()
        return None if row is None else Todo(row[0], row[1], row[2], row[3], bool(row[4]))

    def records(self) -> Iterator[tuple[str, str, str, int, bytes]]:
        """Yield what is there: key, place, form, line and body."""
        yield from self._connection.execute(
            "SELECT key, place, form, line, body FROM record WHERE gone_ms IS NULL ORDER BY number"
        )

    def live(self) -> int:
        """Return how many records are there."""
        return int(
            self._connection.execute("SELECT count(*) FROM record WHERE gone_ms IS NULL").fetchone()[0]
        )

    def tombstones(self) -> list[tuple[str, int]]:
        """Return what is no longer there, and since when, in milliseconds."""
        rows = self._connection.execute(
            "SELECT key, gone_ms FROM record WHERE gone_ms IS NOT NULL ORDER BY key"
        )
        return [(row[0], row[1]) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
