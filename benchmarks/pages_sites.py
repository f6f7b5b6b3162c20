"""Both sites over stores of a size, as their own applications, and a visitor who needs no socket."""

from __future__ import annotations

import asyncio
import csv
import re
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Connection, insert

from benchmarks.measure import Work
from benchmarks.pages_stores import DEALS, lessons
from brand_agent.chain import link
from brand_agent.edge.console.record import record
from brand_agent.edge.console.tables import RECORD
from brand_agent.edge.webhooks import SqlHooks
from brand_agent.edge.webhooks.tables import DELIVERIES
from consumer_twin.edge.log import remember
from dailyme.acts.here import Here
from dailyme.clock import World
from dailyme.pages.brand.app import PAGES as BRAND_PAGES
from dailyme.pages.brand.app import brand_site, console_app
from dailyme.pages.brand.office import opened_office
from dailyme.pages.shell import Entrance, Site, Who
from dailyme.pages.twin.app import PAGES as TWIN_PAGES
from dailyme.pages.twin.app import twin_app, twin_site
from dailyme.pages.twin.home import opened_home
from dailyme.places import Places, sqlite_url
from dailyme.settings import Settings
from dailyme.wiring.shop import ShopFlags
from tests.consumer_twin.mall import BRANDS, MARKET, key_of
from tests.consumer_twin.town import BASE_MS

TWIN_AT: Final = "http://127.0.0.1:8710"
BRAND_AT: Final = "http://127.0.0.1:8720"
NOW_MS: Final = BASE_MS + 60_000
VISITS: Final = 3
"""Visits to a page that are measured at once."""

POLICY: Final = """
[brand]
name = "Northgate"
categories = ["electronics"]
regions = ["US"]
currency = "USD"
[catalog]
source = "catalog.csv"
[cost]
column = "cost_of_goods_sold"
[guardrails]
floor_margin = "0.07"
max_discount = "0.12"
"""
_HEAD: Final = ("id", "title", "brand", "price", "quantity", "cost_of_goods_sold", "product_type")
_OFFERS: Final = 200
"""Public offers are a marketer's own work: nobody has thousands."""


@dataclass
class Visitor:
    """Somebody who is in: a browser's requests, by calling the application itself."""

    app: FastAPI
    routers: Sequence[APIRouter]
    host: str
    cookie: str = ""

    async def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of *path*."""
        way, _, query = path.partition("?")
        sent: list[Any] = []
        heard = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            return heard.pop() if heard else {"type": "http.disconnect"}  # a stream ends at once

        async def send(message: Any) -> None:
            sent.append(message)

        named = {"host": self.host, "cookie": self.cookie, "accept-language": "en-GB", **headers}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": way,
            "raw_path": way.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in named.items()],
            "client": ("127.0.0.1", 5),
            "server": ("127.0.0.1", 80),
            "state": {},
        }
        await self.app(scope, receive, send)
        head = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], head, b"".join(one.get("body", b"") for one in sent[1:])

    async def enter(self, entrance: Entrance, who: Who) -> None:
        """Come in by the printed address."""
        status, head, _ = await self.get(f"/enter?key={entrance.key(who)}")
        assert status == 303, status
        self.cookie = head["set-cookie"].partition(";")[0]

    def work(self, path: str, loop: asyncio.AbstractEventLoop) -> Work:
        """Return the work of looking at *path*: CPU seconds of the process, its threads included."""

        def work() -> float:
            start = time.process_time()
            for _ in range(VISITS):
                status, _, _ = loop.run_until_complete(self.get(path))
                assert status == 200, (path, status)
            return time.process_time() - start

        return work

    async def pages(self, more: Sequence[str]) -> tuple[list[str], dict[str, int]]:
        """Return every page without a number in its address, with *more*; and what is broken, by status.

        What wants to be asked for something says so (4xx), and is no list.
        """
        routes = [one.path for one in _routes(self.routers) if "GET" in (one.methods or ())]
        found, broken = list[str](), dict[str, int]()
        for path in dict.fromkeys([*(one for one in routes if "{" not in one), *more]):
            status, head, _ = await self.get(path)
            if status >= 500:
                broken[path] = status
            elif status == 200 and head.get("content-type", "").startswith("text/html"):
                found.append(path)
        return found, broken

    async def weight(self, path: str) -> int:
        """Return the bytes of script and style that *path* makes a browser load, packed as they travel."""
        _, _, body = await self.get(path)
        html = body.decode()
        links = set(re.findall(r'<script[^>]* src="([^"]+)"', html))
        links |= set(re.findall(r'<link[^>]* rel="stylesheet"[^>]* href="([^"]+)"', html))
        links |= set(re.findall(r'<link[^>]* href="([^"]+)"[^>]* rel="stylesheet"', html))
        total = 0
        for one in links:
            status, head, packed = await self.get(one, accept_encoding="gzip")
            assert status == 200 and head.get("content-encoding") == "gzip", (one, status)
            total += len(packed)
        return total


def _routes(routers: Iterable[APIRouter]) -> Iterator[APIRoute]:
    for router in routers:
        yield from (one for one in router.routes if isinstance(one, APIRoute))


@asynccontextmanager
async def daily_me(folder: Path, rows: int) -> AsyncIterator[Visitor]:
    """Open the Daily Me over the store in *folder*, which gets as much memory as *rows*."""
    here = Here(Places(folder, folder), Settings(market=MARKET))
    world = replace(World.real(), clock=lambda seq: NOW_MS)
    site, entrance = replace(twin_site((TWIN_AT,)), clock=lambda: NOW_MS), Entrance()
    async with opened_home(here, world=world, local=True) as home:
        await home.database.write(lambda connection: remember(connection, lessons(rows - DEALS)))
        visitor = Visitor(twin_app(site, home, entrance), TWIN_PAGES, _host(site))
        await visitor.enter(entrance, Who("me", "person"))
        yield visitor


@asynccontextmanager
async def console(folder: Path, rows: int) -> AsyncIterator[Visitor]:
    """Open the console over the store in *folder*, with a catalog, a record and a webhook's log of *rows*."""
    origin = BRANDS["northgate"]
    shop = folder / "shop"
    shop.mkdir()
    (shop / "brand.toml").write_text(POLICY + "".join(_offers(min(rows, _OFFERS))))
    with (shop / "catalog.csv").open("w", newline="") as file:
        csv.writer(file).writerows([_HEAD, *(_article(number) for number in range(rows))])
    world = replace(World.real(), clock=lambda seq: NOW_MS)
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(
            opened_office(
                sqlite_url(folder / "northgate.db"),
                ShopFlags(shop / "brand.toml"),
                origin=origin,
                key=key_of(origin),
                places=Places(folder, folder),
                world=world,
                local=True,
            )
        )
        await office.database.write(lambda connection: _logs(connection, rows))
        entrance, site = Entrance(), brand_site("Northgate", (BRAND_AT,))
        app = console_app(site, office, entrance)
        await stack.enter_async_context(app.router.lifespan_context(app))
        visitor = Visitor(app, BRAND_PAGES, _host(site))
        await visitor.enter(entrance, Who("Ana", "admin"))
        yield visitor


def _host(site: Site) -> str:
    return site.origins[0].partition("://")[2]


def _logs(connection: Connection, rows: int) -> None:
    """A record of *rows* changes, and a webhook, switched off, with as many deliveries."""
    hook = SqlHooks(connection, "Ana").add(
        "http://localhost:9/hook", ("first-deal",), bytes(16), local=True, at_ms=BASE_MS
    )
    SqlHooks(connection, "Ana").switch(hook.number, "person", at_ms=BASE_MS)
    last = record(connection, "role", "Ana", _role(0), at_ms=BASE_MS)
    entries = [last := link(last, "role", "Ana", _role(number), at_ms=BASE_MS) for number in range(1, rows)]
    connection.execute(insert(RECORD), [asdict(one) for one in entries])
    made = {"hook": hook.number, "made_ms": BASE_MS, "state": "arrived", "tries": 1, "due_ms": BASE_MS}
    body = {"event": "first-deal", "thread": "", "body": b'{"type":"first-deal"}'}
    letters = [made | body | {"name": f"msg_{number}"} for number in range(rows)]
    connection.execute(insert(DELIVERIES), letters)


def _role(number: int) -> dict[str, str]:
    return {"name": f"Person {number}", "before": "viewer", "after": "marketer"}


def _article(number: int) -> tuple[str, ...]:
    price = 20 + number % 380
    title = f"Office chair {number} with armrests and a headrest, grey"
    kind = ("Chairs", "Desks", "Lamps", "Cables")[number % 4]
    return (
        f"OC-{number:05}",
        title,
        "Halden",
        f"{price}.00 USD",
        str(number % 9),
        f"{price * 0.7:.2f} USD",
        kind,
    )


def _offers(count: int) -> Iterator[str]:
    for number in range(count):
        yield (
            f'[[promotion]]\nid = "offer-{number}"\ntitle = "Five off for week {number}"\ndiscount = "0.05"\n'
            "valid_from = 2026-11-01T00:00:00Z\nvalid_until = 2027-12-01T00:00:00Z\n"
        )
