"""A public domain as two games: the outcomes, and what each is worth to either side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.measure import SkippedError
from dailyme.lab.domains import read_domain
from negotiation.strategies import Game, Stakes

DOMAINS: Final = Path(__file__).parents[1] / "../shared/data/negotiation/domains"


def both_stakes(domain: str) -> tuple[Stakes, Stakes]:
    """Return what is at stake for the two sides of *domain*.

    Raises `SkippedError` if the public domains are not here.
    """
    folder = DOMAINS / domain
    if not folder.is_dir():
        raise SkippedError(f"{folder.name} is not in ../shared/data/negotiation/domains")
    scenario = read_domain(folder, rounds=1, seed=0)
    return scenario.twin.stakes, scenario.brand.stakes


def games(stakes: tuple[Stakes, Stakes], rounds: int) -> Iterator[tuple[Game, Game]]:
    """Draw reserves from 0 to .6 for both sides, again and again, as the tournament does."""
    dice = Random("reserves")
    while True:
        low, high = dice.uniform(0.0, 0.6), dice.uniform(0.0, 0.6)
        yield Game(stakes[0], low, rounds), Game(stakes[1], high, rounds)
