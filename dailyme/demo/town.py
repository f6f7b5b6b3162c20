"""A market and brands in one process: the same agents and bytes, without sockets, so that days can pass."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import httpx
from starlette.types import ASGIApp

from brand_agent.edge.http import open_brand
from catalog_adapters import Entry
from dailyme.clock import World
from dailyme.demo.plan import BRANDS, demo_market
from dailyme.demo.sky import Sky
from dailyme.places import sqlite_url
from dailyme.wiring.shop import Shop, ShopFlags, read_shop
from foundation.database import Database
from foundation.fetch import Guard
from marketplace.edge import open_market
from protocol import PROFILE_PATH, Price, Product, SigningKey, did_web
from transport import Courier
from transport.memory import memory_client

MARKET: Final = "http://localhost:18460"
LOCAL: Final = Guard(local=True)


@dataclass
class Town:
    """Market and brands. *apps* are found by their address; a shop that is shut is not there."""

    seed: int
    folder: Path
    sky: Sky
    apps: dict[str, ASGIApp]
    client: httpx.AsyncClient
    shops: dict[str, Shop] = field(default_factory=dict)
    databases: dict[str, Database] = field(default_factory=dict)

    def database(self, name: str) -> Database:
        """Return the store of that name, opened once."""
        if name not in self.databases:
            self.databases[name] = Database(sqlite_url(self.folder / f"{name}.db"))
        return self.databases[name]

    def world(self, name: str) -> World:
        """Return the world of the party *name*, with the town's clock."""
        return replace(World.seeded(self.seed, name), clock=self.sky)

    async def open_shop(self, name: str) -> None:
        """Open the brand *name* with what it sells now, in the place of what was there."""
        origin, shop = address(name), self.shops[name]
        world = self.world(origin)
        self.apps[origin] = await open_brand(
            self.database(name),
            policy=shop.policy,
            entries=shop.entries,
            key=_key(world, origin),
            origin=origin,
            clock=world.clock,
            ids=lambda label: world.ids(f"{self.sky.day}/{label}"),
        )

    async def reprice(self, name: str, words: str, share: float) -> None:
        """Let the brand *name* sell what *words* name at its price times *share*."""
        shop = self.shops[name]
        entries = tuple(_repriced(entry, words, share) for entry in shop.entries)
        self.shops[name] = replace(shop, entries=entries)
        await self.open_shop(name)


def address(name: str) -> str:
    """Return where the brand *name* stands."""
    return f"http://localhost:{18_461 + BRANDS.index(name)}"


@asynccontextmanager
async def open_town(
    seed: int, folder: Path, policies: Mapping[str, Path] | None = None
) -> AsyncIterator[Town]:
    """Open the market and brands, which list themselves.

    policies: the brands' names and their `brand.toml`; None for the demo's three with their own.
    """
    configs = {name: demo_market() / name / "brand.toml" for name in BRANDS} if policies is None else policies
    apps: dict[str, ASGIApp] = {}
    async with memory_client(apps) as client:
        town = Town(seed, folder, Sky(), apps, client)
        try:
            world = town.world(MARKET)
            apps[MARKET] = open_market(
                town.database("market"),
                key=_key(world, MARKET),
                client=client,
                guard=LOCAL,
                clock=lambda: town.sky(0),
            )
            courier = Courier(client, LOCAL, clock=lambda: town.sky(0))
            for name, config in configs.items():
                flags = ShopFlags(config=config)
                town.shops[name] = read_shop(flags, at_ms=town.sky(0), local=True)
                await town.open_shop(name)
                profile = await client.get(address(name) + PROFILE_PATH)
                await courier.list_brand(MARKET, profile.content)
            yield town
        finally:
            for database in town.databases.values():
                database.close()


def _key(world: World, origin: str) -> SigningKey:
    return SigningKey.for_brand(world.secret("key"), did_web(origin))


def _repriced(entry: Entry, words: str, share: float) -> Entry:
    """Return *entry* at its price times *share*, if *words* are about it."""
    if not _is_about(entry.product, words):
        return entry
    members = entry.product.members()
    for variant in members["variants"]:
        variant["price"] = _times(variant["price"], share)
    prices = sorted((variant["price"] for variant in members["variants"]), key=lambda one: one["amount"])
    members["price_range"] = {"min": prices[0], "max": prices[-1]}
    cost = {name: price.of(round(price.amount * share)) for name, price in entry.cost.items()}
    return replace(entry, product=Product.model_validate(members), cost=cost)


def _is_about(product: Product, words: str) -> bool:
    """Whether *words* stand in the product's title or begin its model number, hyphens aside."""
    facts = (product.metadata, *(variant.metadata for variant in product.variants))
    made = [product.title, *(fact.mpn or "" for fact in facts if fact is not None)]
    return any(words.replace("-", "") in text.replace("-", "") for text in made)


def _times(price: dict[str, object], share: float) -> dict[str, object]:
    found = Price.model_validate(price)
    return found.of(round(found.amount * share)).members()
