"""The week, played: each morning the market moves, the person wishes, the twin looks, the person answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from consumer_twin.edge import About, Spool, SqlImports, SqlMemory, SqlStanding
from consumer_twin.history import HistorySettings, Purchase, open_history
from consumer_twin.today import today
from dailyme.acts.aim import AimFlags, new_aim
from dailyme.acts.here import Here
from dailyme.acts.sensed_today import sensed_today
from dailyme.demo.sky import FIRST_DAY, Dice, morning_ms
from dailyme.demo.town import MARKET, Town, address, open_town
from dailyme.demo.week.answers import Answering
from dailyme.demo.week.bought import purchases
from dailyme.demo.week.calibration import calibration
from dailyme.demo.week.outputs import WeekBelief, WeekDay, WeekResult
from dailyme.demo.week.person import Scripted
from dailyme.demo.week.script import TURNS, WISHES, Planned, Turn, history_csv, life
from dailyme.places import Places
from dailyme.settings import Settings
from dailyme.today_result import today_result
from dailyme.wiring.today import DayPlan, made_day
from foundation.database import Database

_READ: Final = 5
"""Suggestions that the person reads in a morning."""
_LATER_MS: Final = 600_000
"""The person answers ten minutes after the digest came."""

Tell = Callable[[WeekDay], None]


@dataclass
class Week:
    """The week under way."""

    town: Town
    here: Here
    answering: Answering

    @property
    def database(self) -> Database:
        """The twin's store."""
        return self.town.database("twin")

    async def day(self, day: int) -> WeekDay:
        """Play one day."""
        sky = self.town.sky
        sky.day, sky.later_ms = day, 0
        when = FIRST_DAY + timedelta(days=day - 1)
        moved, wished = await self._market(day), await self._wishes(day)
        made, twin_for = await made_day(self._plan(day), self.database, self.town.client)
        sensed = await sensed_today(self.database, self.here, None, made.at_ms)
        needs = sensed.open[:_READ]
        digest = await today(replace(made, needs=needs, home=sensed.home, notes=sensed.notes, at_once=1))
        sky.later_ms = _LATER_MS
        return WeekDay(
            day=day,
            date=when.isoformat(),
            market=moved,
            person=wished,
            digest=today_result(digest, more=len(sensed.open[_READ:])),
            answers=await self.answering.answers(when, digest, needs, twin_for(None)),
        )

    def _plan(self, day: int) -> DayPlan:
        world = self.town.world("twin")
        seed = world.secret("test seed")
        named = replace(
            world,
            ids=lambda label: world.ids(f"{day}/{label}"),
            secret=lambda label: world.secret(f"{day}/{label}"),
        )
        return DayPlan(store="", seed=lambda: seed, world=named, local=True)

    async def _market(self, day: int) -> list[str]:
        """Let the market move; a shop that was shut yesterday is open again."""
        moved = []
        for turn in TURNS:
            if turn.shut and turn.day == day - 1:
                await self.town.open_shop(turn.brand)
            if turn.day == day:
                moved.append(await self._turned(self._varied(turn)))
        return moved

    async def _turned(self, turn: Turn) -> str:
        """Let the market do *turn*; return it in words."""
        name = self.town.shops[turn.brand].policy.brand.name
        if turn.shut:
            del self.town.apps[address(turn.brand)]
            return f"{name} can't be reached today."
        await self.town.reprice(turn.brand, turn.words, turn.share)
        return f"{name} takes {100 * (1 - turn.share):.0f} % off {turn.words}."

    def _varied(self, turn: Turn) -> Turn:
        """How far a price falls differs from seed to seed, by up to three hundredths either way."""
        off = (self.answering.person.dice.share(f"turn/{turn.day}/{turn.brand}") - 0.5) * 0.06
        return turn if turn.shut else replace(turn, share=round(turn.share + off, 2))

    async def _wishes(self, day: int) -> list[str]:
        told = []
        for wish in WISHES:
            if wish.day == day:
                flags = AimFlags(ceiling=wish.ceiling or None, mandate=wish.mandate or None)
                aim = new_aim(wish.text, flags, self.here, morning_ms(day))
                added = await SqlStanding(self.database).add(aim, self.town.sky(0))
                told.append(f'adds wish {added.number}: "{wish.text}"{_bounds(wish)}')
        return told


async def play_week(seed: int, days: int, folder: Path, tell: Tell) -> WeekResult:
    """Play *days* days of the life of *seed*, with all stores in *folder*; *tell* hears each as it ends."""
    dice = Dice(seed)
    lived = life(dice)
    file = folder / "orders.csv"
    file.write_text(history_csv(lived), "utf-8")
    here = Here(Places(folder, folder), Settings(market=MARKET))
    async with open_town(seed, folder) as town:
        week = Week(town, here, Answering(Scripted(dice, lived), town, here))
        history = await _imported(file, week.database, town.sky(0), FIRST_DAY)
        first, played = [f"gives the twin {history} old orders, from a file"], []
        for day in range(1, days + 1):
            lived_day = await week.day(day)
            told = [*(first if day == 1 else ()), *lived_day.person]
            played.append(lived_day.model_copy(update={"person": told}))
            tell(played[-1])
        bought, keys = await purchases(week.database)
        memory = SqlMemory(week.database)
        return WeekResult(
            seed=seed,
            history=history,
            days=played,
            bought=bought,
            keys=keys,
            learnt=[
                WeekBelief(id=one.topic, words=one.words, strength=round(one.strength, 3))
                for one in (await memory.beliefs()).all
            ],
            calibration=calibration(week.answering.record, await memory.recall()),
        )


def _bounds(wish: Planned) -> str:
    """What the person allows, in words; it never leaves the twin."""
    ceiling = f", for {wish.ceiling} at most" if wish.ceiling else ""
    return ceiling + (f"; the twin may buy it for up to {wish.mandate}" if wish.mandate else "")


async def _imported(file: Path, database: Database, at_ms: int, day: date) -> int:
    with open_history(file, HistorySettings(day)) as history, Spool() as spool:
        spool.add(row for row in history.rows if isinstance(row, Purchase))
        kept = await SqlImports(database).keep(spool, About(history.name, history.layout, 0), at_ms)
    return kept.counts.new
