"""What the other side will demand at each round: a Bayesian belief over paths of concession.

Source: Hindriks and Tykhonov, "Opponent modelling in automated multi-issue negotiation using Bayesian
learning", AAMAS 2008: hypotheses, made more or less likely by each offer under the assumption that the other
side concedes by time; here over its last demand (its reserve, or how hard it stays) and its eagerness, along
the paths of Faratin, Sierra and Jennings (1998). The reserve is uniform up to .6 or the other is a hardliner:
an even guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from typing import Final

LAST_DEMANDS: Final = (0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.93, 0.98)
HARD: Final = 0.6
"""Last demands above this are those of hardliners."""
HARDLINERS: Final = 0.5
"""Their share among the others that one meets."""
EXPONENTS: Final = (0.3, 0.6, 1.0, 1.8, 3.0, 5.0, 8.0)
"""Of the time gone: 1 is even, more is late."""
SPREAD: Final = 0.13
"""Deviation of the estimated worth of an offer from the demand."""
BLUR: Final = 0.07
"""Width of the step from refused to accepted, in estimated worth."""
HALF_LIFE: Final = 0.25
"""Share of the rounds after which an offer tells half as much: not everyone concedes steadily."""
ENOUGH: Final = 8.0
"""Offers that are taken for independent of each other, at most."""
SURPRISE: Final = 4.0
"""What one move may count against a hypothesis at most."""

DEAF: Final = 0.2
"""Share of those who accept next to nothing, whatever they offer themselves."""
STUBBORN: Final = 0.96
"""What such a one accepts from."""

Path = tuple[float, ...]
"""The demand, as a worth to the other side, at each of its rounds (and one more)."""
Seen = Sequence[tuple[float, int]]
"""Offers: what each is worth to the other side, and its round."""


@dataclass(frozen=True, slots=True)
class Level:
    """How likely it is that the other side demands so much, by round."""

    share: float
    path: dict[int, float]


@lru_cache(maxsize=32)
def paths(rounds: int) -> tuple[tuple[float, Path], ...]:
    """Return the hypotheses for so many rounds, each with the logarithm of its prior."""
    hard = sum(last > HARD for last in LAST_DEMANDS)
    found = []
    for last in LAST_DEMANDS:
        share = HARDLINERS / hard if last > HARD else (1.0 - HARDLINERS) / (len(LAST_DEMANDS) - hard)
        for exponent in EXPONENTS:
            times = [(number + 1) / (rounds + 1) for number in range(rounds + 1)]
            path = tuple(1.0 - (1.0 - last) * time**exponent for time in times)
            found.append((log(share / len(EXPONENTS)), path))
    return tuple(found)


def believe(rounds: int, now: int, heard: Seen, refused: Seen, wanted: Iterable[int]) -> tuple[Level, ...]:
    """Return what the other side may demand, likely paths with about the same last demand taken together.

    heard: its offers; refused: this side's, with the round in which it answered; now: the current round;
    wanted: the rounds whose demands are asked for.
    """
    aged = [(worth, number, 0.5 ** ((now + 1 - number) / (HALF_LIFE * rounds))) for worth, number in heard]
    tempered = min(1.0, ENOUGH / (sum(weight for _, _, weight in aged) or 1.0)) / (2 * SPREAD**2)
    weighed = [
        (worth, number, weight * tempered, SURPRISE * weight * tempered) for worth, number, weight in aged
    ]
    cap = SURPRISE * 2 * SPREAD**2
    scores, told = [], 0.0
    for prior, path in paths(rounds):
        score = prior
        for worth, number, weight, most in weighed:
            off = (worth - path[number]) ** 2
            score -= weight * off if off < cap else most * 2 * SPREAD**2
        told += exp(score)
        for worth, number in refused:
            over = (worth - path[number]) / BLUR
            if over > 0.0:
                score -= over if over < SURPRISE else SURPRISE
        scores.append((score, path))
    return _gathered(scores, told, rounds, wanted)


def _gathered(
    scores: list[tuple[float, Path]], told: float, rounds: int, wanted: Iterable[int]
) -> tuple[Level, ...]:
    top = max(score for score, _ in scores)
    groups: dict[int, list[tuple[float, Path]]] = {}
    for score, path in scores:
        if score > top - 7.0:
            groups.setdefault(int(path[rounds - 1] * 10), []).append((exp(score - top), path))
    deaf = DEAF / (1.0 - DEAF) * told * exp(-top)
    total = deaf + sum(weight for group in groups.values() for weight, _ in group)
    levels = [_mean(group, total, wanted) for group in groups.values()]
    return (*levels, Level(deaf / total, dict.fromkeys(wanted, STUBBORN)))


def _mean(group: list[tuple[float, Path]], total: float, wanted: Iterable[int]) -> Level:
    weight = sum(one for one, _ in group)
    demands = {number: sum([one * path[number] for one, path in group]) / weight for number in wanted}
    return Level(weight / total, demands)
