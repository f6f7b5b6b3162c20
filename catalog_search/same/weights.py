"""From evidence to a probability, by two small logistic models whose weights lie in `weights.json`.

The first weighs the evidence of a pair. The second turns the best pair of an offer into a probability: how
far it is ahead of having no partner, of the second best, and of the best other offer that wants the same
partner, and what speaks against it. Where the weights come from stands in the file, which
`python -m benchmarks.search_train` makes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import exp
from operator import mul
from pathlib import Path
from typing import Final, NamedTuple

from catalog_search.same.evidence import Evidence

FILE: Final = Path(__file__).with_name("weights.json")
AHEAD: Final = 8.0
"""A lead that is greater counts as this much (in logits)."""
NOBODY: Final = -2.0
"""The logit of having no partner at all, which every pair competes with: a poor pair that is better than all
others is poor still."""


class Lead(NamedTuple):
    """What the best pair of an offer is like, beside the others."""

    ahead_of_second: float
    """By how much it leads the second best partner, and having none."""
    ahead_of_rival: float
    """By how much it leads the best other offer that wants the same partner."""
    colour_apart: float
    model_apart: float


@dataclass(frozen=True)
class Weights:
    """The weights of both models, in logits."""

    pair_bias: float
    pair: Mapping[str, float]
    """By the names of `Evidence`."""
    best_bias: float
    best: Mapping[str, float]
    """By the names of `Lead`."""

    def of_pair(self, found: Evidence) -> float:
        """Return the logit of a pair by itself, rounded so that equal pairs tie on every machine."""
        return round(sum(map(mul, self._row, found), start=self.pair_bias), 9)

    def at_most(self, overlap: float, cover: float, spelling: float, *, equal: bool, named: bool) -> float:
        """Return the greatest logit that a pair with these titles can have, were all else in its favour.

        equal, named: whether the model numbers are equal, or one of them may stand in the other's title.
        """
        own = self.pair
        titles = own["overlap"] * overlap + own["cover"] * cover + own["spelling"] * spelling
        return self.pair_bias + titles + equal * own["model_equal"] + named * own["model_named"] + self._rest

    def probability(self, best: Lead) -> float:
        """Return how likely the best pair is one product, 0 to 1."""
        values: Mapping[str, float] = best._asdict()
        total = sum((weight * values[name] for name, weight in self.best.items()), start=self.best_bias)
        return 1 / (1 + exp(-total))

    @cached_property
    def _row(self) -> tuple[float, ...]:
        """The weights of a pair in the order of `Evidence`; 0 for what has none."""
        return tuple(self.pair.get(name, 0.0) for name in Evidence._fields)

    @cached_property
    def _rest(self) -> float:
        """What all that `at_most` is not told can add: each of it is at most 1, or speaks against a pair."""
        told = {"overlap", "cover", "spelling", "model_equal", "model_named"}
        return sum(max(0.0, weight) for name, weight in self.pair.items() if name not in told)


def lead(logit: float, other: float | None) -> float:
    """Return how far *logit* is ahead of *other* and of `NOBODY`, within `AHEAD` either way.

    >>> lead(2.0, 1.5), lead(9.0, None), lead(-3.0, -5.0)
    (0.5, 8.0, -1.0)
    """
    return max(-AHEAD, min(AHEAD, logit - max(NOBODY, NOBODY if other is None else other)))


def read_weights(file: Path = FILE) -> Weights:
    """Return the weights in *file*: those that are shipped, unless told otherwise."""
    members = json.loads(file.read_text("utf-8"))
    return Weights(**members["weights"])
