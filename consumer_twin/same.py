"""The same product in two shops: by barcode, by model number, or by a title that leaves little doubt.

Spec: spec/50-match.md (MATCH-4).

Measured on `two_shops` (5,124 titles, 576 pairs that people marked as the same): the model-number rule finds
.69 of the pairs and .85 of what it finds is marked; many of the rest are the same too and were not marked. A
title alone is right less often (.72), so it counts only where no model number speaks against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log
from typing import Final

from foundation.words import is_number, joined, terms
from protocol import Product, Variant

SUPPORTING_OVERLAP: Final = 0.3
"""Overlap of titles that lets an equal model number count where the brands are spelled differently."""
STRONG_OVERLAP: Final = 0.7
"""Overlap of titles that counts alone."""
MODEL_LENGTH: Final = 5
"""Letters and digits of a model number, from which on it is looked for in titles."""

_OPTIONS: Final = {"color": "colour"}

Weight = Callable[[str], float]


@dataclass(frozen=True)
class Marks:
    """What a product is known by."""

    barcodes: frozenset[str]
    brand: str
    models: frozenset[str]
    words: frozenset[str]
    condition: str
    chosen: tuple[tuple[str, str], ...] = ()
    """Size, colour and other options of the variant that was picked: name and value."""


def marks(product: Product, picked: Variant | None = None) -> Marks:
    """Return the marks of *product*, those of its variants included; what was chosen is that of *picked*."""
    stated = (product.metadata, *(variant.metadata for variant in product.variants))
    facts = [fact for fact in stated if fact is not None]
    brand = next((joined(fact.brand) for fact in facts if fact.brand), "")
    return Marks(
        barcodes=frozenset(
            code.value.zfill(14) for variant in product.variants for code in variant.barcodes or ()
        ),
        brand=brand,
        models=frozenset(_model(fact.mpn, brand) for fact in facts if fact.mpn),
        words=frozenset(terms(product.title)),
        condition=next((fact.condition for fact in facts if fact.condition), "new"),
        chosen=() if picked is None else _chosen(picked),
    )


def _chosen(variant: Variant) -> tuple[tuple[str, str], ...]:
    options = variant.options or ()
    named = {_OPTIONS.get(joined(one.name), joined(one.name)): joined(one.label) for one in options}
    return tuple(sorted(named.items()))


def same(left: Marks, right: Marks, weight: Weight) -> bool:
    """Say whether the two are the same product; *weight* tells how much a term of a title says."""
    if left.condition != right.condition or _chosen_apart(left, right):
        return False
    if left.barcodes and right.barcodes:
        return bool(left.barcodes & right.barcodes)
    alike = overlap(left.words, right.words, weight)
    if _models_meet(left, right):
        return (left.brand == right.brand and left.brand != "") or alike > SUPPORTING_OVERLAP
    if left.models and right.models:
        return False
    return alike > STRONG_OVERLAP and not any(map(is_number, left.words ^ right.words))


def _chosen_apart(left: Marks, right: Marks) -> bool:
    """Whether the picked variants state different values of one option: another size is another offer."""
    ours, theirs = dict(left.chosen), dict(right.chosen)
    return any(ours[name] != theirs[name] for name in ours.keys() & theirs.keys())


def overlap(left: frozenset[str], right: frozenset[str], weight: Weight) -> float:
    """Return the weighted share of common terms among all terms, 0 to 1."""
    every = sum(map(weight, left | right))
    return sum(map(weight, left & right)) / every if every else 0.0


def rarity(titles: Iterable[Iterable[str]]) -> Weight:
    """Return how much each term says: log(1 + titles / titles with the term) (inverse document frequency)."""
    count = 0
    seen: Counter[str] = Counter()
    for title in titles:
        count += 1
        seen.update(set(title))

    def weight(term: str) -> float:
        return log(1 + count / max(1, seen[term]))

    return weight


def _models_meet(left: Marks, right: Marks) -> bool:
    return bool(left.models & right.models) or _named(left, right) or _named(right, left)


def _named(holder: Marks, other: Marks) -> bool:
    """Whether a model number of *holder* stands in the title of *other*."""
    return any(
        len(model) >= MODEL_LENGTH and is_number(model) and model in other.words for model in holder.models
    )


def _model(mpn: str, brand: str) -> str:
    model = joined(mpn)
    bare = model.removeprefix(brand)
    return bare if len(bare) > 2 else model
