"""The simple models that the blend must beat: popularity, plain item-kNN, and personal frequency with decay.

Each as good as its kind gets on an earlier basket of Complete Journey: half-lives of 3 to 30 baskets and 14
to 150 days, and 20, 100 or all neighbours over baskets or people, with an item its own neighbour or not,
were tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from customer_model.sequence.basket import History, Log, Scored, SequenceModel
from customer_model.sequence.blend import best
from customer_model.sequence.counts import places_of
from customer_model.sequence.knn import cosines
from customer_model.sequence.steps import Numbers, mates_of
from customer_model.sequence.trail import Trail, Trails

_HALF_LIFE: Final = 20.0
"""In baskets."""
_NEIGHBOURS: Final = 20
"""The item itself is one of them, and the nearest."""


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """A `SequenceModel` that has one number per item; of equals the more popular comes first."""

    trails: Trails
    often: Numbers
    """Baskets with each item, among all people."""
    rule: Callable[[Trail], Numbers]

    def scores(self, history: History, at: int, count: int) -> tuple[Scored, ...]:
        trail = self.trails.read(history, at)
        scores = np.zeros(len(trail.names))
        own = self.rule(trail)
        scores[: own.size] += own
        scores[: self.often.size] += self.often / (self.often.sum() + 1.0) * 1e-9
        return best(trail.names, scores, count)


def anchors(log: Log) -> Mapping[str, SequenceModel]:
    """Return the anchors, learnt from *log*."""
    items, coded = places_of(log)
    trails = Trails(items, 1.0)
    often = np.zeros(len(items))
    for basket in (basket for history in coded.values() for basket in history):
        often[basket] += 1.0
    near = cosines(mates_of(coded.values(), len(items)), often, 0.0).nearest(_NEIGHBOURS)
    return {
        "popularity": Anchor(trails, often, lambda trail: np.zeros(0)),
        "item_knn": Anchor(
            trails, often, lambda trail: near.of(trail.times[: often.size].astype(np.float64))
        ),
        "personal_frequency": Anchor(trails, often, _decayed),
    }


def _decayed(trail: Trail) -> Numbers:
    return trail.counts(_HALF_LIFE)[0]
