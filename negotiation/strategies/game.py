"""The game that a strategy plays: alternating offers over a list of outcomes, a fixed number of rounds.

`python -m negotiation.play` lets others drive a strategy; `negotiation/lines.py` says how.

A side knows what each outcome is worth to itself, its own reserve and the number of rounds, and of the other
side nothing but its offers. Outcomes are spoken of by their place in the list. A strategy makes a `Player`
from a `Game`; the same game and the same offers give the same moves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import isfinite
from typing import Protocol

Outcome = tuple[str, ...]


@dataclass(frozen=True)
class Stakes:
    """What may be agreed, and what each of it is worth to this side: utilities from 0 to 1.

    Raises ValueError if there is nothing to agree, the lists don't match, an outcome is listed twice
    or a number is not finite.
    """

    issues: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    utilities: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.issues or not self.outcomes or len(self.outcomes) != len(self.utilities):
            raise ValueError("a game needs issues, outcomes, and a utility for each outcome")
        if not all(map(isfinite, self.utilities)):
            raise ValueError("a utility is not a finite number")
        if set(map(len, self.outcomes)) != {len(self.issues)}:
            raise ValueError("an outcome has another number of values than there are issues")
        if len(self.places) != len(self.outcomes):
            raise ValueError("an outcome is listed twice")

    @cached_property
    def ranking(self) -> tuple[int, ...]:
        """The places of the outcomes, best first."""
        return tuple(sorted(range(len(self.outcomes)), key=self.utilities.__getitem__, reverse=True))

    @cached_property
    def ladder(self) -> tuple[float, ...]:
        """The utilities of `ranking`, negated: they rise, as `bisect` wants it."""
        return tuple(-self.utilities[place] for place in self.ranking)

    @cached_property
    def values(self) -> tuple[tuple[str, ...], ...]:
        """The values of each issue, in the order in which they first appear."""
        return tuple(tuple(dict.fromkeys(column)) for column in zip(*self.outcomes, strict=True))

    @cached_property
    def coded(self) -> tuple[tuple[int, ...], ...]:
        """The outcomes, each value as its place among the values of its issue."""
        columns = []
        for values, column in zip(self.values, zip(*self.outcomes, strict=True), strict=True):
            place = {value: number for number, value in enumerate(values)}
            columns.append([place[value] for value in column])
        return tuple(zip(*columns, strict=True))

    @cached_property
    def is_product(self) -> bool:
        """Whether the outcomes are all combinations of the values, in the order of `itertools.product`."""
        return self.outcomes == tuple(product(*self.values))

    @cached_property
    def places(self) -> dict[Outcome, int]:
        """The place of each outcome."""
        return {outcome: place for place, outcome in enumerate(self.outcomes)}


@dataclass(frozen=True, slots=True)
class Game:
    """One side's view of one negotiation.

    reserve: what no deal is worth; no deal below it is ever made.
    rounds: how many moves each side has.
    seed: the only dice a strategy has.

    Raises ValueError if there is no round or the reserve is not finite.
    """

    stakes: Stakes
    reserve: float
    rounds: int
    seed: int = 0

    def __post_init__(self) -> None:
        if self.rounds < 1 or not isfinite(self.reserve):
            raise ValueError("a game needs a round or more, and a finite reserve")

    def worth(self, place: int) -> float:
        """Return the utility of an outcome to this side."""
        return self.stakes.utilities[place]

    @property
    def best(self) -> float:
        """The highest utility that there is."""
        return -self.stakes.ladder[0]

    @property
    def choices(self) -> int:
        """How many outcomes are not below the reserve: the first so many of the ranking."""
        return bisect_right(self.stakes.ladder, -self.reserve)

    def least(self, demand: float) -> int:
        """Return the worst outcome not below *demand* and the reserve, the best one if there is none."""
        stakes = self.stakes
        return stakes.ranking[max(0, bisect_right(stakes.ladder, -max(demand, self.reserve)) - 1)]


@dataclass(frozen=True, slots=True)
class Propose:
    """Offer this outcome."""

    place: int


@dataclass(frozen=True, slots=True)
class Accept:
    """Take the standing offer."""


@dataclass(frozen=True, slots=True)
class End:
    """Leave without a deal."""


Move = Propose | Accept | End


class Player(Protocol):
    """One side in one negotiation; it keeps what it has seen."""

    def turn(self, number: int, standing: int | None) -> Move:
        """Return the move of round *number* (from 0), given the other side's standing offer."""


Strategy = Callable[[Game], Player]


def meet(first: Player, second: Player, rounds: int) -> int | None:
    """Return the outcome that two players agree on, or None; *first* speaks first in each round."""
    standing: int | None = None
    for number in range(rounds):
        for side in (first, second):
            match side.turn(number, standing):
                case Propose(place):
                    standing = place
                case Accept():
                    return standing
                case End():
                    return None
    return None
