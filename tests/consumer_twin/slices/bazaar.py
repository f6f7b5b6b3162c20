"""A bazaar for the tests: stands of the town, and a marketplace whose slices say what they are told to."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from catalog_search.shelves import Asked, Shown, Stood
from consumer_twin import Nobody, Outcome, Person, Wish, pursue
from consumer_twin.edge import HttpBrands
from consumer_twin.edge.slices import HttpSlices
from consumer_twin.edge.sources import Sources
from consumer_twin.scan import Places, Scan
from consumer_twin.slices import SliceRule
from foundation.database import Database
from foundation.fetch import Guard
from marketplace.edge import open_market
from marketplace.edge.site import Market
from marketplace.slices import slice_page
from protocol import SigningKey, decode, did_web, encode, message_hash, sign
from tests.consumer_twin.stand import Stand
from tests.consumer_twin.town import BASE_MS, Brand, logical_clock
from tests.consumer_twin.twins import HASTY, twin_of
from tests.transport.corner import brand_key
from transport import Courier, Exchanges, Resolver, WireLine
from transport.memory import memory_client
from transport.paging import Page
from transport.routes import application, brand_router, market_router
from transport.slice_routes import slice_router

MARKET = "http://localhost:8000"
LOCAL = Guard(local=True)
USUAL = SliceRule()
Forge = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class Telling:
    """A `SliceSite` that tells of stands as they were when it looked; *forge* changes what it signs."""

    key: SigningKey
    shown: list[Stood] = field(default_factory=list)
    forge: Forge | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    async def look(self, *stands: Stand, at_ms: int = BASE_MS) -> None:
        """Read the catalogs of *stands*, whole."""
        for stand in stands:
            cursor: str | None = None
            while (page := await stand.catalog_page(cursor)) is not None:
                value = decode(page.data)
                for product in value["products"]:
                    place = f"{stand.did} {product['id']}".encode().ljust(64)
                    told = (stand.did, value["version"], at_ms, value["cursor"], page.etag, encode(product))
                    self.shown.append(Stood(place, *told))
                cursor = value.get("next")
                if cursor is None:
                    break

    async def slice(self, asked: Mapping[str, str], cursor: str | None) -> Page:
        self.asked.append(dict(asked))
        shown = Shown("A" * 43, BASE_MS, tuple(self.shown))
        place = (asked.get("category"), asked.get("region"), asked.get("currency"))
        data, etag = slice_page(shown, Asked(*place), self.key, cursor=cursor or "")
        return self._told(data, etag)

    async def search(self, asked: Mapping[str, str]) -> Page:
        self.asked.append(dict(asked))
        shown = Shown("A" * 43, BASE_MS, tuple(self.shown))
        place = Asked(None, asked.get("region"), asked.get("currency"))
        return self._told(*slice_page(shown, place, self.key, cursor="", query=asked["q"]))

    def _told(self, data: bytes, etag: str) -> Page:
        if self.forge is None:
            return Page(data, etag)
        bare = {name: value for name, value in decode(data).items() if name != "signatures"}
        forged = sign(self.forge(bare), self.key)
        return Page(encode(forged), message_hash(forged))


@dataclass
class Bazaar:
    """Who is there, and all that went out to them."""

    client: httpx.AsyncClient
    telling: Telling
    stands: list[Stand]
    log: list[WireLine] = field(default_factory=list)
    max_pages: int = 1000

    def brands(self, rule: SliceRule | None) -> HttpBrands:
        """The twin's way there, with slices as *rule* says."""
        courier = Courier(self.client, LOCAL, clock=lambda: BASE_MS, wire_log=self.log.append)
        sources = Sources(self.client, LOCAL, logical_clock)
        slices = None if rule is None else HttpSlices(courier, logical_clock, rule, max_pages=self.max_pages)
        return HttpBrands(courier, sources, Places(markets=(MARKET,)), HASTY, slices=slices)

    async def scan(self, wish: Wish, rule: SliceRule | None = USUAL) -> Scan:
        return await self.brands(rule).scan(wish)

    async def pursue(
        self, wish: Wish, person: Person | None = None, rule: SliceRule | None = USUAL
    ) -> Outcome:
        return await pursue(wish, person or Nobody(), twin_of(self.brands(rule)))

    def sent(self, path: str = "") -> list[str]:
        """The URLs that were asked for, of those with *path* in them."""
        return [line.url for line in self.log if line.direction == "sent" and path in line.url]


@asynccontextmanager
async def bazaar(folder: Path, *stands: tuple[Brand, Mapping[str, Any]]) -> AsyncIterator[Bazaar]:
    """Open a marketplace at `MARKET`, and stands behind addresses of their own, listed and told of."""
    apps: dict[str, ASGIApp] = {}
    database = Database(f"sqlite:///{folder / 'market.db'}")
    async with memory_client(apps) as client:
        key = brand_key("market", did_web(MARKET))
        documents = Resolver(Exchanges(client, LOCAL, None), local=True, clock=lambda: BASE_MS)
        market = Market(database, documents, key, lambda: BASE_MS, local=True, capabilities=("index",))
        open_market(database, key=key, client=client, guard=LOCAL, clock=lambda: BASE_MS)  # its tables
        telling = Telling(key)
        apps[MARKET] = application(market_router(market), slice_router(telling))
        made = Bazaar(client, telling, [])
        for number, (brand, more) in enumerate(stands):
            stand = Stand(brand, f"http://localhost:{8001 + number}", **more)
            apps[stand.origin] = application(brand_router(stand))
            made.stands.append(stand)
            await market.list_brand(await stand.profile())
        await telling.look(*made.stands)
        yield made
    database.close()
