"""One person's history as arrays: which items, how long ago, how often, and when they are due again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from customer_model.sequence.basket import History
from customer_model.sequence.steps import Numbers, Places, summed

_MOMENT: Final = 0.25
"""Trips added to both sides of a ratio of times, so that two short ones don't make an extreme."""


@dataclass(frozen=True, eq=False)
class Trail:
    """A history seen from the time of the next basket. Arrays named per item are as long as `names`."""

    names: tuple[str, ...]
    """The known items, then those that only this person ever took."""
    items: Places
    """What was taken, one number per purchase."""
    basket: Places
    """In which basket, 0 for the oldest."""
    sizes: Numbers
    """Items of each basket."""
    ages: Numbers
    """Trips from each basket to the next one to come, never below 0."""

    def votes(self, half_life: float) -> tuple[Numbers, float]:
        """Return the votes per item, and those an item in every basket would have.

        A basket of n items gives each 1/sqrt(n); it counts half for each *half_life* baskets that it is old.
        """
        return self._sum(self._freshness(half_life) / np.sqrt(self.sizes))

    def counts(self, half_life: float) -> tuple[Numbers, float]:
        """Return how often each item was taken, and of how many baskets; old ones count less, as above."""
        return self._sum(self._freshness(half_life))

    def _freshness(self, half_life: float) -> Numbers:
        return 0.5 ** (np.arange(self.sizes.size, 0, -1) / half_life)

    def _sum(self, weights: Numbers) -> tuple[Numbers, float]:
        return summed(self.items, weights[self.basket], len(self.names)), float(weights.sum())

    @cached_property
    def times(self) -> Places:
        """How often each item was taken."""
        return np.bincount(self.items, minlength=len(self.names))

    def overdue(self, usual: Numbers) -> Numbers:
        """Return log(time since an item was last taken / its interval): 0 is due now, below 0 is too early.

        usual: each item's interval among all people, in trips; it counts as one interval beside the person's
        own. 0 also for items that were not taken twice. Between -3 and 3.
        """
        first, last = np.zeros(len(self.names)), np.zeros(len(self.names))
        age = self.ages[self.basket]
        last[self.items] = age  # the oldest first: what is written last stays
        first[self.items[::-1]] = age[::-1]
        often = np.maximum(self.times, 1)
        interval = (first - last + usual) / often
        ratio = np.log((last + _MOMENT) / (interval + _MOMENT))
        return np.where(self.times > 1, np.clip(ratio, -3.0, 3.0), 0.0)


class Trails:
    """Reads histories as trails, with what is known of all people."""

    def __init__(self, items: tuple[str, ...], trip: float) -> None:
        self._items, self._trip = items, max(trip, 1e-9)
        self._place = {item: number for number, item in enumerate(items)}

    def read(self, history: History, at: int) -> Trail:
        """Return *history* as it looks at the time *at*; what nobody else took gets a place at the end."""
        strangers: dict[str, int] = {}
        places = [self._of(item, strangers) for basket in history for item in basket.items]
        sizes = np.array([len(basket.items) for basket in history], np.int64)
        ages = np.array([max(at - basket.at, 0) for basket in history], np.float64) / self._trip
        return Trail(
            (*self._items, *strangers) if strangers else self._items,
            np.array(places, np.int64),
            np.repeat(np.arange(sizes.size), sizes),
            sizes.astype(np.float64),
            ages,
        )

    def _of(self, item: str, strangers: dict[str, int]) -> int:
        place = self._place.get(item)
        return strangers.setdefault(item, len(self._items) + len(strangers)) if place is None else place
