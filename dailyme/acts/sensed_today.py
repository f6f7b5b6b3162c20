"""What is sensed on a day: what a mandate covers becomes a standing wish, the rest is suggested.

Spec: spec/90-learn.md (LEARN-22), spec/10-wish.md (WISH-12).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consumer_twin.calendar import is_trusted
from consumer_twin.edge import SqlMemory, SqlStanding, SqlStore
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.errors import BrokenMemoryError
from consumer_twin.ground import Ground, ground_of
from consumer_twin.history import day_of
from consumer_twin.scan import Places
from consumer_twin.sense import Suggestion, confirmed, may_act
from consumer_twin.standing import Aim
from consumer_twin.wish import Wish, read_wish
from dailyme.acts.here import Here
from dailyme.acts.sense import sensed
from foundation.database import Database
from negotiation import Mandate

_STANDS_DAYS: Final = 30
_DAY_MS: Final = 86_400_000


@dataclass(frozen=True)
class SensedToday:
    """What is sensed: *open* waits for the person; *notes* tell of what a mandate made a wish."""

    open: tuple[Suggestion, ...] = ()
    home: Ground | None = None
    notes: tuple[str, ...] = ()


async def sensed_today(database: Database, at: Here, mandate: Mandate | None, at_ms: int) -> SensedToday:
    """Return what is sensed at *at_ms*; a need that *mandate* names is taken up as a standing wish.

    None is where the person wants to be asked always (DEC-30).
    """
    if (await SqlAutonomy(database).allowance(at_ms)).autonomy.mode == "ask":
        mandate = None
    market = at.settings.market
    home = None if market is None else ground_of(_wish("x", at), Places(markets=(market,)), None)
    try:
        found = [one for one, state in await sensed(database, at_ms) if state == "suggested"]
    except BrokenMemoryError as error:
        return SensedToday((), home, (f"Nothing is sensed: {error}. {error.advice}",))
    known = {line.text for wish in await SqlStanding(database).all() for line in wish.aim.wish.lines}
    found = [one for one in found if one.terms not in known]
    if market is None or home is None or mandate is None:
        return SensedToday(tuple(found), home)
    trusted = is_trusted(at_ms, await SqlDiary(database).last())
    notes, left = [], []
    for one in found:
        spent = (await SqlStore(database).spent(0, home.currency, at_ms)).month
        if trusted and may_act(one, "suggested", mandate, spent, at_ms):
            number = await take_up(one, market, at, database, at_ms)
            notes.append(
                f"Sensed, and your mandate covers it: {one.title} is your wish {number} now. {one.words}"
            )
        else:
            left.append(one)
    return SensedToday(tuple(left), home, tuple(notes))


async def take_up(one: Suggestion, market: str, at: Here, database: Database, at_ms: int) -> int:
    """Make the need a standing wish, as a confirmed one; return the number of the wish."""
    days = max(0, (one.due - day_of(at_ms)).days) + _STANDS_DAYS
    aim = Aim(_wish(one.terms, at), Places(markets=(market,)), until_ms=at_ms + days * _DAY_MS)
    wish = await SqlStanding(database).add(aim, at_ms)
    await SqlMemory(database).remember([confirmed(one, wish.number, at_ms)])
    return wish.number


def _wish(text: str, at: Here) -> Wish:
    settings = at.settings
    return read_wish(
        text,
        currency=settings.currency,
        region=settings.region,
        personal_terms=settings.personal_terms,
    )
