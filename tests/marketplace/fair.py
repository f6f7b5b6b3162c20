"""A fair for the tests: shops on real sockets, a marketplace with an index in PostgreSQL, and who asks it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
from starlette.types import ASGIApp

from catalog_search.postgres import PostgresShelves
from foundation.database import Database
from foundation.fetch import Guard, open_client
from marketplace.edge import OpenIndex, Read, Reader, open_market
from marketplace.reading import Pace
from protocol import ProtocolError, did_web, encode, message_hash, sign, to_base64url
from protocol.slices import SlicePage
from tests.transport.corner import NOON_MS, Corner, brand_key, on_socket, product, profile_members
from transport import Courier
from transport.routes import Page, application, brand_router

LOCAL = Guard(local=True, deadline_s=5)
PER_PAGE = 2


def article(
    id: str, *categories: str, minor: int = 900, currency: str = "USD", **more: Any
) -> dict[str, Any]:
    """A product of one variant."""
    made = product(id)
    price = {"amount": minor, "currency": currency}
    variant = {**made["variants"][0], "price": price}
    named = {"categories": [{"value": name} for name in categories]} if categories else {}
    return {**made, **named, "price_range": {"min": price, "max": price}, "variants": [variant], **more}


class ShutError(ProtocolError):
    """The shop answers nothing today."""

    code = "shut"
    requirement = "TEST-1"
    status = 503


@dataclass
class Shop(Corner):
    """A shop whose shelf the test sets; it counts who asks for what."""

    shelf: list[dict[str, Any]] = field(default_factory=list)
    version: str | None = None
    created: str = "2026-12-01T09:00:00Z"
    asked: list[str | None] = field(default_factory=list)
    shut_from: int | None = None
    """The page from which on nothing is answered."""
    lie: Callable[[dict[str, Any]], dict[str, Any]] = lambda page: page
    """What is signed in place of an honest page."""

    def page(self, cursor: str) -> dict[str, Any]:
        place = int(cursor or 0)
        named = self.version or to_base64url(sha256(json.dumps(self.shelf).encode()).digest())
        page: dict[str, Any] = {
            "protocol": "dailyme/2026-12-01",
            "type": "catalog-page",
            "from": self.did,
            "version": named,
            "created": self.created,
            "cursor": cursor,
            "products": self.shelf[place : place + PER_PAGE],
        }
        more = {"next": str(place + PER_PAGE)} if place + PER_PAGE < len(self.shelf) else {}
        return sign(self.lie(page | more), self.keys[0])

    async def catalog_page(self, cursor: str | None) -> Page | None:
        self.asked.append(cursor)
        if self.shut_from is not None and int(cursor or 0) >= self.shut_from:
            raise ShutError
        page = self.page(cursor or "")
        return Page(encode(page), message_hash(page))

    def members(self) -> bytes:
        """The signed profile."""
        made = profile_members(self.did, self.origin, **self.profile_more)
        return encode(sign(made, self.keys[0]))


@dataclass
class Fair:
    """The marketplace at *origin*, its store, and its index."""

    origin: str
    database: Database
    shelves: PostgresShelves
    client: httpx.AsyncClient
    url: str
    now_ms: int = NOON_MS
    reads: list[Read] = field(default_factory=list)

    @property
    def courier(self) -> Courier:
        return Courier(self.client, LOCAL, clock=lambda: self.now_ms)

    def reader(self, shelves: PostgresShelves | None = None) -> Reader:
        """Who reads brands, as `dailyme market index` does."""
        where = shelves or self.shelves
        pace = Pace(900_000, max_pages=30)
        return Reader(self.database, where, self.courier, lambda: self.now_ms, pace, self.reads.append)

    async def read(self) -> list[Read]:
        """Read every listed brand now; return what came of each."""
        self.reads.clear()
        await self.reader().once()
        return self.reads

    async def enlist(self, *shops: Shop) -> None:
        for shop in shops:
            await self.courier.list_brand(self.origin, shop.members())

    async def pages(self, **asked: str) -> list[SlicePage]:
        """All pages of the slice."""
        found: list[SlicePage] = []
        cursor: str | None = None
        while True:
            got = await self.courier.slice_page(self.origin, asked, cursor=cursor)
            assert got is not None
            found.append(got.page)
            cursor = got.page.next
            if cursor is None:
                return found

    async def ids(self, **asked: str) -> list[str]:
        """The ids of all products of the slice, sorted."""
        shelves = [shelf for page in await self.pages(**asked) for shelf in page.shelves]
        return sorted(item.product.id for shelf in shelves for item in shelf.items)


def at_fair(shop: Shop) -> Callable[[str], ASGIApp]:
    """Say how *shop* is opened at an origin, as `on_socket` asks."""

    def make(origin: str) -> ASGIApp:
        shop.did, shop.origin = did_web(origin), origin
        shop.keys = [brand_key("first", shop.did)]
        return application(brand_router(shop))

    return make


@asynccontextmanager
async def fair(folder: Path, url: str, *shops: Shop) -> AsyncIterator[Fair]:
    """Open a marketplace with its index at *url* (PostgreSQL), and *shops* listed there, on sockets."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(open_client(LOCAL))
        database = Database(f"sqlite:///{folder / 'market.db'}")
        stack.callback(database.close)
        shelves = await PostgresShelves.open(url)
        stack.push_async_callback(shelves.close)
        made = Fair("", database, shelves, client, url)
        made.origin = await stack.enter_async_context(on_socket(worker(made)))
        for shop in shops:
            await stack.enter_async_context(on_socket(at_fair(shop)))
        await made.enlist(*shops)
        yield made
        await client.aclose()  # before the servers, which wait for open connections


def worker(of: Fair, shelves: PostgresShelves | None = None) -> Callable[[str], ASGIApp]:
    """Say how the marketplace is opened at an origin; every worker of it has the first one's name and key."""

    def make(origin: str) -> ASGIApp:
        key = brand_key("market", did_web(of.origin or origin))
        index = OpenIndex(shelves or of.shelves)
        return open_market(
            of.database, key=key, client=of.client, guard=LOCAL, clock=lambda: of.now_ms, index=index
        )

    return make
