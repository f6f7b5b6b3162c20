"""Baskets in order of time, and what any model of them must be able to do.

Times are whole numbers of one unit, whatever it is: days, seconds, weeks. A model learns from the log what is
long and what is short, so that no unit has to be said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True)
class Basket:
    """What one person took at one time; each item stands once."""

    at: int
    items: tuple[str, ...]


History = Sequence[Basket]
"""One person's baskets, the oldest first, no two of one time."""

Log = Mapping[str, History]
"""Histories by person."""


class Scored(NamedTuple):
    """An item and how likely it is next to the others: higher is likelier, and there is no unit."""

    item: str
    score: float


class SequenceModel(Protocol):
    """Says what comes next in a person's history. `Blend` is the first; a larger one will fit in."""

    def scores(self, history: History, at: int, count: int) -> tuple[Scored, ...]:
        """Return the *count* best of all known items for a basket at the time *at*, the best first.

        *history* is all that is known of the person before *at*; it may be empty. What was taken before may
        come again. The same arguments give the same answer.
        """


def baskets(purchases: Mapping[int, Sequence[str]]) -> tuple[Basket, ...]:
    """Return the baskets of the items taken at each time.

    >>> baskets({8: ["milk"], 1: ["tea", "milk", "tea"]})
    (Basket(at=1, items=('milk', 'tea')), Basket(at=8, items=('milk',)))
    """
    return tuple(Basket(at, tuple(sorted(set(items)))) for at, items in sorted(purchases.items()))
