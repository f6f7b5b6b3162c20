"""The year, played: scene after scene, then both ledgers, the events, and what a stranger can verify."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from dailyme.demo.plan import demo_market
from dailyme.demo.sky import Dice
from dailyme.demo.town import open_town
from dailyme.demo.year import buying, climbing, hearing, leaving
from dailyme.demo.year.closing import closed
from dailyme.demo.year.outputs import YearResult, YearScene
from dailyme.demo.year.person import Person
from dailyme.demo.year.script import BRAND
from dailyme.demo.year.shop import Counterside
from dailyme.demo.year.year import Year

SCENES: Final[tuple[Callable[[Year], Awaitable[YearScene]], ...]] = (
    buying.question,
    buying.late,
    climbing.known,
    climbing.student,
    climbing.registered,
    climbing.repeat,
    hearing.subscribed,
    hearing.news,
    hearing.cap,
    leaving.sketch,
    leaving.revoked,
    hearing.silence,
    leaving.left,
    leaving.stranger,
)

Tell = Callable[[YearScene], None]


async def play_year(seed: int, folder: Path, tell: Tell) -> YearResult:
    """Play the year of *seed*, with all stores in *folder*; *tell* hears each scene as it ends."""
    policies = {BRAND: demo_market() / BRAND / "year.toml"}
    async with open_town(seed, folder, policies) as town:
        year = Year(Person(town), Counterside(town), Dice(seed))
        scenes = []
        for play in SCENES:
            scenes.append(await play(year))
            tell(scenes[-1])
        return await closed(year, seed, scenes)
