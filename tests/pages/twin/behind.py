"""A person's Daily Me with the demo's market behind it, in memory: real brands, a real store, one clock."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import Connection, text

from consumer_twin import Nobody, Outcome, Wish, pursue
from consumer_twin.edge import SqlStore
from dailyme.pages.twin.yeses import Yeses
from foundation.fetch import Guard, Leave
from tests.consumer_twin.mall import BRANDS, ROUTER, Mall, mall
from tests.consumer_twin.town import BASE_MS, SEED
from tests.consumer_twin.twins import wish_for
from tests.pages.twin.room import Room, room
from transport.memory import memory_client

NOW_MS = BASE_MS + 12_000
HOUR_MS = 3_600_000


@dataclass
class Behind:
    """Somebody who is in, and the *market* behind their pages; *outcome* is that of their wish."""

    me: Room
    market: Mall
    outcome: Outcome

    @property
    def store(self) -> SqlStore:
        """The person's store."""
        return SqlStore(self.me.home.database)

    def shut(self, brand: str) -> Callable[[], None]:
        """Shut the shop *brand*; return what opens it again."""
        origin = BRANDS[brand]
        app = self.market.apps.pop(origin)
        return lambda: self.market.apps.__setitem__(origin, app)

    async def sql(self, statement: str, **values: object) -> None:
        """Write into the person's store behind the back of its code."""

        def work(connection: Connection) -> None:
            connection.execute(text(statement), values)

        await self.me.home.database.write(work)


def way_to(market: Mall) -> Callable[[Guard, Leave], httpx.AsyncClient]:
    """Return the way out that leads to *market* alone."""

    def way(_guard: Guard, leave: Leave) -> httpx.AsyncClient:
        async def first(_request: httpx.Request) -> None:
            await leave()

        client = memory_client(market.apps)
        client.event_hooks = {"request": [first]}
        return client

    return way


@asynccontextmanager
async def behind(
    folder: Path, wish: Wish | None = None, *, at_ms: int = NOW_MS, patience_s: float = 20.0
) -> AsyncIterator[Behind]:
    """Open the pages of somebody whose twin has followed *wish* (a router) and waits for their yes."""
    async with mall(folder) as market:
        outcome = await pursue(wish or wish_for(ROUTER), Nobody(), market.twin("twin", mandate=None))
        async with room(folder, at_ms=at_ms) as me:
            me.home.way_out = way_to(market)
            me.home._seed = SEED
            me.client._transport.app.state.yeses = Yeses(me.home, patience_s)  # type: ignore[attr-defined]
            yield Behind(me, market, outcome)


async def together(*work: object) -> list[object]:
    """Do all of *work* at once."""
    return list(await asyncio.gather(*work))  # type: ignore[call-overload]
