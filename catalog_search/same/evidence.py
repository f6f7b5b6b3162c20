"""The evidence of a pair: numbers that speak for or against the two being one product."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum, log, sqrt
from typing import Final, NamedTuple

from catalog_search.same.article import Article
from foundation.words import is_number

Weight = Callable[[str], float]
"""How much a word says: the rarer, the more (inverse document frequency)."""


class Evidence(NamedTuple):
    """What `evidence` finds; every member is 0 where nothing is known."""

    overlap: float
    """Weighted share of common words among all words of both titles."""
    cover: float
    """Weighted share of the shorter title's words that the longer has."""
    spelling: float
    """Cosine of the runs of 4 characters of the titles."""
    model_equal: float
    model_named: float
    """The model number of one stands in the other's title, or both titles share one."""
    model_apart: float
    """Both state a model number and these differ: 1 less their likeness."""
    named_apart: float
    """Each title has a model number that the other lacks, where none is shared."""
    brand_equal: float
    brand_named: float
    """The brand of one stands in the other's title."""
    brand_apart: float
    price_known: float
    price_apart: float
    """Absolute logarithm of the ratio of prices, at most 2."""
    measure_equal: float
    measure_apart: float
    """Units in which both state values and none is common."""
    number_apart: float
    """Weighted share, among words with digits, of those that only one has."""
    colour_apart: float


_PRICE_LIMIT: Final = 2.0


def evidence(left: Article, right: Article, weight: Weight) -> Evidence:
    """Return the evidence for *left* and *right*; the order of the two changes nothing."""
    common = fsum(map(weight, left.words & right.words))
    ours, theirs = fsum(map(weight, left.words)), fsum(map(weight, right.words))
    shared = left.grams & right.grams
    equal = bool(left.model) and left.model == right.model
    named = _named(left, right, weight)
    apart = _apart(left, right) if left.model and right.model and not equal else 0.0
    brand = _brand(left, right)
    price = _price(left, right)
    units = {unit for unit, _ in left.measures} & {unit for unit, _ in right.measures}
    met = {unit for unit, _ in left.measures & right.measures}
    return Evidence(
        overlap=common / (ours + theirs - common) if common else 0.0,
        cover=common / min(ours, theirs) if common else 0.0,
        spelling=len(shared) / sqrt(len(left.grams) * len(right.grams)) if shared else 0.0,
        model_equal=float(equal),
        model_named=named,
        model_apart=apart,
        named_apart=0.0 if equal or named else _named_apart(left, right, weight),
        brand_equal=float(brand == "equal"),
        brand_named=float(brand == "named"),
        brand_apart=float(brand == "apart"),
        price_known=float(price is not None),
        price_apart=price or 0.0,
        measure_equal=float(min(len(met), 2)),
        measure_apart=float(min(len(units - met), 2)),
        number_apart=_number_apart(left, right, weight),
        colour_apart=_disjoint(left.colours, right.colours),
    )


def _named(left: Article, right: Article, weight: Weight) -> float:
    if _stands(left, right) or _stands(right, left):
        return 1.0
    return _rarest(left.named & right.named, weight)


def _named_apart(left: Article, right: Article, weight: Weight) -> float:
    ours, theirs = left.named & left.words, right.named & right.words
    return min(_rarest(ours - theirs, weight), _rarest(theirs - ours, weight))


def _rarest(words: frozenset[str], weight: Weight) -> float:
    """How rare the rarest of *words* is: 1 for one that no title has."""
    return max(map(weight, words), default=0.0) / weight("")


def _stands(holder: Article, other: Article) -> bool:
    return (
        len(holder.model) > 3
        and is_number(holder.model)
        and (holder.model in other.words or holder.model in other.named)
    )


def _apart(left: Article, right: Article) -> float:
    ours, theirs = _pairs(left.model), _pairs(right.model)
    if left.model in right.model or right.model in left.model:
        return 0.2
    return 1.0 - 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(max(1, len(text) - 2))}


def _brand(left: Article, right: Article) -> str:
    if left.brand and right.brand:
        if left.brand == right.brand or left.brand in right.brand or right.brand in left.brand:
            return "equal"
        return "named" if _brand_stands(left, right) or _brand_stands(right, left) else "apart"
    return "named" if _brand_stands(left, right) or _brand_stands(right, left) else ""


def _brand_stands(holder: Article, other: Article) -> bool:
    return bool(holder.brand_words) and holder.brand_words <= other.words


def _price(left: Article, right: Article) -> float | None:
    if not left.price_minor or not right.price_minor or left.currency != right.currency:
        return None
    return min(_PRICE_LIMIT, abs(log(left.price_minor / right.price_minor)))


def _number_apart(left: Article, right: Article, weight: Weight) -> float:
    every = [word for word in left.words | right.words if is_number(word)]
    if not every:
        return 0.0
    lone = fsum(weight(word) for word in every if word not in left.words or word not in right.words)
    return lone / fsum(map(weight, every))


def _disjoint(left: frozenset[str], right: frozenset[str]) -> float:
    return float(bool(left and right) and not left & right)
