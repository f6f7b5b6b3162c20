"""A public domain as two games: the outcomes, and what each is worth to either side.

Reads the XML of the ANAC domains in `../shared/data/negotiation/domains`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Final
from xml.etree import ElementTree

from benchmarks.measure import SkippedError
from negotiation.strategies import Game, Stakes

DOMAINS: Final = Path(__file__).parents[1] / "../shared/data/negotiation/domains"


def both_stakes(domain: str) -> tuple[Stakes, Stakes]:
    """Return what is at stake for the two sides of *domain*.

    Raises `SkippedError` if the public domains are not here.
    """
    folder = DOMAINS / domain
    if not folder.is_dir():
        raise SkippedError(f"{folder.name} is not in ../shared/data/negotiation/domains")
    sides = [side for path in sorted(folder.glob("*.xml")) if (side := _stakes(path)) is not None]
    return sides[0], sides[1]


def games(stakes: tuple[Stakes, Stakes], rounds: int) -> Iterator[tuple[Game, Game]]:
    """Draw reserves from 0 to .6 for both sides, again and again, as the tournament does."""
    dice = Random("reserves")
    while True:
        low, high = dice.uniform(0.0, 0.6), dice.uniform(0.0, 0.6)
        yield Game(stakes[0], low, rounds), Game(stakes[1], high, rounds)


def _stakes(path: Path) -> Stakes | None:
    """What one file says, its utilities stretched over 0 to 1; None where it gives no weights."""
    root = ElementTree.parse(path).getroot()
    weights = {one.get("index"): float(one.get("value", "0")) for one in root.iter("weight")}
    if not weights:
        return None
    issues = list(root.iter("issue"))
    tables = [[float(item.get("evaluation", "0")) for item in issue.iter("item")] for issue in issues]
    sums = [0.0]
    for issue, table in zip(issues, tables, strict=True):
        most = max(table) or 1.0
        weight = weights[issue.get("index")]
        sums = [before + weight * one / most for before in sums for one in table]
    low, high = min(sums), max(sums)
    values = [[item.get("value", "") for item in issue.iter("item")] for issue in issues]
    names = tuple(issue.get("name", "") for issue in issues)
    return Stakes(names, tuple(product(*values)), tuple((one - low) / (high - low) for one in sums))
