"""The first form of the sequence model: what a person takes again and what follows, in one weighted sum.

Each item's score is the weighted sum of seven features:

- often: log of the share of the person's baskets with it, old baskets counting less
- popular: log of its share of all people's votes
- known, again: 1 if the person took it before, 1 if more than once
- overdue, early: log of the time since it was taken over its interval, above and below 0, for what came twice
- follows: log of its nearness to the person's last baskets, by what follows what: a recency-weighted item-kNN

Which features there are, and their constants, were chosen on earlier baskets of Complete Journey than the
last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from customer_model.sequence.basket import History, Scored
from customer_model.sequence.counts import Counts
from customer_model.sequence.knn import Nearness, cosines
from customer_model.sequence.steps import Numbers
from customer_model.sequence.trail import Trail, Trails

FEATURES: Final = ("often", "popular", "known", "again", "overdue", "early", "follows")
DEFAULT_WEIGHTS: Final[Mapping[str, float]] = {
    "often": 0.81,
    "popular": -0.24,
    "known": -1.6,
    "again": 0.42,
    "overdue": -0.22,
    "early": 0.14,
    "follows": 0.97,
}
"""Learnt from weeks 1 to 40 of Complete Journey, without the last two baskets of each home."""

_OFTEN: Final = 20.0
"""Half-life in baskets of how often a person takes something."""
_FOLLOWS: Final = 3.0
"""Half-life in baskets of what something may follow."""
_RARE: Final = 5.0
"""Votes below the cosine. All neighbours are used: with the 100 nearest only, most of the gain was lost."""
_LEAST: Final = (1e-3, 1e-5, 1e-4)
"""Added to a share of baskets, a share of votes and a nearness, so that no logarithm is far below."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of all people, in the form that the features need."""

    often: Numbers
    shares: Numbers
    interval: Numbers
    follows: Nearness
    trails: Trails

    @classmethod
    def of(cls, counts: Counts, trip: float) -> Facts:
        return cls(
            counts.often(),
            counts.shares(),
            counts.interval(),
            cosines(counts.steps, counts.votes, _RARE),
            Trails(counts.items, trip),
        )

    def features(self, trail: Trail) -> Numbers:
        """Return a row of `FEATURES` for each of the trail's names."""
        strangers = len(trail.names) - self.shares.size
        shares = np.append(self.shares, np.zeros(strangers))
        often = np.append(self.often, np.zeros(strangers))
        interval = np.append(
            self.interval, np.full(strangers, self.interval.mean() if self.interval.size else 1.0)
        )
        overdue = trail.overdue(interval)
        columns = (
            _rate(*trail.counts(_OFTEN), often),
            np.log(shares + _LEAST[1]),
            trail.times > 0,
            trail.times > 1,
            np.maximum(overdue, 0.0),
            np.minimum(overdue, 0.0),
            np.log(self._near(trail) + _LEAST[2]),
        )
        return np.stack([np.asarray(column, np.float64) for column in columns], axis=1)

    def _near(self, trail: Trail) -> Numbers:
        """Return how near each item is to what the person took in the last few baskets: what follows what."""
        votes, casts = trail.votes(_FOLLOWS)
        known = self.follows.of(votes[: self.shares.size]) / max(casts, 1e-9)
        return np.append(known, np.zeros(votes.size - known.size))


def _rate(taken: Numbers, whole: float, shares: Numbers) -> Numbers:
    """Return the log of the share *taken* of the *whole*, with *shares* of all people as one more basket."""
    return np.log((taken + shares + _LEAST[0]) / (whole + 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class Blend:
    """A `SequenceModel`."""

    facts: Facts
    weights: Mapping[str, float]

    def scores(self, history: History, at: int, count: int) -> tuple[Scored, ...]:
        trail = self.facts.trails.read(history, at)
        scores = self.facts.features(trail) @ np.array([self.weights[name] for name in FEATURES])
        return best(trail.names, scores, count)


def best(names: tuple[str, ...], scores: Numbers, count: int) -> tuple[Scored, ...]:
    """Return the *count* best, best first; of equals the one that stands first in *names*."""
    order = np.argsort(-scores, kind="stable")[:count]
    return tuple(Scored(names[place], float(scores[place])) for place in order.tolist())
