"""A day's errands: the survey over HTTP, and rounds of haggling with a twin made for each wish.

Spec: spec/10-wish.md (WISH-11, WISH-12), spec/40-scan.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from consumer_twin.day import Errand, Settling
from consumer_twin.deciding import unmandated
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.rescan import Rescan
from consumer_twin.fresh import Clock
from consumer_twin.ground import Ground, Survey
from consumer_twin.match import Find
from consumer_twin.outcome import Outcome
from consumer_twin.person import Nobody
from consumer_twin.runner import follow, resume
from consumer_twin.scan import Shelf, Trouble
from consumer_twin.sense import NoPrices, Prices, observed
from consumer_twin.standing import Aim
from consumer_twin.twin import Twin
from consumer_twin.wish import Wish

TwinFor = Callable[[Aim | None], Twin]
"""The person's twin, with the weights and the mandate of a wish; of none, those of the settings."""


@dataclass(frozen=True)
class TwinErrands:
    """Errands by *rescan*, and by the twins of *twin_for*, as the *diary* allows.

    lock: says why nothing can be signed, or nothing; asked only when there is something to sign. prices:
    keeps what was seen by the *clock*.
    """

    rescan: Rescan
    twin_for: TwinFor
    diary: SqlDiary
    lock: Callable[[], str]
    prices: Prices = field(default_factory=NoPrices)
    clock: Clock = field(default=lambda seq: 0)

    async def survey(self, grounds: Sequence[Ground]) -> Survey:
        """Ask every place of *grounds* once."""
        return await self.rescan.survey(grounds)

    async def shelf(self, survey: Survey, place: str, ground: Ground) -> Shelf | Trouble:
        """Return what *place* sells to whoever wishes on *ground*, or why it can't be used."""
        return await self.rescan.shelf(survey, place, ground)

    def locked(self) -> str:
        """Say why nothing can be signed; nothing if it can."""
        return self.lock()

    async def kept(self, survey: Survey, place: str, ground: Ground) -> Shelf | Trouble:
        """Return the same from what is kept alone."""
        return await self.rescan.kept(survey, place, ground)

    async def settle(self) -> tuple[Settling, ...]:
        """Settle what is in doubt, if it can be signed for; return what serves a standing wish."""
        if not await self.diary.in_doubt() or self.lock():
            return ()
        rounds = await self.diary.rounds()
        outcomes = await resume(unmandated(self.twin_for(None)), Nobody())
        return tuple(Settling(*rounds[one.wish_number], one) for one in outcomes if one.wish_number in rounds)

    async def haggle(self, errand: Errand) -> Outcome:
        """Follow the errand's wish; the threads of rounds before are closed first, so none can bind too."""
        twin = self.twin_for(errand.standing.aim)
        twin = twin if errand.trusted else unmandated(twin)  # WISH-12
        await self._close_before(errand.standing.number, twin)
        record = await twin.store.begin(errand.wish, twin.clock(0))
        await self.diary.begin_round(errand.standing.number, record.number, errand.lines)
        return await follow(record, errand.finds, errand.scan, Nobody(), twin)

    async def observe(self, wish: Wish, finds: Sequence[Sequence[Find]]) -> None:
        """Keep the prices that were seen."""
        await self.prices.observe(observed(wish, finds), self.clock(0))

    async def _close_before(self, standing: int, twin: Twin) -> None:
        """Close what is still open of the last round for the wish (WISH-11)."""
        past = [wish for wish, (of, _) in (await self.diary.rounds()).items() if of == standing]
        if past:
            lines = (await twin.store.wish(max(past))).wish.lines
            await twin.talks.close(max(past), frozenset(range(len(lines))))
