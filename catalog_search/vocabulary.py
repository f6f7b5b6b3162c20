"""Which words of an offer are searched, and how much each field weighs.

A word counts as often as its field weighs, so that one inverted index serves all fields (the idea of BM25F:
Robertson, Zaragoza and Taylor, CIKM 2004, with whole numbers for weights). Chosen on the train half of
`two_shops`; between these and equal weights it hardly matters there (see docs/adr/0020).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from catalog_search.offer import TEXT_LIMIT, Offer, gtin, model_key
from foundation.words import is_number, terms

WEIGHTS: Final = {"title": 2, "brand": 1, "model": 2, "options": 1, "categories": 1}
_MOST_TERMS: Final = 64
"""Different words of a query that are looked up; the rest of a longer one is not."""
_CODE_LENGTH: Final = 4
_GRAM: Final = 4
_APART: Final = re.compile(r"[\W_]+")
_BARCODE: Final = re.compile(r"[0-9]{8,14}")


def fields(offer: Offer) -> dict[str, tuple[str, ...]]:
    """Return the words of *offer* by field, those of `WEIGHTS`."""
    key = model_key(offer.model, offer.brand)
    return {
        "title": _read(offer.title),
        "brand": _read(offer.brand),
        "model": (*_read(offer.model), *([key] if key else [])),
        "options": _read(" ".join(value for _, value in offer.options)),
        "categories": _read(" ".join(offer.categories)),
    }


def weighed(offer: Offer) -> str:
    """Return the words of *offer*, each as often as it weighs, parted by spaces: what a leg indexes."""
    found: list[str] = []
    for name, words in fields(offer).items():
        found.extend(words * WEIGHTS[name])
    return " ".join(found)


def asked(query: str) -> tuple[str, ...]:
    """Return the different words of *query*, in order, at most 64.

    >>> asked("the HP toner for HP printers")
    ('hp', 'toner', 'printer')
    """
    return tuple(dict.fromkeys(_read(query)))[:_MOST_TERMS]


def codes(offer: Offer) -> frozenset[str]:
    """Return what *offer* is found by at once: its barcodes and its model number."""
    key = model_key(offer.model, offer.brand)
    return frozenset(map(gtin, offer.gtins)) | ({key} if len(key) >= _CODE_LENGTH else frozenset())


def whole_codes(query: str) -> frozenset[str]:
    """Return the codes that *query* as a whole may be: a barcode, a model number.

    >>> sorted(whole_codes("CE-278 A"))
    ['ce278a']
    """
    key = model_key(query[:80])
    barcode = {gtin(key)} if _BARCODE.fullmatch(key) else set()
    return frozenset({key} if len(key) >= _CODE_LENGTH else set()) | barcode


def part_codes(words: Iterable[str]) -> frozenset[str]:
    """Return those of a query's words that may be a model number or a barcode."""
    numbers = [word for word in words if len(word) >= _CODE_LENGTH and is_number(word)]
    return frozenset(numbers) | {gtin(word) for word in numbers if _BARCODE.fullmatch(word)}


def spelling(*texts: str) -> str:
    """Return letters and digits of *texts* run together, for `alike`.

    >>> spelling("CSSD-F115 GB2", "corsair")
    'cssdf115gb2corsair'
    """
    return "".join(_APART.sub("", text[:TEXT_LIMIT].lower()) for text in texts)


def grams(text: str) -> frozenset[str]:
    """Return the runs of 4 characters of *text*, spelled by `spelling`; of a shorter one, itself."""
    run = spelling(text)
    return frozenset(run[place : place + _GRAM] for place in range(max(1, len(run) - _GRAM + 1))) - {""}


def alike(query_grams: frozenset[str], spelled: str) -> float:
    """Return the share of *query_grams* that stand in *spelled*, 0 to 1: a number spelled a little apart."""
    if not query_grams:
        return 0.0
    return sum([gram in spelled for gram in query_grams]) / len(query_grams)


def _read(text: str) -> tuple[str, ...]:
    return terms(text[:TEXT_LIMIT])
