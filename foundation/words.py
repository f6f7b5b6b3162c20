"""Words: how a wish, a query and a title become terms that can be compared.

Spec: spec/50-match.md (MATCH-1).

Terms are lower case without accents or plural. A number keeps its unit (`1 TB` and `1tb` are one term), and
a model number with hyphens gives its parts and, run together, the whole, so that `PH3100U-1E3S` is found
under either spelling.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_STOP: Final = frozenset(
    "a an and at by for from in of on or the to with my me i want need buy new please".split()
)
_UNITS: Final = {
    "inches": "inch", "inch": "inch", "in": "inch", '"': "inch", "diagonal": "inch",
    "terabyte": "tb", "tb": "tb", "gigabyte": "gb", "gb": "gb", "mb": "mb", "kb": "kb",
    "ghz": "ghz", "mhz": "mhz", "khz": "khz", "hz": "hz", "watt": "w", "watts": "w", "w": "w", "volt": "v",
    "mah": "mah", "mm": "mm", "cm": "cm", "kg": "kg", "oz": "oz", "lb": "lb", "lbs": "lb", "ml": "ml",
    "mp": "mp", "megapixel": "mp", "megapixels": "mp", "pack": "pack", "pk": "pack", "pcs": "pack",
}  # fmt: skip
_MEASURE: Final = re.compile(
    r"(?<![a-z0-9.])(\d+(?:\.\d+)?)[\s-]*("
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![a-z0-9])"
)
_TERM: Final = re.compile(r"[^\W_]+(?:[-./_][^\W_]+)*")
_SEPARATOR: Final = re.compile(r"[-./_]")
_DIGIT: Final = re.compile(r"\d")
_DECIMAL: Final = re.compile(r"\d+(?:\.\d+)?[a-z]*")


def terms(text: str) -> tuple[str, ...]:
    """Return the terms of *text*, in order, stop words left out.

    >>> terms("Toshiba PH3100U-1E3S 1 TB Hard Drives")
    ('toshiba', 'ph3100u1e3s', 'ph3100u', '1e3s', '1tb', 'hard', 'drive')
    """
    folded = _fold(text)
    joined = _MEASURE.sub(lambda found: f" {_number(found[1])}{_UNITS[found[2]]} ", folded)
    found: list[str] = []
    for token in _TERM.findall(joined):
        found.extend(_split(token))
    return tuple(term for term in found if term not in _STOP)


def joined(text: str) -> str:
    """Return *text* as one run of letters and digits: the key of a brand or a model number.

    >>> joined("HP CE-278A")
    'hpce278a'
    """
    return "".join(character for character in _fold(text) if character.isalnum())


def is_number(term: str) -> bool:
    """Whether *term* holds a digit: a model number, a size, a count. In a wish, a number is meant."""
    return _DIGIT.search(term) is not None


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in apart if not unicodedata.combining(character))


def _number(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=16384)
def _split(token: str) -> tuple[str, ...]:
    if token.isalpha():
        return (_singular(token),)
    if _DECIMAL.fullmatch(token):
        return (token,)
    parts = tuple(_singular(part) for part in _SEPARATOR.split(token))
    if len(parts) == 1 or all(part.isalpha() for part in parts):
        return parts
    return ("".join(parts), *(part for part in parts if len(part) > 1))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word.isalpha():
        return word[:-1]
    return word
