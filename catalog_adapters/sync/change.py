"""One step of a pass: what a page held and where to go on, written together."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final, Literal

from catalog_adapters.entry import BadSettingsError
from catalog_adapters.sync.sums import Sums
from catalog_adapters.sync.todo import Todo

TABLES: Final = """
CREATE TABLE IF NOT EXISTS source (
    address TEXT PRIMARY KEY, settings TEXT NOT NULL, kind TEXT NOT NULL DEFAULT '',
    open INTEGER NOT NULL DEFAULT 0,
    number INTEGER NOT NULL DEFAULT 0, step INTEGER NOT NULL DEFAULT 0, steady INTEGER NOT NULL DEFAULT 1,
    whole INTEGER NOT NULL DEFAULT 1, started_ms INTEGER NOT NULL DEFAULT 0,
    since_ms INTEGER, full_ms INTEGER,
    cursor TEXT NOT NULL DEFAULT '{}', sums TEXT NOT NULL DEFAULT '{}');
CREATE TABLE IF NOT EXISTS place (
    address TEXT PRIMARY KEY, parent TEXT NOT NULL, is_map INTEGER NOT NULL, modified TEXT NOT NULL,
    etag TEXT NOT NULL, last_modified TEXT NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS place_parent ON place (parent);
CREATE TABLE IF NOT EXISTS record (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, place TEXT NOT NULL, form TEXT NOT NULL,
    line INTEGER NOT NULL, body BLOB NOT NULL, seen INTEGER NOT NULL, step INTEGER NOT NULL,
    missed INTEGER NOT NULL DEFAULT 0,
    first_ms INTEGER NOT NULL, changed_ms INTEGER NOT NULL, gone_ms INTEGER);
CREATE INDEX IF NOT EXISTS record_place ON record (place);
CREATE TABLE IF NOT EXISTS todo (
    number INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, parent TEXT NOT NULL, depth INTEGER NOT NULL,
    modified TEXT NOT NULL, is_map INTEGER NOT NULL);
"""

Found = Literal["new", "changed", "same", "again", "twice"]
"""What became of a record. again: another step of this pass met it. twice: this step did; it is left out."""


class Change:
    """A transaction that is open. The numbers go into *sums*."""

    def __init__(
        self, connection: sqlite3.Connection, path: str, after: tuple[int, int], sums: Sums, at_ms: int
    ) -> None:
        """Begin the step that follows *after*, a pass and its last step.

        Raises `BadSettingsError` if another step was there first.
        """
        self._run, self._sums, self._at_ms = connection.execute, sums, at_ms
        self._number, self._step = after[0], after[1] + 1
        self._listed: int | None = None
        row = self._run("SELECT 1 FROM source WHERE open AND number = ? AND step = ?", after).fetchone()
        if row is None:
            raise BadSettingsError(path, "another program syncs into this file")
        self._run("UPDATE source SET step = ?", (self._step,))

    def put(self, key: str, place: str, form: str, line: int, body: bytes) -> Found:
        """Keep what *place* says of *key*."""
        held = self._run("SELECT seen, step, gone_ms, body FROM record WHERE key = ?", (key,)).fetchone()
        found = self._found(held, body)
        if found == "twice":
            return found
        if found != "again":
            setattr(self._sums, found, getattr(self._sums, found) + 1)
        if held is None:
            self._run(
                "INSERT INTO record (key, place, form, line, body, seen, step, first_ms, changed_ms) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, place, form, line, body, self._number, self._step, self._at_ms, self._at_ms),
            )
        else:
            changed = held[2] is not None or held[3] != body
            self._run(
                "UPDATE record SET place = ?, form = ?, line = ?, body = ?, seen = ?, step = ?, missed = 0, "
                "gone_ms = NULL, changed_ms = CASE WHEN ? THEN ? ELSE changed_ms END WHERE key = ?",
                (place, form, line, body, self._number, self._step, changed, self._at_ms, key),
            )
        return found

    def _found(self, held: Any, body: bytes) -> Found:
        if held is None:
            return "new"
        seen, step, gone_ms, before = held
        if seen == self._number:
            return "twice" if step == self._step else "again"
        if gone_ms is not None:
            return "new"
        return "same" if before == body else "changed"

    def unchanged(self, place: str | None = None) -> None:
        """Say that all of *place*, or of the source, is as it was."""
        where, of = ("place = ? AND", (place,)) if place is not None else ("", ())
        rows = self._run(
            f"UPDATE record SET seen = ?, step = ?, missed = 0 WHERE {where} gone_ms IS NULL AND seen <> ?",  # noqa: S608
            (self._number, self._step, *of, self._number),
        )
        self._sums.same += rows.rowcount
        if place is not None:
            self._run("UPDATE place SET seen = ? WHERE address = ?", (self._number, place))

    def place(self, todo: Todo, headers: Mapping[str, str]) -> None:
        """Keep how what was *todo* is asked next time, after an answer with *headers*."""
        tags = (headers.get("etag", "")[:1000], headers.get("last-modified", "")[:100])
        self._run(
            "INSERT OR REPLACE INTO place (address, parent, is_map, modified, etag, last_modified, seen) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (todo.address, todo.parent, todo.is_map, todo.modified, *tags, self._number),
        )

    def ask_anew(self, address: str) -> None:
        """Ask for *address* next time whether it changed or not."""
        self._run("UPDATE place SET etag = '', last_modified = '' WHERE address = ?", (address,))

    def add(self, todo: Todo, most: int) -> bool:
        """Put what is *todo* on the list of what is to be read; False if that is *most* long."""
        if self._listed is None:
            self._listed = int(self._run("SELECT count(*) FROM todo").fetchone()[0])
        if self._listed >= most:
            return False
        self._listed += self._run(
            "INSERT OR IGNORE INTO todo (address, parent, depth, modified, is_map) VALUES (?, ?, ?, ?, ?)",
            (todo.address, todo.parent, todo.depth, todo.modified, todo.is_map),
        ).rowcount
        return True

    def modified(self, address: str) -> str:
        """Return the date that the sitemap gave for *address* when it was read last; empty if it was not."""
        row = self._run("SELECT modified FROM place WHERE address = ?", (address,)).fetchone()
        return "" if row is None else str(row[0])

    def children(self, parent: str) -> list[tuple[str, str, bool]]:
        """Return what the sitemap *parent* listed: address, date, whether it is a sitemap."""
        rows = self._run("SELECT address, modified, is_map FROM place WHERE parent = ?", (parent,))
        return [(row[0], row[1], bool(row[2])) for row in rows]

    def forget(self, parent: str) -> None:
        """Forget what *parent* listed once and does not list now."""
        self._run(
            "DELETE FROM place WHERE parent = ? AND seen <> ? AND address NOT IN (SELECT address FROM todo)",
            (parent, self._number),
        )

    def done(self, address: str) -> None:
        """Take *address* off the list."""
        self._run("DELETE FROM todo WHERE address = ?", (address,))

    def unsteady(self) -> None:
        """Say that this pass did not see everything, so that nothing is withdrawn by it."""
        self._run("UPDATE source SET steady = 0")

    def kind(self, kind: str) -> None:
        """Keep what kind of source it is."""
        self._run("UPDATE source SET kind = ?", (kind,))

    def goes_on(self, cursor: dict[str, Any]) -> None:
        """Keep where the pass goes on."""
        self._run("UPDATE source SET cursor = ?", (json.dumps(cursor),))

    def end(self, passes: int, *, complete: bool) -> None:
        """End the pass. If it was *complete*, what *passes* such in a row did not list is withdrawn."""
        whole, steady = self._run("SELECT whole, steady FROM source").fetchone()
        if complete and steady:
            self._run(
                "UPDATE record SET missed = missed + 1 WHERE seen <> ? AND gone_ms IS NULL", (self._number,)
            )
            rows = self._run(
                "UPDATE record SET gone_ms = ?, body = x'' WHERE missed >= ? AND gone_ms IS NULL",
                (self._at_ms, passes),
            )
            self._sums.gone += rows.rowcount
        if whole and steady:
            self._run("UPDATE source SET full_ms = started_ms")
        self._run("UPDATE source SET open = 0, since_ms = started_ms, cursor = '{}'")

    def keep(self) -> None:
        """Keep the numbers; the transaction ends after it."""
        self._run("UPDATE source SET sums = ?", (json.dumps(asdict(self._sums)),))
