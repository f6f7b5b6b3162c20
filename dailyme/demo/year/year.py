"""The year under way: both sides, the calendar, and what scenes leave for later ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from consumer_twin.fulfil import Deal
from consumer_twin.relation.subscription import Subscription
from dailyme.demo.sky import Dice
from dailyme.demo.year.outputs import YearScene
from dailyme.demo.year.person import DID, Person
from dailyme.demo.year.script import date_of
from dailyme.demo.year.shop import Counterside
from protocol import Profile
from protocol.benefit import Rung, top_rung

_STEP_MS = 600_000
"""From one thing to the next on a day: ten minutes, as people are slower than machines."""


@dataclass
class Year:
    """The person, the brand, and the day it is.

    deals: in order. grant: of the e-mail address. subscription: the one of the year.
    """

    person: Person
    shop: Counterside
    dice: Dice
    deals: list[Deal] = field(default_factory=list)
    grant: str = ""
    subscription: Subscription | None = None

    def on(self, day: int) -> None:
        """Let it be the morning of *day*."""
        sky = self.person.town.sky
        sky.day, sky.later_ms = day, 0

    def later(self) -> None:
        """Let ten minutes pass."""
        self.person.town.sky.later_ms += _STEP_MS

    async def known_key(self) -> str:
        """Return the key that the brand knows the person by, or would."""
        climb = await self.person.climb()
        return climb.who.key(self.person.seed, DID).did

    async def profile(self) -> Profile:
        """Return what the brand publishes of itself."""
        return await self.person.courier.profile(DID)

    async def rung(self) -> Rung:
        """Return where the person stands."""
        climb = await self.person.climb()
        ladder = (await self.profile()).ladder or ()
        met = climb.met(ladder, self.person.at_ms)
        return top_rung(met) if met else "guest"

    async def scene(
        self,
        id: str,
        title: str,
        told: Sequence[str],
        *,
        travelled: Sequence[str] = (),
        stayed: Sequence[str] = (),
    ) -> YearScene:
        """Return the scene of today."""
        return YearScene(
            id=id,
            date=date_of(self.person.town.sky.day).isoformat(),
            title=title,
            rung=await self.rung(),
            told=list(told),
            travelled=list(travelled),
            stayed=list(stayed),
        )
