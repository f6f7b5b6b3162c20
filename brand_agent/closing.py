"""What closes deals: a small Bayesian model of what twins do with an offer, from the brand's own threads.

Each offer that a twin heard is one observation: it took it, it left, or it went on. Both are logistic in what
was offered below list (in tenths), the turn, and the number of extras. Nothing here knows who the twin is.

Source: discrete-time hazards, Cox, Journal of the Royal Statistical Society B 34 (1972); the posterior is
Laplace's: normal around its mode, by Newton's method (MacKay, Information Theory, 2003, chapter 27). The
prior, normal with variance 4 around a rate of one in ten, is a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, exp, log, log1p, pi, sqrt
from typing import Final

from brand_agent.synthetic import Dice

Vector = tuple[float, ...]
PRIOR: Final[Vector] = (-2.2, 0.0, 0.0, 0.0)
VARIANCE: Final = 4.0
_FAR: Final = 30.0
_STILL: Final = 1e-9
_HALVED: Final = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """An offer that a twin heard: discount is a share of the list total; what it did with it."""

    thread: int
    discount: float
    turn: int
    extras: int
    taken: bool
    left: bool
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: its mode and the lower triangle L of the posterior's covariance, L times L turned."""

    mode: Vector
    spread: tuple[Vector, ...]

    def draw(self, dice: Dice) -> Vector:
        """Return coefficients as probable as the posterior says."""
        normal = [_normal(dice) for _ in self.mode]
        return tuple(
            centre + sum(weight * one for weight, one in zip(row, normal, strict=False))
            for centre, row in zip(self.mode, self.spread, strict=True)
        )


def chance(coefficients: Vector, discount: float, turn: int, extras: float) -> float:
    """Return the chance that *coefficients* give to what they model."""
    score = sum(a * b for a, b in zip(coefficients, (1.0, 10 * discount, float(turn), extras), strict=True))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def taking(rows: Iterable[Heard]) -> Model:
    """Return the model of taking an offer."""
    return fit([(_features(row), row.taken) for row in rows])


def leaving(rows: Iterable[Heard]) -> Model:
    """Return the model of leaving, of those who don't take the offer."""
    return fit([(_features(row), row.left) for row in rows if not row.taken])


def fit(rows: Sequence[tuple[Vector, bool]], steps: int = 25) -> Model:
    """Return the model of *rows*: features and whether it was so.

    A whole step of Newton's may go too far, and then further each time: it is halved until it climbs.
    """
    size = len(PRIOR)
    mode = list(PRIOR)
    height = _height(mode, rows)
    for _ in range(steps):
        slope = [(before - now) / VARIANCE for before, now in zip(PRIOR, mode, strict=True)]
        bend = [[1.0 / VARIANCE if i == j else 0.0 for j in range(size)] for i in range(size)]
        for features, was in rows:
            score = sum(a * b for a, b in zip(mode, features, strict=True))
            p = 1.0 / (1.0 + exp(-max(-_FAR, min(_FAR, score))))
            for i in range(size):
                slope[i] += (was - p) * features[i]
                for j in range(size):
                    bend[i][j] += p * (1 - p) * features[i] * features[j]
        inverse = _inverse(bend)
        step = [sum(a * b for a, b in zip(row, slope, strict=True)) for row in inverse]
        if max(map(abs, step)) < _STILL:
            break
        there, height = _climbed(mode, step, height, rows)
        if there == mode:
            break
        mode = there
    return Model(tuple(mode), _cholesky(inverse))


def _climbed(
    mode: Sequence[float], step: Sequence[float], height: float, rows: Sequence[tuple[Vector, bool]]
) -> tuple[list[float], float]:
    """Where *step*, or the half of it, or a half of that, climbs; where none does, *mode* as it is."""
    for halved in range(_HALVED):
        there = [now + more / 2**halved for now, more in zip(mode, step, strict=True)]
        found = _height(there, rows)
        if found >= height:
            return there, found
    return list(mode), height


def _height(mode: Sequence[float], rows: Sequence[tuple[Vector, bool]]) -> float:
    """The logarithm of the posterior at *mode*, but for a constant."""
    height = -sum((now - before) ** 2 for now, before in zip(mode, PRIOR, strict=True)) / (2 * VARIANCE)
    for features, was in rows:
        score = max(-_FAR, min(_FAR, sum(a * b for a, b in zip(mode, features, strict=True))))
        height -= log1p(exp(-score)) if was else log1p(exp(score))
    return height


def _normal(dice: Dice) -> float:
    """A normal number, by Box and Muller."""
    return sqrt(-2 * log(1 - dice())) * cos(2 * pi * dice())


def _features(row: Heard) -> Vector:
    return (1.0, 10 * row.discount, float(row.turn), float(row.extras))


def _inverse(matrix: Sequence[Sequence[float]]) -> list[list[float]]:
    """The inverse of a positive definite matrix, by Gauss and Jordan."""
    size = len(matrix)
    wide = [[*row, *(1.0 if i == j else 0.0 for j in range(size))] for i, row in enumerate(matrix)]
    for i in range(size):
        pivot = wide[i][i]
        wide[i] = [value / pivot for value in wide[i]]
        for j in range(size):
            if j != i:
                factor = wide[j][i]
                wide[j] = [a - factor * b for a, b in zip(wide[j], wide[i], strict=True)]
    return [row[size:] for row in wide]


def _cholesky(matrix: Sequence[Sequence[float]]) -> tuple[Vector, ...]:
    size = len(matrix)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            lower[i][j] = sqrt(max(rest, 1e-12)) if i == j else rest / lower[j][j]
    return tuple(tuple(row) for row in lower)
