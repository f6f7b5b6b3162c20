"""A mall for the tests: the demo's three brands and a directory, the real agents, over HTTP in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import httpx
from starlette.types import ASGIApp

from brand_agent import sources
from brand_agent.edge.http import open_brand
from brand_agent.edge.policy_file import load_policy
from catalog_adapters import Entry, read_source
from consumer_twin import Event, Twin, seeded_ids, seeded_nonces
from consumer_twin.edge import Fresh, Manner, Patience, Places, open_twin
from consumer_twin.fresh import at_once
from foundation.database import Database
from foundation.fetch import Guard
from marketplace.edge import open_market
from negotiation import Mandate
from protocol import SigningKey, did_web
from tests.consumer_twin.town import BASE_MS, SEED, logical_clock, usd
from transport import Courier, WireLine
from transport.memory import memory_client

DEMO = Path(__file__).parents[2] / "dailyme" / "demo_market"
MARKET = "http://localhost:8000"
BRANDS = {
    "northgate": "http://localhost:8001",
    "alder": "http://localhost:8002",
    "paperlane": "http://localhost:8003",
}
LOCAL = Guard(local=True, max_bytes=50_000_000, deadline_s=30)
ROUTER = "wireless router for video and gaming"
LISTED = Places(markets=(MARKET,))
CALM = Patience(scan_s=20, first_s=5, haggle_s=10, settle_s=2)
UNASKED = Mandate(per_deal=usd(1_000_000))


def key_of(origin: str) -> SigningKey:
    """The key of whoever serves at *origin*."""
    return SigningKey.for_brand(sha256(origin.encode()).digest(), did_web(origin))


@dataclass
class Mall:
    """What is open, and the way there. *apps* may be replaced by broken ones."""

    folder: Path
    apps: dict[str, ASGIApp]
    client: httpx.AsyncClient
    log: list[WireLine] = field(default_factory=list)
    databases: list[Database] = field(default_factory=list)

    def database(self, name: str) -> Database:
        """A database in the folder, closed with the mall."""
        self.databases.append(Database(f"sqlite:///{self.folder}/{name}.db"))
        return self.databases[-1]

    async def brand(self, name: str, origin: str) -> ASGIApp:
        """The application of the demo's brand of that name, for *origin*."""
        policy = load_policy(DEMO / name / "brand.toml")
        source = str(DEMO / name / str(policy.catalog.source))
        found = read_source(source, sources(policy), at_ms=BASE_MS)
        entries = [one for one in found if isinstance(one, Entry)]
        return await open_brand(
            self.database(name),
            policy=policy,
            entries=entries,
            key=key_of(origin),
            origin=origin,
            clock=logical_clock,
            ids=seeded_ids(origin.encode()),
        )

    async def enlist(self, name: str, origin: str) -> None:
        """Open the demo's brand of that name at *origin*, and list it."""
        self.apps[origin] = await self.brand(name, origin)
        got = await self.client.get(f"{origin}/.well-known/dailyme.json")
        await self.courier().list_brand(MARKET, got.content)

    def courier(self) -> Courier:
        """A courier whose every line is logged."""
        return Courier(self.client, Guard(local=True), clock=lambda: BASE_MS, wire_log=self.log.append)

    def twin(
        self,
        name: str = "twin",
        *,
        places: Places = LISTED,
        mandate: Mandate | None = UNASKED,
        patience: Patience = CALM,
        seed: bytes = SEED,
        hear: Callable[[Event], None] = lambda event: None,
    ) -> Twin:
        """A twin with a store of its own, on a logical clock."""
        return open_twin(
            database=self.database(name),
            client=self.client,
            guard=LOCAL,
            courier=self.courier(),
            places=places,
            seed=seed,
            fresh=Fresh(logical_clock, seeded_ids(seed), seeded_nonces(seed), at_once),
            manner=Manner(mandate=mandate, patience=patience),
            hear=hear,
        )


@asynccontextmanager
async def mall(folder: Path, *names: str) -> AsyncIterator[Mall]:
    """Open a directory and the brands of those *names*, all three if none is named."""
    apps: dict[str, ASGIApp] = {}
    async with memory_client(apps) as client:
        made = Mall(folder, apps, client)
        apps[MARKET] = open_market(
            made.database("market"), key=key_of(MARKET), client=client, guard=LOCAL, clock=lambda: BASE_MS
        )
        for name in names or BRANDS:
            await made.enlist(name, BRANDS[name])
        made.log.clear()
        yield made
        for database in made.databases:
            database.close()
