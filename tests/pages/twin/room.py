"""A person's Daily Me over HTTP in memory: the real application, over a real store on disk."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
from fastapi import FastAPI

from dailyme.acts.here import Here
from dailyme.clock import World
from dailyme.pages.shell import Entrance, Who
from dailyme.pages.twin.app import twin_app, twin_site
from dailyme.pages.twin.home import Home, opened_home
from dailyme.places import Places
from dailyme.settings import Settings
from tests.consumer_twin.mall import MARKET
from tests.consumer_twin.town import BASE_MS

ORIGIN = "http://127.0.0.1:8710"
_CSRF = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Room:
    """Somebody who is in. *home* is what their pages stand on."""

    client: httpx.AsyncClient
    home: Home
    app: FastAPI
    csrf: str = ""

    async def see(self, path: str, *, part: bool = False, status: int = 200) -> str:
        """Return the page at *path*; *part*: as htmx asks for it."""
        got = await self.client.get(path, headers={"hx-request": "true"} if part else {})
        assert got.status_code == status, got.text[:2000]
        found = _CSRF.search(got.text)
        self.csrf = found[1] if found else self.csrf
        return got.text

    async def send(
        self,
        path: str,
        fields: Mapping[str, str | list[str]] | None = None,
        *,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> httpx.Response:
        """Send a form as a browser does."""
        data = {"csrf": self.csrf, **(fields or {})}
        return await self.client.post(path, data=data, files=files, headers={"origin": ORIGIN})

    async def done(self, path: str, fields: Mapping[str, str | list[str]] | None = None) -> str:
        """Send a form that is taken; return the page that follows."""
        got = await self.send(path, fields)
        assert got.status_code == 303, got.text[:2000]
        return await self.see(got.headers["location"])


@asynccontextmanager
async def room(
    folder: Path, *, market: str | None = MARKET, at_ms: int = BASE_MS + 60_000
) -> AsyncIterator[Room]:
    """Open the Daily Me whose store lies in *folder*, and enter it."""
    here = Here(Places(folder, folder), Settings(market=market))
    world = replace(World.real(), clock=lambda seq: at_ms)
    site, entrance = replace(twin_site((ORIGIN,)), clock=lambda: at_ms), Entrance()
    async with opened_home(here, world=world, local=True) as home:
        app = twin_app(site, home, entrance)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            entered = await client.get("/enter", params={"key": entrance.key(Who("me", "person"))})
            assert entered.status_code == 303, entered.text
            opened = Room(client, home, app)
            await opened.see("/start")
            yield opened


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def words(html: str) -> str:
    """Return what a person reads on the page."""
    read = _Words()
    read.feed(html)
    return " ".join(" ".join(read.said).split())


def tags(html: str) -> list[str]:
    """Return the elements of the page in order."""
    read = _Words()
    read.feed(html)
    return read.tags
