"""A real brand on a real socket, a twin that bought from it, and one clock for both that can be set."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import uvicorn

from brand_agent import read_policy
from brand_agent.edge.http import open_brand
from brand_agent.edge.orders import Counter
from consumer_twin import Nobody, Outcome, Twin, pursue, seeded_ids, seeded_nonces
from consumer_twin.edge import Fresh, Manner, Places, SqlMemory, open_twin
from consumer_twin.edge.deals import Deals, SqlDeals
from consumer_twin.edge.till import BrandTill
from consumer_twin.fresh import at_once
from consumer_twin.fulfil import Deal
from consumer_twin.points import PointValue
from consumer_twin.ports import Brands
from foundation.database import Database
from foundation.fetch import Guard, open_client
from protocol import Delivered, Order, Track, did_web, write_time
from protocol.fulfilling import DAY_MS
from tests.brand_agent.fulfilment.customer import RULES
from tests.brand_agent.shop import POLICY, entry
from tests.consumer_twin.mall import key_of
from tests.consumer_twin.town import BASE_MS, SEED
from tests.consumer_twin.twins import ANY_DEAL, wish_for
from transport import Courier

LOCAL = Guard(local=True)


@dataclass
class Clock:
    """One clock, which moves a second with each message and by days when it is told to."""

    at_ms: int = BASE_MS

    def __call__(self, seq: int) -> int:
        return self.at_ms + 1000 * seq


@dataclass
class Shopping:
    """A twin, its deals and the brand's counter."""

    twin: Twin
    deals: Deals
    counter: Counter
    clock: Clock
    memory: SqlMemory
    database: Database = field(repr=False)

    async def buy(self) -> Outcome:
        """Buy a router."""
        return await pursue(wish_for("router"), Nobody(), self.twin)

    async def bought(self) -> Deal:
        """Buy a router and order it, with a name beside."""
        assert [line.status for line in (await self.buy()).lines] == ["agreed"]
        deal = (await self.deals.all())[-1]
        return await self.deals.say(
            deal, lambda made: Order(agreement=deal.hash, disclosed=made), [("name", "Ada Lovelace")]
        )

    async def track(self, deal: Deal) -> Deal:
        """Ask how far it is."""
        return await self.deals.say(deal, lambda made: Track())

    async def came(self, deal: Deal, condition: str = "as-agreed") -> Deal:
        """Say that it came just now."""
        body = Delivered.model_validate({"at": write_time(self.clock.at_ms), "condition": condition})
        return await self.deals.say(deal, lambda made: body)

    def later(self, days: int) -> None:
        """Let *days* pass."""
        self.clock.at_ms += days * DAY_MS

    def over(self, brands: Brands) -> Deals:
        """The deals of a new process over the same store, on the way of *brands*."""
        return replace(self.deals, exchange=replace(self.deals.exchange, brands=brands))


@asynccontextmanager
async def shopping(folder: Path, *, points: PointValue | None = None) -> AsyncIterator[Shopping]:
    """Serve a shop with many routers, and open a twin that looks at it."""
    clock = Clock()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        origin = f"http://localhost:{listening.getsockname()[1]}"
        shop = Database(f"sqlite:///{folder}/shop.db")
        app = await open_brand(
            shop,
            policy=read_policy(POLICY + RULES),
            entries=[entry(stock=100)],
            key=key_of(origin),
            origin=origin,
            clock=clock,
            ids=seeded_ids(did_web(origin).encode()),
        )
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        task = asyncio.create_task(server.serve(sockets=[listening]))
        database = Database(f"sqlite:///{folder}/twin.db")
        async with open_client(LOCAL) as client:
            twin = open_twin(
                database=database,
                client=client,
                guard=LOCAL,
                courier=Courier(client, LOCAL, clock=lambda: clock(0)),
                places=Places(brands=(origin,)),
                seed=SEED,
                fresh=Fresh(clock, seeded_ids(SEED), seeded_nonces(SEED), at_once),
                manner=Manner(mandate=ANY_DEAL, point_value=points),
            )
            assert isinstance(twin.till, BrandTill)
            deals = Deals(twin.till.exchange, SqlDeals(database), seeded_nonces(SEED))
            yield Shopping(twin, deals, Counter(shop), clock, SqlMemory(database), database)
        server.should_exit = True
        await task
        for one in (database, shop):
            one.close()
