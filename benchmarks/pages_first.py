"""How soon there is something to see: a wish typed on a page, four shops on sockets, one of which sleeps.

The market and three shops are the demo's, each a process; the fourth serves Northgate's goods from here and
sleeps before each answer. The page is on a socket too, and asked again every twentieth of a second, as its
own script asks again when it is told that something changed.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from brand_agent import sources
from brand_agent.edge.http import open_brand
from brand_agent.edge.policy_file import load_policy
from catalog_adapters import Entry, read_source
from consumer_twin import seeded_ids
from dailyme.acts.here import Here
from dailyme.clock import World, now_ms
from dailyme.demo.plan import demo_market
from dailyme.pages.shell import Entrance, Who
from dailyme.pages.twin.app import twin_app, twin_site
from dailyme.pages.twin.home import opened_home
from dailyme.places import Places
from dailyme.settings import Settings
from foundation.database import Database
from foundation.fetch import Guard, open_client
from tests.consumer_twin.mall import ROUTER, key_of
from tests.pages.harness.servers import demo_town
from tests.transport.corner import on_socket
from transport import Courier

SLEEP_S: Final = 0.5
"""What the slow shop sleeps before each answer."""
LOOKS: Final = 9
_MARKS: Final = {
    "price": re.compile(r'class="card sight"'),
    "offer": re.compile(r"Offer, still haggling|Best offer made"),
    "over": re.compile(r"Look again"),
}
"""What is on the page while shops are asked, once one has made an offer, and in the end."""

Result = dict[str, Any]


@dataclass
class Slow:
    """An application that sleeps before each answer. offered_s: when it first answered an opening."""

    app: ASGIApp | None = None
    offered_s: float | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sleep, and answer."""
        if scope["type"] == "lifespan":
            await _lives(receive, send)
            return
        assert self.app is not None
        await asyncio.sleep(SLEEP_S)
        await self.app(scope, receive, send)
        if scope["method"] == "POST" and self.offered_s is None:
            self.offered_s = time.monotonic()


async def _lives(receive: Receive, send: Send) -> None:
    """Start and end with the server: the application is opened once its address is known."""
    while (told := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{told['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


@asynccontextmanager
async def slow_shop(folder: Path, market: str) -> AsyncIterator[Slow]:
    """Open the slow shop, and list it."""
    place, slow, guard = demo_market() / "northgate", Slow(), Guard(local=True)
    policy = load_policy(place / "brand.toml")
    found = read_source(str(place / str(policy.catalog.source)), sources(policy), at_ms=now_ms())
    database = Database(f"sqlite:///{folder}/slow.db")
    async with on_socket(lambda origin: slow) as origin, open_client(guard) as client:
        slow.app = await open_brand(
            database,
            policy=policy,
            entries=[one for one in found if isinstance(one, Entry)],
            key=key_of(origin),
            origin=origin,
            clock=lambda seq: now_ms(),
            ids=seeded_ids(origin.encode()),
        )
        got = await client.get(f"{origin}/.well-known/dailyme.json")
        await Courier(client, guard, clock=now_ms).list_brand(market, got.content)
        yield slow
    database.close()


@dataclass(frozen=True)
class Looked:
    """Seconds from the wish until a price was on the page, an offer, and the slow shop had made its own."""

    price_s: float
    offer_s: float
    slow_s: float


async def _look(folder: Path, market: str, slow: Slow) -> Looked:
    """Follow one wish to its end."""
    entrance, here = Entrance(), Here(Places(folder, folder), Settings(market=market))
    async with opened_home(here, world=World.real(), local=True) as home:
        make = lambda origin: twin_app(twin_site((origin,)), home, entrance)  # noqa: E731
        async with on_socket(make) as origin, _person(origin, entrance) as person:
            slow.offered_s, began = None, time.monotonic()
            wish = {"text": ROUTER, "lines": "1", "words-0": ROUTER, "quantity-0": "1", "market": market}
            answer = await person.post("/wishes/look", data={"csrf": person.headers["x-csrf"], **wish})
            assert answer.status_code == 303, answer.text[:500]
            seen: dict[str, float] = {}
            while "over" not in seen:
                await asyncio.sleep(0.05)
                got = await person.get(answer.headers["location"], headers={"hx-request": "true"})
                for name, mark in _MARKS.items():
                    if name not in seen and mark.search(got.text):
                        seen[name] = time.monotonic() - began
    assert slow.offered_s is not None, "the slow shop was never asked for an offer"
    return Looked(seen["price"], seen.get("offer", seen["over"]), slow.offered_s - began)


@asynccontextmanager
async def _person(origin: str, entrance: Entrance) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that is in."""
    async with httpx.AsyncClient(base_url=origin, headers={"origin": origin}, trust_env=False) as person:
        await person.get("/enter", params={"key": entrance.key(Who("me", "person"))})
        found = re.search(r'name="csrf" value="([^"]+)"', (await person.get("/wishes/new")).text)
        assert found is not None
        person.headers["x-csrf"] = found[1]
        yield person


async def _looks() -> list[Looked]:
    with TemporaryDirectory() as place, demo_town(Path(place)) as town:
        async with slow_shop(Path(place), town.url) as slow:
            found = []
            for number in range(LOOKS):
                own = Path(place) / f"person-{number}"
                own.mkdir()
                found.append(await _look(own, town.url, slow))
            return found


def first_options() -> list[Result]:
    """Return how soon a price and an offer were on the page, over when the slow shop had made its own."""
    looked = asyncio.run(_looks())
    return [
        _result("pages.first", [one.price_s / one.slow_s for one in looked]),
        _result("pages.first.offer", [one.offer_s / one.slow_s for one in looked]),
        {
            "name": "pages.first.seconds",
            "value": round(median(one.price_s for one in looked), 3),
            "unit": "s",
            "anchor": None,
            "goal": "",
            "holds": True,
        },
    ]


def _result(name: str, shares: list[float]) -> Result:
    value = median(shares)
    anchor = "until the slow shop's first offer"
    return {
        "name": name,
        "value": round(value, 3),
        "unit": "ratio",
        "anchor": anchor,
        "goal": "<1",
        "holds": value < 1,
    }
