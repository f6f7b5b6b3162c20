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
from math import exp
from pathlib import Path
from typing import Final, NamedTuple

from catalog_search.same.evidence import Evidence

FILE: Final = Path(__file__).with_name("weights.json")
AHEAD: Final = 4.0
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


@dataclass(frozen=True, slots=True)
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
        values: Mapping[str, float] = found._asdict()
        total = sum((weight * values[name] for name, weight in self.pair.items()), start=self.pair_bias)
        return round(total, 9)

    def probability(self, best: Lead) -> float:
        """Return how likely the best pair is one product, 0 to 1."""
        values: Mapping[str, float] = best._asdict()
        total = sum((weight * values[name] for name, weight in self.best.items()), start=self.best_bias)
        return 1 / (1 + exp(-total))


def lead(logit: float, other: float | None) -> float:
    """Return how far *logit* is ahead of *other* and of `NOBODY`, within `AHEAD` either way.

    >>> lead(2.0, 1.5), lead(9.0, None), lead(-3.0, -5.0)
    (0.5, 4.0, -1.0)
    """
    return max(-AHEAD, min(AHEAD, logit - max(NOBODY, NOBODY if other is None else other)))


def read_weights(file: Path = FILE) -> Weights:
    """Return the weights in *file*: those that are shipped, unless told otherwise."""
    members = json.loads(file.read_text("utf-8"))
    return Weights(**members["weights"])
