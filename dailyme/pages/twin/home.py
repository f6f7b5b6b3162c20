"""Home: what the pages of one person stand on while they are open.

One store, one way out, one seed that is opened at most once. A wish that is followed runs behind the pages,
tells them live what happens, and leaves its options in the store, where they wait for a yes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any

import structlog
from fastapi import Depends, Request

from consumer_twin import Twin
from consumer_twin.edge import Places
from consumer_twin.edge.deals import Deals
from consumer_twin.events import Hear, deaf
from dailyme.acts.here import Here, mandate_of, point_value_of
from dailyme.clock import World
from dailyme.pages.shell import Live
from dailyme.wiring.deals import opened_deals
from dailyme.wiring.twin import TwinPlan, WayOut, keep_private, opened_twin
from foundation.database import Database
from foundation.fetch import open_client
from negotiation import Mandate

_log = structlog.get_logger("pages")


@dataclass
class Home:
    """One person's machine. local: brands on this machine may be asked over plain http.

    way_out: the one way out to the network.
    """

    at: Here
    database: Database
    world: World
    local: bool
    live: Live = field(default_factory=Live)
    way_out: WayOut = open_client
    _seed: bytes | None = field(default=None, repr=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set, repr=False)

    def now_ms(self) -> int:
        """Return the time."""
        return self.world.clock(0)

    def seed(self) -> bytes:
        """Return the person's seed, opened once. Raises `CommandError` if it can't be."""
        if self._seed is None:
            self._seed = self.at.seed(local=self.local, as_json=True)
        return self._seed

    @asynccontextmanager
    async def twin(
        self, places: Places | None = None, *, mandate: Mandate | None = None, hear: Hear = deaf
    ) -> AsyncIterator[Twin]:
        """Open the twin, which looks at *places* (None: nowhere but in its store).

        mandate: what it may accept without asking; None is what the settings say.
        """
        async with opened_twin(self._plan(places or Places(), mandate, hear)) as twin:
            yield twin

    @asynccontextmanager
    async def deals(self) -> AsyncIterator[Deals]:
        """Open the deals, and the way to the brands that they were made with."""
        async with opened_deals(self._plan(Places(), None, deaf)) as deals:
            yield deals

    def _plan(self, places: Places, mandate: Mandate | None, hear: Hear) -> TwinPlan:
        settings = self.at.settings
        return TwinPlan(
            store=self.at.store,
            seed=self.seed(),
            world=self.world,
            local=self.local,
            places=places,
            mandate=mandate or mandate_of(settings.mandate, None),
            point_value=point_value_of(settings),
            deadline_s=settings.deadline_s,
            tick_ms=settings.tick_ms,
            hear=hear,
            way_out=self.way_out,
        )

    def run(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run *work* behind the pages; what goes wrong in it is logged and told live."""
        task = asyncio.create_task(self._watched(name, work), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _watched(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except asyncio.CancelledError:
            raise
        except Exception as error:
            _log.exception("failed", work=name)
            known = isinstance(getattr(error, "code", None), str)
            self.live.say("news", str(error) if known else "Something went wrong here.")

    async def close(self) -> None:
        """Hang up, end what still runs, and let go of the store."""
        self.live.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.database.close()


@asynccontextmanager
async def opened_home(at: Here, *, world: World, local: bool) -> AsyncIterator[Home]:
    """Open the home of *at*; it is closed after."""
    keep_private(at.store)
    home = Home(at, Database(at.store), world, local)
    try:
        yield home
    finally:
        await home.close()


def home_of(request: Request) -> Home:
    """Return the home that *request* came to."""
    found: Home = request.app.state.home
    return found


HomeDep = Annotated[Home, Depends(home_of)]
