"""A console over a real store and real files, and browsers (without a window) of people with each role."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import httpx
from fastapi import FastAPI
from sqlalchemy import Connection

from brand_agent.console.roles import Role
from brand_agent.edge.console.door import begin_session
from brand_agent.edge.console.people import add_person, owner
from dailyme.clock import World
from dailyme.pages.brand.app import brand_site, console_app
from dailyme.pages.brand.office import Office, opened_office
from dailyme.pages.shell import Entrance, Who, csrf_of
from dailyme.places import Places, sqlite_url
from dailyme.wiring.shop import ShopFlags
from protocol import SigningKey

URL = "http://127.0.0.1:8720"
ORIGIN = "http://localhost:8001"
KEY = SigningKey.for_brand(sha256(b"test brand").digest(), "did:web:localhost%3A8001")
POLICY = """
[brand]
name = "Office"
[catalog]
source = "my.csv"
[cost]
column = "cost_of_goods_sold"
[guardrails]   # ours
floor_margin = "0.06"            # of the price
max_discount = "0.10"
"""
CATALOG = """id,title,brand,price,cost_of_goods_sold,product_type
one,Laser one,Acme,100.00 USD,70.00 USD,Printers
two,Ink two,Bolt,80.00 USD,50.00 USD,Printers
hub,USB hub,Acme,20.00 USD,10.00 USD,Cables
"""
NOON_MS = 1_796_126_400_000
"""2026-12-01T12:00:00Z."""


@dataclass
class Clock:
    """A clock that stands until it is set."""

    at_ms: int = NOON_MS

    def __call__(self, seq: int) -> int:
        return self.at_ms


@dataclass
class Desk:
    """A console that is open. config: its brand.toml."""

    office: Office
    app: FastAPI
    entrance: Entrance
    config: Path
    clock: Clock
    stack: AsyncExitStack
    clients: dict[str, Browser] = field(default_factory=dict)

    async def browser(self, name: str, role: Role | None = None) -> Browser:
        """Return the browser of who is called *name*, signed in.

        role: of a new account; None is the owner.
        """
        if name in self.clients:
            return self.clients[name]
        at_ms = self.clock.at_ms

        def work(connection: Connection) -> str:
            if role is None:
                made = owner(connection, at_ms=at_ms)
            else:
                made = add_person(connection, name, role, None, by="Owner", at_ms=at_ms)
            return begin_session(connection, made.number, "test", at_ms=at_ms)

        token = await self.office.database.write(work)
        made = await self.stranger()
        made.client.cookies.set("dailyme-brand-8720", token, domain="127.0.0.1")
        self.clients[name] = replace(made, csrf=csrf_of(token))
        return self.clients[name]

    async def stranger(self) -> Browser:
        """Return the browser of somebody who is not in."""
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url=URL,
            headers={"origin": URL, "sec-fetch-site": "same-origin"},
        )
        return Browser(await self.stack.enter_async_context(client))


@dataclass
class Browser:
    """Somebody's browser. csrf: what its forms carry."""

    client: httpx.AsyncClient
    csrf: str = ""

    async def get(self, path: str) -> httpx.Response:
        """Look at *path*; where the answer leads is not followed."""
        return await self.client.get(path)

    async def send(
        self,
        path: str,
        fields: Mapping[str, str | list[str]] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> httpx.Response:
        """Send a form to *path*."""
        return await self.client.post(path, data={"csrf": self.csrf, **(fields or {})}, files=files)

    async def done(self, path: str, fields: Mapping[str, str | list[str]] | None = None) -> str:
        """Send a form that is taken, and return the text of the page that it leads to."""
        answer = await self.send(path, fields)
        assert answer.status_code == 303, (answer.status_code, text_of(answer))
        return await self.text(answer.headers["location"])

    async def text(self, path: str) -> str:
        """Return what a person reads on *path*."""
        answer = await self.get(path)
        assert answer.status_code == 200, (path, answer.status_code, text_of(answer))
        return text_of(answer)


def text_of(answer: httpx.Response) -> str:
    """Return the words of a page: no tags, and white space as one blank."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


@asynccontextmanager
async def open_desk(
    folder: Path, *, policy: str = POLICY, catalog: str = CATALOG, at_ms: int = NOON_MS
) -> AsyncIterator[Desk]:
    """Open the console of a small shop whose files and store lie in *folder*, at *at_ms*."""
    (folder / "my.csv").write_text(catalog)
    (folder / "brand.toml").write_text(policy)
    clock, entrance = Clock(at_ms), Entrance()
    async with AsyncExitStack() as stack:
        office = await stack.enter_async_context(
            opened_office(
                sqlite_url(folder / "brand.db"),
                ShopFlags(folder / "brand.toml"),
                origin=ORIGIN,
                key=KEY,
                places=Places(folder, folder),
                world=replace(World.real(), clock=clock),
                local=True,
            )
        )
        app = console_app(brand_site("Office", (URL,)), office, entrance)
        yield Desk(office, app, entrance, folder / "brand.toml", clock, stack)


def enter_key(desk: Desk) -> str:
    """Return the address that lets the owner in, once."""
    return "/enter?key=" + desk.entrance.key(Who("owner", "admin"))
