"""What the other side seems to want: a frequency model of its offers.

Source: the frequency models of HardHeaded (van Krimpen, Looije and Hajizadeh 2013) and of Tunalı, Aydoğan and
Sanchez-Anguix, "Rethinking frequency opponent modeling in automated negotiation", PRIMA 2017: a value that is
offered often is liked, with diminishing returns; an issue in which the offers stay with one value matters.
Ours, measured on random domains of our own: early offers count more than late ones, since they tell what the
other side wants rather than what it puts up with, and where nothing was heard it is taken to want what costs
this side most (Hindriks and Tykhonov, AAMAS 2008, start from such hypotheses too).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from negotiation.strategies.game import Stakes

BENT = 0.5
"""Exponent of a value's count: the second time tells less than the first."""
ASIDE = 0.05
"""Weight of an issue in which the offers never stay with a value, where 1 is one in which they always do."""

Worths = list[list[float]]
"""What each value of each issue is worth to the other side; over the issues they add up to 0 to 1."""


class Rival:
    """The counts of one negotiation, and the additive utility that they suggest."""

    def __init__(self, stakes: Stakes, rounds: int) -> None:
        self._stakes, self._rounds = stakes, rounds
        self._guess = _opposite(stakes)
        self._counts = [[0.0] * len(values) for values in stakes.values]
        self._heard = 0.0

    def hear(self, place: int, number: int) -> None:
        """Count an offer that the other side made by round *number*."""
        weight = 1.0 - min(number, self._rounds - 1) / self._rounds
        for counts, value in zip(self._counts, self._stakes.coded[place], strict=True):
            counts[value] += weight
        self._heard += weight

    def worths(self) -> Worths:
        """Return what each value seems to be worth to the other side."""
        tables: Worths = []
        for counts, guess in zip(self._counts, self._guess, strict=True):
            liked = [count + start for count, start in zip(counts, guess, strict=True)]
            most = max(liked)
            bent = [(one / most) ** BENT for one in liked]
            weight = ASIDE + (max(counts) / self._heard if self._heard else 1.0)
            worst = min(bent)
            tables.append([weight * (one - worst) for one in bent])
        scale = sum(map(max, tables)) or 1.0
        return [[one / scale for one in table] for table in tables]

    def worth(self, worths: Worths, place: int) -> float:
        """Return what one outcome seems to be worth to the other side, 0 to 1."""
        return sum([table[value] for table, value in zip(worths, self._stakes.coded[place], strict=True)])

    def worth_of_all(self, worths: Worths, places: Sequence[int]) -> Iterable[float]:
        """Return the same for many outcomes, in their order."""
        if not self._stakes.is_product or len(places) * 8 < len(self._stakes.outcomes):
            return [self.worth(worths, place) for place in places]
        sums = [0.0]
        for table in worths:
            sums = [before + one for before in sums for one in table]
        return itemgetter(*places)(sums) if len(places) > 1 else [sums[place] for place in places]


def _opposite(stakes: Stakes) -> list[list[float]]:
    """A first guess, 0 to 1: a value is worth the more to the other side the less it is to this one.

    What a value is worth to this side is read from this side's best outcome with that value put in.
    """
    best = stakes.outcomes[stakes.ranking[0]]
    guess = []
    for issue, values in enumerate(stakes.values):
        swapped = [stakes.places.get((*best[:issue], value, *best[issue + 1 :])) for value in values]
        own = [stakes.utilities[stakes.ranking[-1] if place is None else place] for place in swapped]
        low, high = min(own), max(own)
        guess.append([1.0 - (one - low) / (high - low) if high > low else 0.5 for one in own])
    return guess
