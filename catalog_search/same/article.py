"""What an offer is known by, read once: words, numbers with units, colours, model numbers, barcodes.

Spec: spec/50-match.md (MATCH-4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from catalog_search.offer import TEXT_LIMIT, Offer, gtin, model_key
from catalog_search.vocabulary import grams
from foundation.words import is_number, joined, terms

_MEASURE: Final = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")
_UNITS: Final = frozenset("inch tb gb mb kb ghz mhz khz hz w v mah mm cm kg oz lb ml mp pack".split())
_AMOUNTS: Final = {
    "mb": ("memory", 1.0), "gb": ("memory", 1e3), "tb": ("memory", 1e6), "pack": ("pieces", 1.0),
    "ml": ("volume", 1.0), "kg": ("weight", 1.0), "oz": ("ounces", 1.0), "lb": ("pounds", 1.0),
}  # fmt: skip
_COLOURS: Final = {
    name: name
    for name in (
        "black white red blue green yellow orange purple pink brown gray silver gold beige ivory navy teal"
        " turquoise maroon burgundy violet magenta cyan charcoal bronze copper titanium graphite clear"
    ).split()
} | {"grey": "gray", "charcoal": "gray", "graphite": "gray", "golden": "gold", "transparent": "clear"}
_SIZES: Final = {
    "xs": "xs", "small": "s", "medium": "m", "large": "l", "xl": "xl", "xxl": "xxl", "2xl": "xxl",
    "xxxl": "xxxl", "3xl": "xxxl", "twin": "twin", "queen": "queen", "king": "king",
}  # fmt: skip
_NAMES: Final = {"color": "colour"}
MODEL_LENGTH: Final = 4
"""Letters and digits from which on a word of a title may be a model number."""


@dataclass(frozen=True, slots=True)
class Article:
    """An offer, read for comparison. What is empty is not known."""

    id: str
    seller: str
    words: frozenset[str]
    """Of the title; numbers joined with their units."""
    brand: str
    brand_words: frozenset[str]
    model: str
    """The stated model number's key, or empty."""
    named: frozenset[str]
    """Words of the title that may be model numbers."""
    gtins: frozenset[str]
    measures: frozenset[tuple[str, str]]
    """Unit and value, such as `("gb", "500")`."""
    amounts: frozenset[tuple[str, float]]
    """How much of it one buys: memory in MB, pieces in a pack, weight, volume. Variants differ in it."""
    colours: frozenset[str]
    sizes: frozenset[str]
    options: tuple[tuple[str, str], ...]
    """Name and value as the seller states them, folded."""
    grams: frozenset[str]
    price_minor: int | None
    currency: str
    condition: str


def read(offer: Offer) -> Article:
    """Return what *offer* is known by."""
    words = frozenset(terms(offer.title[:TEXT_LIMIT]))
    chosen = {_NAMES.get(joined(name), joined(name)): joined(value) for name, value in offer.options}
    told = frozenset(terms(" ".join(value for _, value in offer.options)))
    measures = frozenset(pair for word in words | told if (pair := _measure(word)))
    return Article(
        id=offer.id,
        seller=offer.seller,
        words=words,
        brand=joined(offer.brand),
        brand_words=frozenset(terms(offer.brand)),
        model=model_key(offer.model, offer.brand),
        named=frozenset(_named(terms(offer.title[:TEXT_LIMIT]))),
        gtins=frozenset(map(gtin, offer.gtins)),
        measures=measures,
        amounts=frozenset(_amounts(measures)),
        colours=frozenset(_COLOURS[word] for word in words | told if word in _COLOURS),
        sizes=frozenset(_SIZES[word] for word in words | told if word in _SIZES)
        | frozenset(_SIZES.get(value, value) for name, value in chosen.items() if name == "size"),
        options=tuple(sorted(chosen.items())),
        grams=grams(offer.title),
        price_minor=offer.price_minor,
        currency=offer.currency,
        condition=offer.condition,
    )


def _amounts(measures: Iterable[tuple[str, str]]) -> Iterator[tuple[str, float]]:
    for unit, value in measures:
        if unit in _AMOUNTS:
            kind, share = _AMOUNTS[unit]
            yield kind, float(value) * share


def _measure(word: str) -> tuple[str, str] | None:
    found = _MEASURE.fullmatch(word)
    return (found[2], found[1]) if found and found[2] in _UNITS else None


def _named(title: tuple[str, ...]) -> Iterator[str]:
    """Yield what may be a model number: a word, or two that others run together (`DGS 1008P`)."""
    for place, word in enumerate(title):
        if _may_be_model(word):
            yield word
        if (
            place
            and is_number(word) != is_number(title[place - 1])
            and _may_be_model(title[place - 1] + word)
        ):
            yield title[place - 1] + word


def _may_be_model(word: str) -> bool:
    return len(word) >= MODEL_LENGTH and is_number(word) and _measure(word) is None
