"""A brand's console over HTTP, in memory, and a browser that is let in: its store and its files are real."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from dailyme.clock import World
from dailyme.demo.plan import demo_market
from dailyme.pages.brand.app import brand_site, console_app
from dailyme.pages.brand.office import Office, opened_office
from dailyme.pages.shell import Entrance, Who
from dailyme.places import Places, sqlite_url
from dailyme.wiring.shop import ShopFlags
from protocol import SigningKey, did_web

AT = "http://127.0.0.1:8720"
ORIGIN = "http://localhost:8001"
_MARK = re.compile(r'"X-CSRF": "([^"]*)"')


@dataclass
class Desk:
    """A console and a browser in it."""

    office: Office
    browser: httpx.AsyncClient
    entrance: Entrance
    csrf: str = ""

    async def enter(self, who: Who) -> None:
        """Let *who* in."""
        self.browser.cookies.clear()
        await self.browser.get("/enter", params={"key": self.entrance.key(who)})
        found = _MARK.search((await self.browser.get("/catalog")).text)
        assert found is not None
        self.csrf = found[1]

    async def get(self, path: str) -> httpx.Response:
        """Look at a page."""
        return await self.browser.get(path)

    async def post(
        self, path: str, data: Mapping[str, Any] | None = None, files: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        """Send a form, with the mark of the session."""
        return await self.browser.post(path, data={"csrf": self.csrf, **(data or {})}, files=files)


@asynccontextmanager
async def desk_of(folder: Path, name: str = "northgate", who: Who | None = None) -> AsyncIterator[Desk]:
    """Open the console of the demo's brand *name*, with its files and its store under *folder*."""
    shop = folder / name
    shutil.copytree(demo_market() / name, shop)
    key = SigningKey.for_brand(bytes(range(32)), did_web(ORIGIN))  # a test key
    store = sqlite_url(folder / "brand.db")
    flags = ShopFlags(config=shop / "brand.toml")
    async with opened_office(
        store,
        flags,
        origin=ORIGIN,
        key=key,
        places=Places(folder, folder),
        world=World.real(),
        local=True,
    ) as office:
        entrance = Entrance()
        app = console_app(brand_site(name.capitalize(), (AT,)), office, entrance)
        headers = {"origin": AT, "sec-fetch-site": "same-origin"}
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=AT, headers=headers) as browser:
            desk = Desk(office, browser, entrance)
            await desk.enter(who or Who("Ana", "admin"))
            yield desk
