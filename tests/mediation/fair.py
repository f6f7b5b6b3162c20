"""A fair for the tests: a real marketplace, real brands and a real twin, in one process without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from brand_agent import read_policy
from brand_agent.edge.http import open_brand
from brand_agent.edge.mediators import ResolvedMediators
from consumer_twin import Outcome, Twin, pursue, seeded_ids, seeded_nonces
from consumer_twin.edge import Fresh, Manner, Patience, Places, open_twin
from consumer_twin.person import Nobody
from foundation.database import Database
from foundation.fetch import Guard
from marketplace.edge import open_market
from negotiation import Mandate
from protocol import PROFILE_PATH, SigningKey, did_web
from tests.brand_agent.shop import NOON_MS, entry, message_id
from tests.consumer_twin.town import usd
from tests.consumer_twin.twins import wish_for
from transport import Courier, Exchanges, Resolver
from transport.memory import memory_client

MARKET = "http://localhost:8000"
LOCAL = Guard(local=True)
AT_ONCE = Patience(tick_ms=0)

Tamper = Callable[[str, bytes], bytes]
"""Changes what the server at an address answers."""


def policy_of(name: str, *, market: str = MARKET, **more: Any) -> str:
    """A brand's policy: it takes *market* as mediator."""
    rules = {"max_discount": '"0.20"', "floor_margin": '"0.05"'} | more
    lines = [f"{key} = {value}" for key, value in rules.items()]
    mediation = f'[mediation]\nmediators = ["{market}"]\nrounds = 5\npackages = 16\n'
    ways = '[[shipping]]\ndays = 5\nprice = "0.00"\n[[shipping]]\ndays = 2\nprice = "9.00"\n'
    return "\n".join([f'[brand]\nname = "{name}"\n[guardrails]', *lines, mediation, ways])


@dataclass
class Fair:
    """What is there, and every request and answer that went by."""

    folder: Path
    apps: dict[str, ASGIApp]
    client: httpx.AsyncClient
    opened: list[Database] = field(default_factory=list)
    went: list[tuple[str, bytes]] = field(default_factory=list)
    now_ms: int = NOON_MS
    brands: list[str] = field(default_factory=list)

    def clock(self, _seq: int = 0) -> int:
        return self.now_ms

    def database(self, name: str) -> Database:
        self.opened.append(Database(f"sqlite:///{self.folder / name}.db"))
        return self.opened[-1]

    @property
    def courier(self) -> Courier:
        return Courier(self.client, LOCAL, clock=self.clock)

    def market(self) -> None:
        """Open the marketplace."""
        key = SigningKey.for_brand(sha256(b"market").digest(), did_web(MARKET))
        self.apps[MARKET] = open_market(
            self.database("market"), key=key, client=self.client, guard=LOCAL, clock=self.clock
        )

    async def brand(self, name: str, port: int, *, price: int, cost: int, policy: str | None = None) -> str:
        """Open a brand that sells the router, list it, and return its origin."""
        origin = f"http://localhost:{port}"
        key = SigningKey.for_brand(sha256(name.encode()).digest(), did_web(origin))
        rules = read_policy(policy or policy_of(name))
        resolver = Resolver(Exchanges(self.client, LOCAL, None), local=True, clock=self.clock)
        self.apps[origin] = await open_brand(
            self.database(name),
            policy=rules,
            entries=[entry(price=price, cost=cost, stock=50)],
            key=key,
            origin=origin,
            clock=self.clock,
            ids=lambda context: message_id(f"{name}/{context}"),
            mediators=ResolvedMediators(resolver, rules.mediation.dids, self.clock),
        )
        profile = await self.client.get(origin + PROFILE_PATH)
        await self.courier.list_brand(MARKET, profile.content)
        self.brands.append(origin)
        return origin

    def twin(
        self, name: str = "twin", *, mode: Any = "mediated", markets: tuple[str, ...] = (MARKET,)
    ) -> Twin:
        """A twin with a seed of that name, who sends the same bytes each time."""
        seed = sha256(b"a person").digest()
        return open_twin(
            database=self.database(name),
            client=self.client,
            guard=LOCAL,
            courier=self.courier,
            places=Places(markets, () if markets else tuple(self.brands)),
            seed=seed,
            fresh=Fresh(self.clock, seeded_ids(seed), seeded_nonces(seed)),
            manner=Manner(mandate=Mandate(per_deal=usd(10_000_000)), mode=mode, patience=AT_ONCE),
        )

    async def buy(self, *, ceiling_minor: int | None = None, name: str = "twin", **how: Any) -> Outcome:
        """Let a twin look for the router, with a mandate for anything within the ceiling."""
        self.went.clear()
        wish = wish_for("router", ceiling_minor=ceiling_minor)
        return await pursue(wish, Nobody(), self.twin(name, **how))

    def sent_to(self, origin: str, path: str = "/negotiate") -> list[bytes]:
        """What was posted there, in order."""
        return [data for url, data in self.went if url == origin + path]


@asynccontextmanager
async def fair(folder: Path) -> AsyncIterator[Fair]:
    """Open a fair whose marketplace is there, and no brand yet."""
    apps: dict[str, ASGIApp] = {}
    async with memory_client(apps) as client:
        made = Fair(folder, apps, client)

        async def note(request: httpx.Request) -> None:
            if request.method == "POST":
                made.went.append((str(request.url), request.content))

        client.event_hooks["request"].append(note)
        made.market()
        yield made
        for database in made.opened:
            database.close()


def kinds(outcome: Outcome) -> list[list[str]]:
    """The types of message in each thread, sorted."""
    return sorted([str(one["type"]) for one in thread] for thread in outcome.transcripts.values())
