"""Item-kNN: which items are near to those that a person took.

Two items are near when they meet more often than their popularity explains: the cosine of item-based
collaborative filtering (Sarwar and others, "Item-based collaborative filtering recommendation algorithms",
2001), with a constant below it so that rare pairs count little.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from customer_model.sequence.steps import Numbers, Places, Steps, summed

_FAINT: Final = 1e-3
"""A weight below this share of the newest basket's is left out: it changes nothing and costs time."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near items are to each other; rows as in `Steps`."""

    start: Places
    after: Places
    near: Numbers

    def of(self, weights: Numbers) -> Numbers:
        """Return the nearness of each item to all that has a weight, summed; both arrays are per item."""
        taken = np.flatnonzero(weights > _FAINT * weights.max(initial=0.0))
        starts, lengths = self.start[taken], self.start[taken + 1] - self.start[taken]
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        places = np.repeat(starts, lengths) + within
        sums = self.near[places] * np.repeat(weights[taken], lengths)
        return summed(self.after[places], sums, weights.size)

    def nearest(self, count: int) -> Nearness:
        """Return only the *count* nearest of each item."""
        before = np.repeat(np.arange(self.start.size - 1), np.diff(self.start))
        order = np.lexsort((-self.near, before))
        rank = np.arange(order.size) - self.start[before]
        kept = order[rank < count]
        start = np.searchsorted(before[kept], np.arange(self.start.size)).astype(np.int64)
        return Nearness(start, self.after[kept], self.near[kept])


def cosines(steps: Steps, votes: Numbers, rare: float) -> Nearness:
    """Return the cosines of *steps* between items of so many *votes*; *rare* votes are added below."""
    below = np.sqrt(votes[steps.before()] * votes[steps.after]) + rare
    return Nearness(steps.start, steps.after, steps.votes / below)
