"""Two real shops and the pairs that people marked as one product: what search is measured on."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Final

from benchmarks.measure import SkippedError
from benchmarks.search_rows import read_offers
from catalog_search import Offer

CATALOGS: Final = Path(__file__).parents[1] / "../shared/data/catalogs"
FOLDER: Final = CATALOGS / "two_shops"


@dataclass(frozen=True)
class Shops:
    """The left shop's offers, the right one's, and left id -> ids on the right that are the same product."""

    left: Sequence[Offer]
    right: Sequence[Offer]
    same: Mapping[str, frozenset[str]]


def shops() -> Shops:
    """Return the two shops. Raises `SkippedError` where they are absent."""
    if not FOLDER.is_dir():
        raise SkippedError("../shared/data/catalogs/two_shops is not there")
    same: dict[str, frozenset[str]] = {}
    with (FOLDER / "same_product.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            same[row["shop_w_id"]] = same.get(row["shop_w_id"], frozenset()) | {row["shop_a_id"]}
    return Shops(read_offers(FOLDER / "shop_w.csv"), read_offers(FOLDER / "shop_a.csv"), same)


def is_train(left: str) -> bool:
    """Whether the left id is of the half that may be learnt from: its SHA-256 is odd."""
    return hashlib.sha256(left.encode()).digest()[-1] % 2 == 1


def ndcg(ranked: Sequence[str], good: frozenset[str], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of *ranked*, every good one worth the same.

    Source: Järvelin and Kekäläinen, ACM Transactions on Information Systems 20 (2002).

    >>> ndcg(["b", "a"], frozenset("a")) == 1 / log2(3)
    True
    """
    gained = sum(1 / log2(place + 2) for place, id in enumerate(ranked[:depth]) if id in good)
    return gained / sum(1 / log2(place + 2) for place in range(min(depth, len(good))))
