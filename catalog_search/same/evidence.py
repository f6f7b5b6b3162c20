"""The evidence of a pair: numbers that speak for or against the two being one product."""

from __future__ import annotations

from math import log, sqrt
from typing import Final, NamedTuple

from catalog_search.same.article import Article
from catalog_search.same.weighed import Weighed
from foundation.words import is_number


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


def evidence(left: Weighed, right: Weighed) -> Evidence:
    """Return the evidence for *left* and *right*; the order of the two changes nothing."""
    one, other = left.article, right.article
    common = left.shared(right)
    alike = len(one.grams & other.grams)
    equal = one.model != "" and one.model == other.model
    named = _named(left, right)
    brand = _brand(one, other)
    equal_units, other_units = _units(one, other)
    price = _price(one, other)
    return Evidence(
        overlap=common / (left.total + right.total - common) if common else 0.0,
        cover=common / min(left.total, right.total) if common else 0.0,
        spelling=alike / sqrt(len(one.grams) * len(other.grams)) if alike else 0.0,
        model_equal=float(equal),
        model_named=named,
        model_apart=_apart(one, other) if one.model and other.model and not equal else 0.0,
        named_apart=0.0 if equal or named else _named_apart(left, right),
        brand_equal=float(brand == "equal"),
        brand_named=float(brand == "named"),
        brand_apart=float(brand == "apart"),
        price_known=float(price is not None),
        price_apart=price or 0.0,
        measure_equal=float(min(equal_units, 2)),
        measure_apart=float(min(other_units, 2)),
        number_apart=_number_apart(left, right),
        colour_apart=_disjoint(one.colours, other.colours),
    )


def _named(left: Weighed, right: Weighed) -> float:
    if _stands(left.article, right.article) or _stands(right.article, left.article):
        return 1.0
    return left.rarest(left.article.named & right.article.named)


def _named_apart(left: Weighed, right: Weighed) -> float:
    ours, theirs = left.named, right.named
    return min(left.rarest(ours - theirs), right.rarest(theirs - ours))


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


def _units(left: Article, right: Article) -> tuple[int, int]:
    """Count the units in which both state a value that is common, and those in which none is."""
    if not left.measures or not right.measures:
        return 0, 0
    both = {unit for unit, _ in left.measures} & {unit for unit, _ in right.measures}
    met = {unit for unit, _ in left.measures & right.measures}
    return len(met), len(both - met)


def _number_apart(left: Weighed, right: Weighed) -> float:
    both = left.numbers & right.numbers
    if both == left.numbers | right.numbers:
        return 0.0
    shared = left.sum(both)
    every = left.number_total + right.number_total - shared
    return (every - shared) / every


def _disjoint(left: frozenset[str], right: frozenset[str]) -> float:
    return float(bool(left and right) and not left & right)
