"""A town for the tests: a directory, brands at origins of their own, and a courier that knows the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from foundation.database import Database
from foundation.fetch import Guard
from marketplace.edge import open_market
from marketplace.edge.site import Market
from protocol import DirectoryPage, SigningKey, did_web, encode, sign
from tests.transport.corner import NOON_MS, Corner, brand_key, profile_members
from transport import Courier, Exchanges, Resolver
from transport.memory import memory_client
from transport.routes import application, brand_router

MARKET = "http://localhost:8000"
LOCAL = Guard(local=True)


def shop_at(origin: str) -> Corner:
    """A corner shop that serves at *origin* with a key of its own."""
    did = did_web(origin)
    return Corner(did, origin, [brand_key("first", did)])


@dataclass
class Town:
    """The directory, its store, and the brands by origin."""

    database: Database
    client: httpx.AsyncClient
    apps: dict[str, ASGIApp]
    now_ms: int = NOON_MS
    shops: dict[str, Corner] = field(default_factory=dict)

    @property
    def key(self) -> SigningKey:
        return brand_key("market", did_web(MARKET))

    @property
    def courier(self) -> Courier:
        return Courier(self.client, LOCAL, clock=lambda: self.now_ms)

    @property
    def market(self) -> Market:
        """The directory itself, for what no request asks."""
        documents = Resolver(Exchanges(self.client, LOCAL, None), local=True, clock=lambda: self.now_ms)
        return Market(self.database, documents, self.key, lambda: self.now_ms, local=True)

    def build(self, origin: str) -> Corner:
        """Open a shop at *origin*."""
        self.shops[origin] = shop_at(origin)
        self.apps[origin] = application(brand_router(self.shops[origin]))
        return self.shops[origin]

    async def enlist(self, shop: Corner, **more: Any) -> bool:
        """Post the profile of *shop*, with other members."""
        return await self.courier.list_brand(MARKET, profile_of(shop, **more))

    async def page(self, **asked: Any) -> DirectoryPage:
        return await self.courier.directory_page(MARKET, **asked)

    async def all(self, **asked: Any) -> list[str]:
        """The DIDs on every page."""
        found: list[str] = []
        cursor = None
        while True:
            page = await self.page(cursor=cursor, **asked)
            found += [str(brand["from"]) for brand in page.brands]
            cursor = page.next
            if cursor is None:
                return found


def profile_of(shop: Corner, key: SigningKey | None = None, **more: Any) -> bytes:
    """The profile of *shop*, signed by its first key or by *key*."""
    return encode(sign(profile_members(shop.did, shop.origin, **more), key or shop.keys[0]))


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """Open a town whose directory keeps its store in *folder*."""
    database = Database(f"sqlite:///{folder / 'market.db'}")
    apps: dict[str, ASGIApp] = {}
    async with memory_client(apps) as client:
        made = Town(database, client, apps)
        apps[MARKET] = open_market(
            database, key=made.key, client=client, guard=LOCAL, clock=lambda: made.now_ms
        )
        yield made
    database.close()
