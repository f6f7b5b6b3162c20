"""How good probabilities are, judged by what was chosen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BINS: Final = 10
_LEAST: Final = 1e-12
"""A probability below this counts as this."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """The probabilities of one occasion, and the place of what was chosen."""

    probabilities: tuple[float, ...]
    chosen: int


@dataclass(frozen=True, slots=True)
class Score:
    """Means over occasions.

    log_likelihood: natural logarithm of the probability of what was chosen; 0 is best.
    hit_rate: share of occasions where the likeliest was chosen; those that tie share the hit.
    calibration_error: see `calibration_error`.
    """

    log_likelihood: float
    hit_rate: float
    calibration_error: float


def score(foretold: Sequence[Foretold]) -> Score:
    """Return the score of *foretold*, which is not empty."""
    count = len(foretold)
    return Score(
        math.fsum(math.log(max(_LEAST, one.probabilities[one.chosen])) for one in foretold) / count,
        math.fsum(_hit(one) for one in foretold) / count,
        calibration_error(foretold),
    )


def calibration_error(foretold: Sequence[Foretold]) -> float:
    """Return the expected calibration error over all alternatives of all occasions.

    Probabilities fall into ten bins of equal width; the error is the mean distance of a bin's mean
    probability to the share in it that was chosen, weighted by how many are in it.

    Source: Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning"
    (2015), with every alternative in place of the likeliest only.
    """
    surplus = [0.0] * BINS
    for one in foretold:
        for place, probability in enumerate(one.probabilities):
            surplus[min(BINS - 1, int(probability * BINS))] += probability - (place == one.chosen)
    return math.fsum(map(abs, surplus)) / sum(len(one.probabilities) for one in foretold)


def _hit(one: Foretold) -> float:
    best = max(one.probabilities)
    return (one.probabilities[one.chosen] == best) / one.probabilities.count(best)
