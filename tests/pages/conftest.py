"""A browser, the demo's market, and the two sites in it.

Whatever asks for the browser runs on one loop, the session's: a browser lives on the loop that opened it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from playwright.async_api import Browser, Page

from tests.dailyme.commandline import Home, new_home
from tests.e2e.serving import serving
from tests.pages.harness.chromium import chromium
from tests.pages.harness.guard import Guard
from tests.pages.harness.servers import Market, demo_town, settle

PATIENCE_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put every test that asks for the browser on the session's loop."""
    for item in items:
        known = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
        if any(one.scope == "session" for one in known.get("browser", ())[-1:]):  # not another of that name
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(autouse=True)
def short_traces() -> None:
    """Let what fails behind a page be logged without its values: a whole town takes minutes to print."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[plain])


@dataclass(frozen=True)
class Opened:
    """A site in a browser.

    page: entered, on its first page; url: its origin; home: whose stores it shows.
    guard: what the page must not do; a test that asks for a 4xx on purpose adds it to `guard.allowed`.
    """

    page: Page
    url: str
    home: Home
    guard: Guard = field(default_factory=Guard)

    async def to(self, path: str) -> None:
        """Go to *path*."""
        await self.page.goto(self.url + path)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests of a process."""
    async with chromium() as opened:
        yield opened


@asynccontextmanager
async def guarded(browser: Browser) -> AsyncIterator[tuple[Page, Guard]]:
    """Open a page in a context of its own; fail in the end on what it must not do."""
    guard = Guard()
    context = await browser.new_context(locale="en-GB", reduced_motion="reduce", accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    await guard.watch(context)
    try:
        yield await context.new_page(), guard
    finally:
        await context.close()
    guard.clear()


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Market]:
    """The demo's market and three brands as processes; a file's own, for it may stop or change them."""
    with demo_town(tmp_path_factory.mktemp("town")) as town:
        yield town


@asynccontextmanager
async def entered(browser: Browser, home: Home, *arguments: str) -> AsyncIterator[Opened]:
    """Start the pages that `dailyme` with *arguments* serves, and enter by their one-time address."""
    with serving(home, *arguments, "--no-browser") as said:
        async with guarded(browser) as (page, guard):
            await page.goto(said["enter"])
            yield Opened(page, said["url"], home, guard)


@pytest_asyncio.fixture(loop_scope="session")
async def daily_me(browser: Browser, market: Market, tmp_path: Path) -> AsyncIterator[Opened]:
    """The Daily Me of somebody who has just begun, at the demo's market."""
    async with entered(browser, settle(new_home(tmp_path), market.url), "twin", "open") as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def console(browser: Browser, market: Market) -> AsyncIterator[Opened]:
    """The console of the demo's brand Northgate, over the store of the shop that runs."""
    where = ("--config", str(market.config("northgate")), "--serves", market.brands["northgate"])
    async with entered(browser, market.home, "brand", "console", *where) as opened:
        yield opened
