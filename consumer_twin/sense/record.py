"""The track record: what guesses of one kind would have come to in the person's own past.

Each guess is made again as it would have been made on earlier days, from what was known then, and held
against what was bought in the two weeks after. A rule that looks good may be the luckiest of thousands of
pairs; its record tells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from consumer_twin.sense.items import Item

SPAN: Final = 14
"""Days in which a guess must come true."""
_DAYS: Final = 8
"""Earlier days that guesses are made for: one each *SPAN*, the latest *SPAN* ago."""
WEEKS: Final = _DAYS * SPAN // 7
_FEWEST: Final = 10
"""Purchases that must be known on an earlier day, for guesses to be made."""

Guess = Callable[[Sequence[Item], date], Sequence[str]]
"""Names the items, by their first name, that are guessed on a day, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Record:
    """For each earlier day, and each guess of it in its order, whether it came true."""

    days: tuple[tuple[bool, ...], ...] = ()

    @property
    def guesses(self) -> int:
        """How many there were."""
        return sum(map(len, self.days))

    @property
    def true(self) -> int:
        """How many came true."""
        return sum(map(sum, self.days))

    def near(self, place: int) -> Record:
        """Return the guesses at this *place* of the order, from 0, or one beside it."""
        return Record(tuple(day[max(0, place - 1) : place + 2] for day in self.days))

    def chance(self, expected: float, weight: float) -> float:
        """Return how likely the next guess is to come true; *expected* weighs as so many guesses.

        Source: the m-estimate, Cestnik, ECAI 1990.
        """
        return (self.true + weight * expected) / (self.guesses + weight)

    def words(self) -> str:
        """Say what it is; nothing where there is none."""
        if not self.guesses:
            return ""
        return (
            f"Of {self.guesses} such guesses about your last {WEEKS} weeks, {self.true} came true within "
            f"{SPAN} days. "
        )


def record_of(items: Sequence[Item], today: date, guess: Guess) -> Record:
    """Return what *guess* would have come to before *today*."""
    days = []
    for number in range(_DAYS, 0, -1):
        then = today - timedelta(days=SPAN * number)
        known = as_of(items, then)
        if sum(len(item.occasions) for item in known) >= _FEWEST:
            bought = _bought(items, then)
            days.append(tuple(name in bought for name in guess(known, then)))
    return Record(tuple(days))


def as_of(items: Sequence[Item], day: date) -> tuple[Item, ...]:
    """Return *items* as they were known at the end of *day*."""
    kept = ((item, tuple(one for one in item.occasions if one.day <= day)) for item in items)
    return tuple(replace(item, occasions=occasions) for item, occasions in kept if occasions)


def _bought(items: Sequence[Item], day: date) -> frozenset[str]:
    """The first names of what was bought in the span after *day*."""
    end = day + timedelta(days=SPAN)
    return frozenset(item.names[0] for item in items if any(day < one.day <= end for one in item.occasions))
