"""Something to negotiate over, as both sides see it, and one that follows from a seed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from negotiation.strategies import Game, Stakes

MOST_RESERVE: Final = 0.6
"""Reserves are drawn from 0 to this, as in the tournaments."""
OPPOSED: Final = 0.7
"""How much of what a value is worth to one side is taken from the other."""
MOST_OUTCOMES: Final = 400
"""Of a drawn scenario."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One negotiation, as the twin and as the brand see it; both list the same outcomes."""

    name: str
    twin: Game
    brand: Game

    @property
    def worths(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """What each outcome is worth to the twin, and to the brand."""
        return self.twin.stakes.utilities, self.brand.stakes.utilities

    @property
    def reserves(self) -> tuple[float, float]:
        """What no deal is worth to the twin, and to the brand."""
        return self.twin.reserve, self.brand.reserve


def drawn(seed: int, label: str) -> float:
    """Return a number from 0 to 1 that follows from *seed* and *label* alone."""
    digest = hashlib.sha256(f"{seed} {label}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


def generated(seed: int, rounds: int) -> Scenario:
    """Return a random scenario: two to five issues, additive utilities, and something that suits both.

    What one side likes the other mostly does not (`OPPOSED`), but not every issue matters to both alike.
    """
    sizes: list[int] = []
    for issue in range(3 + int(drawn(seed, "issues") * 3)):
        size = 3 + int(drawn(seed, f"size {issue}") * 4)
        if len(sizes) < 2 or prod(sizes) * size <= MOST_OUTCOMES:
            sizes.append(size)
    issues = tuple(f"issue {number + 1}" for number in range(len(sizes)))
    outcomes = tuple(product(*([f"{value + 1}" for value in range(size)] for size in sizes)))
    likes = [_worths(seed, f"twin {issue}", size) for issue, size in enumerate(sizes)]
    others = [
        _against(worths, _worths(seed, f"brand {issue}", len(worths))) for issue, worths in enumerate(likes)
    ]
    twin, brand = _table(seed, "twin", likes), _table(seed, "brand", others)
    reserves = drawn_reserves(seed, twin, brand)
    return Scenario(
        f"drawn from seed {seed}",
        Game(Stakes(issues, outcomes, twin), reserves[0], rounds, seed),
        Game(Stakes(issues, outcomes, brand), reserves[1], rounds, seed),
    )


def drawn_reserves(seed: int, twin: Sequence[float], brand: Sequence[float]) -> tuple[float, float]:
    """Return the first reserves drawn from *seed* that some outcome exceeds for both sides; else none."""
    for attempt in range(100):
        low, high = (MOST_RESERVE * drawn(seed, f"reserve {side} {attempt}") for side in ("twin", "brand"))
        if any(one > low and other > high for one, other in zip(twin, brand, strict=True)):
            return low, high
    return 0.0, 0.0


def _worths(seed: int, label: str, size: int) -> list[float]:
    return [drawn(seed, f"{label} {value}") for value in range(size)]


def _against(likes: Sequence[float], own: Sequence[float]) -> list[float]:
    return [OPPOSED * (1.0 - like) + (1.0 - OPPOSED) * one for like, one in zip(likes, own, strict=True)]


def _table(seed: int, side: str, worths: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Additive utilities from 0 to 1, the last issue the quickest to change."""
    sums = [0.0]
    for issue, values in enumerate(worths):
        weight = 0.1 + drawn(seed, f"{side} weight {issue}")
        sums = [before + weight * worth for before in sums for worth in values]
    low, high = min(sums), max(sums)
    return tuple((one - low) / (high - low) for one in sums)
