"""A person's Daily Me with the demo's market behind it, in memory: real brands, a real store, one clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import Connection
from starlette.types import ASGIApp

from consumer_twin import Nobody, Outcome, Wish, pursue
from consumer_twin.edge import SqlStore
from dailyme.pages.twin.yeses import Yeses
from foundation.fetch import Guard, Leave
from marketplace.edge import open_market
from tests.consumer_twin.days import Square
from tests.consumer_twin.mall import LOCAL, MARKET, Mall, key_of
from tests.consumer_twin.town import BASE_MS, SEED
from tests.consumer_twin.twins import wish_for
from tests.pages.twin.room import Room, room
from transport.memory import memory_client

NOW_MS = BASE_MS + 12_000
HOUR_MS = 3_600_000
ROUTER = "Netgear WNDR37AV wireless router"
SHOPS = {
    "Northgate": ("http://localhost:8101", "119.00", 3),
    "Paperlane": ("http://localhost:8102", "116.00", 7),
    "Harbour": ("http://localhost:8103", "121.00", 1),
}
"""The shops: where, what they ask, and in how many days they deliver."""
_TERMS = """
[guardrails]
counters = 3
[[shipping]]
days = {days}
price = "0.00"
[terms]
warranty_months = {months}
returns_days = 30
"""


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
        origin = SHOPS[brand][0]
        app = self.market.apps.pop(origin)
        return lambda: self.market.apps.__setitem__(origin, app)

    async def sql(self, statement: str, **values: object) -> None:
        """Write into the person's store behind the back of its code."""

        def work(connection: Connection) -> None:
            connection.exec_driver_sql(statement, values)

        await self.me.home.database.write(work)


@asynccontextmanager
async def small_market(folder: Path) -> AsyncIterator[Mall]:
    """Open a market and three shops that sell a router and a lamp each."""
    apps: dict[str, ASGIApp] = {}
    async with memory_client(apps) as client:
        made = Mall(folder, apps, client)
        directory = made.database("market")
        apps[MARKET] = open_market(
            directory, key=key_of(MARKET), client=client, guard=LOCAL, clock=lambda: BASE_MS
        )
        square = Square(made, folder, directory)
        for place, (name, (origin, price, days)) in enumerate(SHOPS.items()):
            square.more = _TERMS.format(days=days, months=12 * (place + 1))
            router = f"{place},{ROUTER},{price} USD,in_stock,Netgear,9"
            lamp = f"9{place},Desk lamp,20.00 USD,in_stock,Lux,9"
            await square.shop(int(origin[-4:]), router, lamp, name=name)
        yield made
        for database in made.databases:
            database.close()


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
    async with small_market(folder) as market:
        outcome = await pursue(wish or wish_for(ROUTER), Nobody(), market.twin("twin", mandate=None))
        async with room(folder, at_ms=at_ms) as me:
            me.home.way_out = way_to(market)
            me.home._seed = SEED
            me.client._transport.app.state.yeses = Yeses(me.home, patience_s)  # type: ignore[attr-defined]
            yield Behind(me, market, outcome)
