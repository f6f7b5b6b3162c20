"""What follows what: how often an item of one basket is followed by an item of the person's next basket.

A basket has one vote, split evenly over roots: each of its n items votes 1/sqrt(n). So one great shop doesn't
outshout ten small ones. Kept sparse, by rows: what follows item i stands at `start[i]:start[i + 1]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_BATCH: Final = 4_000_000
"""Pairs that are held at most before they are summed."""
_LARGEST: Final = 40_000
"""Pairs of one step at most: above it is a stock list and no shopping trip, and it says nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Votes of pairs (before, after)."""

    start: Places
    after: Places
    votes: Numbers

    def before(self) -> Places:
        """Return the first item of each pair."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def steps_of(trails: Iterable[list[Places]], items: int) -> Steps:
    """Return the steps of *trails*; each is one person's baskets as places among *items* items."""
    sums = _Sums(items)
    for one, two in (step for trail in trails for step in pairwise(trail)):
        sums.add(one, two, 1.0 / np.sqrt(one.size * two.size))
    return from_pairs(*sums.total(), items)


def mates_of(trails: Iterable[list[Places]], items: int) -> Steps:
    """Return which items stand together in a basket, each with itself too; a basket is one vote a pair."""
    sums = _Sums(items)
    for basket in (basket for trail in trails for basket in trail):
        sums.add(basket, basket, 1.0)
    return from_pairs(*sums.total(), items)


def from_pairs(pairs: Places, votes: Numbers, items: int) -> Steps:
    """Return the steps of *pairs*, each before * items + after, in rising order and each once."""
    start = np.searchsorted(pairs, np.arange(items + 1) * items)
    return Steps(start.astype(np.int64), pairs % max(items, 1), votes)


def joined(one: Steps, two: Steps, items: int) -> Steps:
    """Return the sum of the two, which are about the same items."""
    pairs = np.concatenate([steps.before() * items + steps.after for steps in (one, two)])
    return from_pairs(*_summed(pairs, np.concatenate((one.votes, two.votes))), items)


class _Sums:
    """Adds votes up by pair, in batches so that the memory stays flat."""

    def __init__(self, items: int) -> None:
        self._items = items
        self._pairs: list[Places] = []
        self._votes: list[Numbers] = []
        self._held = 0

    def add(self, one: Places, two: Places, vote: float) -> None:
        if one.size * two.size > _LARGEST:
            return
        pairs = (one[:, None] * self._items + two).ravel()
        self._pairs.append(pairs)
        self._votes.append(np.full(pairs.size, vote))
        self._held += pairs.size
        if self._held > _BATCH:
            unique, votes = self.total()
            self._pairs, self._votes, self._held = [unique], [votes], 0

    def total(self) -> tuple[Places, Numbers]:
        if not self._pairs:
            return np.zeros(0, np.int64), np.zeros(0)
        return _summed(np.concatenate(self._pairs), np.concatenate(self._votes))


def _summed(pairs: Places, votes: Numbers) -> tuple[Places, Numbers]:
    unique, place = np.unique(pairs, return_inverse=True)
    return unique, summed(place, votes, unique.size)


def summed(places: npt.NDArray[np.integer], numbers: Numbers, length: int) -> Numbers:
    """Return the sum of the *numbers* of each place, for *length* places."""
    return np.bincount(places, numbers, length).astype(np.float64, copy=False)
