"""What is sensed, worked out beside the pages: a long history takes a moment, and no page waits for it.

What was found stands until the memory, the prices seen or the day have changed.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fastapi import Request
from sqlalchemy import Connection, func, select

from consumer_twin.edge.log import open_log
from consumer_twin.edge.prices import SEEN
from consumer_twin.edge.tables import MEMORY_HEAD
from consumer_twin.errors import BrokenMemoryError
from consumer_twin.history import day_of
from consumer_twin.sense import Suggestion
from dailyme.acts.sense import sensed
from dailyme.pages.twin.home import Home

_PATIENCE_S: Final = 0.4
"""A page waits so long at most; what comes later is told live."""

Ground = tuple[date, int, int, int]
"""The day, how long the memory is, how many prices were seen, and when the last one was."""


@dataclass
class Needs:
    """What is sensed in one home. *found* is on the ground *of*; None before anything was worked out."""

    home: Home
    found: tuple[Suggestion, ...] = ()
    of: Ground | None = None
    _work: asyncio.Task[None] | None = field(default=None, repr=False)
    _remembers: bool = False

    @property
    def working(self) -> bool:
        """Whether it is still being worked out from a memory that holds something; the end is told live."""
        return self._remembers and self._work is not None and not self._work.done()

    async def open(self) -> tuple[Suggestion, ...]:
        """Return what is sensed and was not answered yet, as far as that is known in a moment."""
        ground = await self._ground()
        self._remembers = ground[1] > 0
        if self.of != ground:
            if self._work is None or self._work.done():
                self._work = self.home.run("sense", self._sense(ground))
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(self._work), _PATIENCE_S)
        return self.found

    def answered(self, id: str) -> None:
        """Show the suggestion of that *id* no more: the person has answered it."""
        self.found = tuple(one for one in self.found if one.id != id)

    async def _sense(self, ground: Ground) -> None:
        try:
            found = await sensed(self.home.database, self.home.now_ms())
        except BrokenMemoryError:
            found = []  # the pages of trust say what is wrong with it
        before = self.found
        self.found = tuple(one for one, state in found if state == "suggested")
        self.of = ground
        if self.found != before:
            self.home.live.say("today", "changed")

    async def _ground(self) -> Ground:
        def work(connection: Connection) -> tuple[int, int, int]:
            entries = connection.scalar(select(func.max(MEMORY_HEAD.c.entries))) or 0
            prices = connection.execute(select(func.max(SEEN.c.number), func.max(SEEN.c.last_ms))).one()
            return entries, prices[0] or 0, prices[1] or 0

        open_log(self.home.database)
        return day_of(self.home.now_ms()), *(await self.home.database.read(work))


def needs_of(request: Request) -> Needs:
    """Return what is sensed in the home that *request* came to."""
    state = request.app.state
    if not hasattr(state, "needs"):
        state.needs = Needs(state.home)
    found: Needs = state.needs
    return found
