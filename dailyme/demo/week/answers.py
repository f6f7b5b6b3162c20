"""What the scripted person answers to a digest: to offers, and to what was sensed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from consumer_twin import Refuse, Twin, approve, decline
from consumer_twin.digest import Digest, Item
from consumer_twin.edge import SqlMemory
from consumer_twin.sense import Suggestion, dismissed
from dailyme.acts.here import Here
from dailyme.acts.sensed_today import take_up
from dailyme.demo.sky import DAY_MS, FIRST_DAY
from dailyme.demo.town import MARKET, Town
from dailyme.demo.week.calibration import Record
from dailyme.demo.week.person import Scripted
from dailyme.show import money

_PUT_OFF_DAYS: Final = 14


@dataclass
class Answering:
    """The person at their twin; *record* keeps what was foretold of them."""

    person: Scripted
    town: Town
    here: Here
    record: Record = field(default_factory=Record)

    async def answers(self, day: date, digest: Digest, needs: Sequence[Suggestion], twin: Twin) -> list[str]:
        """Answer *digest* and the *needs* in it; return what was answered, in words."""
        offers = [one async for one in self._offers(day, (*digest.items, *digest.waiting), twin)]
        return [*offers, *[await self._need(day, one) for one in needs]]

    async def _offers(self, day: date, items: Sequence[Item], twin: Twin) -> AsyncIterator[str]:
        for item in items:
            if item.kind == "bought":
                yield f"wish {item.standing}: bought within its mandate, nothing to answer"
            if item.kind == "waiting":
                yield await self._offer(day, item, twin)

    async def _offer(self, day: date, item: Item, twin: Twin) -> str:
        found = [await twin.store.option(one.hash) for one in item.offers]
        options = [one for one in found if one is not None]
        label = f"{(day - FIRST_DAY).days + 1}/{item.standing}"
        taken = self.person.choose(options, label)
        if taken is None:
            await decline(options[0].hash, Refuse("price"), twin)
            return f"wish {item.standing}: none of them, too dear"
        if len(options) > 1:
            self.record.places.append(1 + options.index(taken))
            self.record.own.append(self.person.chances(options)[options.index(taken)])
        outcome = await approve(taken.hash, twin)
        what = f"{taken.seller.name}'s offer of {money(taken.total)}"
        return f"wish {item.standing}: takes {what} ({outcome.status})"

    async def _need(self, day: date, need: Suggestion) -> str:
        true = self.person.needs(need, day)
        self.record.need(need, true=true)
        database, at_ms = self.town.database("twin"), self.town.sky(0)
        if true:
            number = await take_up(need, MARKET, self.here, database, at_ms)
            return f"yes, {need.title}: that is wish {number} now"
        until_ms = at_ms + _PUT_OFF_DAYS * DAY_MS
        await SqlMemory(database).remember([dismissed(need, at_ms, until_ms=until_ms)])
        return f"not now: {need.title}"
