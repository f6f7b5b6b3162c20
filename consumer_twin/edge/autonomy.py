"""Autonomy in the twin's store: what was said last, and the pause. Each change is remembered with it.

Spec: spec/70-decide.md (DEC-30 to DEC-36).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, insert, update

from consumer_twin.autonomy import Allowance, Autonomy
from consumer_twin.edge.allowance import KEPT, allowance_of, autonomy_of, autonomy_row, check_going
from consumer_twin.edge.autonomy_tables import AUTONOMY
from consumer_twin.edge.log import open_log, remember
from consumer_twin.memory import Kind, Lesson
from foundation.database import Database


class SqlAutonomy:
    """The person's word on autonomy in *database*. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def allowance(self, at_ms: int) -> Allowance:
        """Return what is allowed at *at_ms*, and what is used of it."""
        return await self._database.read(lambda connection: allowance_of(connection, at_ms))

    async def change(self, how: Callable[[Autonomy], Autonomy], at_ms: int) -> Autonomy:
        """Replace what the person said by *how* of it, and remember which parts changed.

        Raises what *how* raises; then nothing is kept.
        """

        def work(connection: Connection) -> Autonomy:
            before = autonomy_of(autonomy_row(connection))
            after = how(before)
            changed = _changed(before, after)
            if changed:
                _keep(connection, {"data": KEPT.dump_json(after), "at_ms": at_ms})
                remember(connection, [Lesson(at_ms, "autonomy-set", facts={"changed": changed})])
            return after

        return await self._database.write(work)

    async def pause(self, at_ms: int) -> bool:
        """Pause everything; return False if it was already."""
        return await self._database.write(lambda connection: _switch(connection, at_ms, at_ms, "paused"))

    async def go(self, at_ms: int) -> bool:
        """Let the twin act again; return False if it was not paused."""
        return await self._database.write(lambda connection: _switch(connection, None, at_ms, "unpaused"))

    async def paused_ms(self) -> int | None:
        """Return since when everything is paused; None if it is not."""

        def work(connection: Connection) -> int | None:
            row = autonomy_row(connection)
            return None if row is None else row.paused_ms

        return await self._database.read(work)

    async def leave(self) -> None:
        """Return if anything may be searched, asked, accepted or fetched. Raises `PausedError` (DEC-36)."""
        await self._database.read(check_going)


def _changed(before: Autonomy, after: Autonomy) -> list[str]:
    """Return the names of what differs; no amounts: they are said once, in the row."""
    parts = [(name, getattr(before, name), getattr(after, name)) for name in ("mode", "above")]
    caps = ("per_deal", "per_day", "per_month", "categories")
    parts += [(name, getattr(before.caps, name), getattr(after.caps, name)) for name in caps]
    return [name for name, was, is_now in parts if was != is_now]


def _keep(connection: Connection, values: dict[str, Any]) -> None:
    if connection.execute(update(AUTONOMY).values(**values)).rowcount == 0:
        empty = {"one": 1, "data": KEPT.dump_json(Autonomy()), "at_ms": 0, "paused_ms": None}
        connection.execute(insert(AUTONOMY).values(**(empty | values)))


def _switch(connection: Connection, paused_ms: int | None, at_ms: int, kind: Kind) -> bool:
    row = autonomy_row(connection)
    was = None if row is None else row.paused_ms
    if (was is None) == (paused_ms is None):
        return False
    _keep(connection, {"paused_ms": paused_ms})
    remember(connection, [Lesson(at_ms, kind)])
    return True
