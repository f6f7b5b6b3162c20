"""A life for the pages of trust: the year of the demo up to its news, and the shop that is still there."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from dailyme.demo.plan import demo_market
from dailyme.demo.sky import Dice
from dailyme.demo.town import Town, open_town
from dailyme.demo.year.person import DID, Person
from dailyme.demo.year.play import SCENES
from dailyme.demo.year.script import BRAND, CAP_DAY
from dailyme.demo.year.shop import Counterside
from dailyme.demo.year.year import Year
from dailyme.pages.twin.offices import tag_of
from foundation.fetch import Guard, Leave
from tests.pages.twin.room import Room, room
from transport.memory import memory_client

SEED = 7
POLICIES = {BRAND: demo_market() / BRAND / "year.toml"}
AT = f"/trust/brands/{tag_of(DID)}"
"""The page about the one brand of this life."""


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The stores of both sides after the first nine scenes: deals, consents, a rung, a subscription, news."""
    folder = tmp_path_factory.mktemp("year")

    async def play() -> None:
        async with open_town(SEED, folder, POLICIES) as town:
            life = Year(Person(town), Counterside(town), Dice(SEED))
            for scene in SCENES[:9]:
                await scene(life)

    asyncio.run(play())
    yield folder


@dataclass
class Life:
    """Somebody in their room, and the town that their shop stands in."""

    me: Room
    town: Town
    person: Person

    def shut(self) -> None:
        """Let the shop be gone."""
        self.town.apps.clear()


@asynccontextmanager
async def living(year: Path, folder: Path) -> AsyncIterator[Life]:
    """Go on from a copy of that *year* in *folder*, some days after its last scene."""
    for file in year.iterdir():
        if file.is_file():
            shutil.copy(file, folder / file.name)
    async with open_town(SEED, folder, POLICIES) as town:
        town.sky.day = CAP_DAY + 10
        person = Person(town)

        def way_out(guard: Guard, leave: Leave) -> httpx.AsyncClient:
            async def first(_request: httpx.Request) -> None:
                await leave()

            client = memory_client(town.apps)
            client.event_hooks = {"request": [first]}
            return client

        async with room(folder, at_ms=person.at_ms) as me:
            me.home.way_out, me.home._seed = way_out, person.seed
            yield Life(me, town, person)
