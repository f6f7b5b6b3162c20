"""Figures in a marketer's text: shares, points, money, pieces, each with where it stands.

A figure is what stands there and nothing else: `12 %` is 1200 basis points, `10.000 €` a million cents. A
thousands separator is one that three digits follow; a share has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from protocol import minor

FigureKind = Literal["share", "points", "money", "count", "fold", "other"]
"""other: a number that can be read in no way, or is none of the rest. It is asked about."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: number is in basis points (share, points, fold), minor units (money) or pieces (count)."""

    kind: FigureKind
    number: int
    start: int
    end: int
    currency: str | None = None
    daily: bool = False
    direction: Literal["up", "down"] | None = None
    """Of a word that is a figure and a direction: double, halve."""


_NUMBER: Final = r"\d+(?:[.,'\u2019]\d+)*"
_SMALL: Final = {
    word: number
    for number, words in enumerate(
        (
            "", "one ein eine einen einem einer", "two zwei", "three drei", "four vier", "five fünf",
            "six sechs", "seven sieben", "eight acht", "nine neun", "ten zehn", "eleven elf", "twelve zwölf",
        )
    )
    for word in words.split()
}  # fmt: skip
_TENS: Final = {
    "fifteen": 15, "fünfzehn": 15, "twenty": 20, "zwanzig": 20, "twenty-five": 25, "thirty": 30,
    "dreißig": 30, "forty": 40, "vierzig": 40, "fifty": 50, "fünfzig": 50, "sixty": 60, "sechzig": 60,
    "seventy": 70, "siebzig": 70, "eighty": 80, "achtzig": 80, "ninety": 90, "neunzig": 90,
    "hundred": 100, "hundert": 100, "einhundert": 100, "dozen": 12, "dutzend": 12,
}  # fmt: skip
NUMBER_WORDS: Final = _SMALL | _TENS
_WORD: Final = "|".join(sorted(map(re.escape, NUMBER_WORDS), key=len, reverse=True))
_CURRENCY: Final = {
    "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "us$": "USD", "bucks": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "pounds": "GBP",
    "chf": "CHF", "franken": "CHF",
}  # fmt: skip
_SIGN: Final = r"us\$|\$|€|£|usd|eur|gbp|chf"
_NAME: Final = r"us\$|\$|€|£|usd|eur|gbp|chf|dollars?|bucks|euros?|pounds|franken"
_SCALE: Final = {
    "k": 1_000, "tsd": 1_000, "tausend": 1_000, "thousand": 1_000, "m": 1_000_000, "mio": 1_000_000,
    "million": 1_000_000, "millions": 1_000_000, "millionen": 1_000_000,
}  # fmt: skip
_SCALED: Final = (
    rf"(?P<n>{_NUMBER})(?:\s?(?P<k>k|tsd\.?|tausend|thousand|mio\.?|millionen|millions?)(?![\w]))?"
)
_DAILY: Final = r"(?P<daily>\s*(?:a|per|each|every|/|pro|am|je)\s*(?:day|tag)\b)?"
_FRACTIONS: Final = {
    "half": 5000, "hälfte": 5000, "a third": 3333, "one third": 3333, "ein drittel": 3333, "a quarter": 2500,
    "ein viertel": 2500, "a fifth": 2000, "ein fünftel": 2000, "a tenth": 1000, "ein zehntel": 1000,
    "two thirds": 6667, "zwei drittel": 6667, "three quarters": 7500, "drei viertel": 7500,
}  # fmt: skip
_FRACTION: Final = "|".join(sorted(_FRACTIONS, key=len, reverse=True))
_FOLDS: Final = (
    (
        r"(?:doubl(?:e|es|ed|ing)|verdopp\w+|zweimal so|twice as (?:many|much)|doppelt so viele?)",
        10_000,
        "up",
    ),
    (r"(?:tripl(?:e|es|ed|ing)|verdreifach\w+|dreimal so)", 20_000, "up"),
    (r"(?:quadrupl\w+|vervierfach\w+)", 30_000, "up"),
    (r"(?:halv(?:e|es|ed|ing)|halbier\w+)", 5_000, "down"),
)
_POINTS: Final = r"(?:percentage[\s-]points?|prozentpunkte?n?|pp\b|points?\b|punkte?n?\b)"
_PERCENT: Final = r"(?:%|per\s?cent\b|prozent\b|v\.\s?h\.)"
_PATTERNS: Final = (
    ("points", re.compile(rf"(?P<n>{_NUMBER}|\b(?:{_WORD}))\s*(?:%-)?{_POINTS}", re.IGNORECASE)),
    ("share", re.compile(rf"(?P<n>{_NUMBER}|\b(?:{_WORD}))\s*{_PERCENT}", re.IGNORECASE)),
    ("money", re.compile(rf"(?P<c>{_SIGN})\s?{_SCALED}{_DAILY}", re.IGNORECASE)),
    ("money", re.compile(rf"(?<![\w.,]){_SCALED}\s?(?P<c>{_NAME})(?![\w]){_DAILY}", re.IGNORECASE)),
    ("fraction", re.compile(rf"\b(?P<n>{_FRACTION})\b", re.IGNORECASE)),
    *((f"fold:{number}:{way}", re.compile(rf"\b{words}\b", re.IGNORECASE)) for words, number, way in _FOLDS),
    ("count", re.compile(rf"(?<![\w.,-])(?P<n>{_NUMBER})(?![\w%])(?!-[A-Za-z]*\d)", re.IGNORECASE)),
    ("count", re.compile(rf"\b(?P<n>(?:{'|'.join(w for w in _TENS)}))\b", re.IGNORECASE)),
    ("other", re.compile(rf"(?<![\w.,-])(?P<n>{_NUMBER})(?![\w])")),
)  # fmt: skip


def figures(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """Yield the figures of *text* outside the spans *taken*, by kind; each found span is added to it."""
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            one = _figure(kind, found)
            if one is not None:
                taken.append((start, end))
                yield one


def _figure(kind: str, found: re.Match[str]) -> Figure | None:
    start, end = found.span()
    if kind.startswith("fold:"):
        _, number, way = kind.split(":")
        return Figure("fold", int(number), start, end, direction="up" if way == "up" else "down")
    if kind == "fraction":
        return Figure("share", _FRACTIONS[" ".join(found["n"].lower().split())], start, end)
    if kind in {"share", "points"}:
        value = share_of(found["n"])
        named: FigureKind = "points" if kind == "points" else "share"
        return None if value is None else Figure(named, int(value * 100), start, end)
    if kind == "other":
        return Figure("other", 0, start, end)
    value = number_of(found["n"])
    if kind == "count":
        is_whole = value is not None and value == int(value)
        return Figure("count", int(value or 0), start, end) if is_whole else None
    return None if value is None else _money(value, found)


def _money(value: Decimal, found: re.Match[str]) -> Figure | None:
    scale = _SCALE.get((found["k"] or "").lower().rstrip("."), 1)
    currency = _CURRENCY[found["c"].lower()]
    try:
        amount = minor(f"{(value * scale).normalize():f}", currency)
    except ValueError:
        return None
    return Figure("money", amount, *found.span(), currency, daily=bool(found["daily"]))


def share_of(text: str) -> Decimal | None:
    """Return the number of percent that *text* writes: a point and a comma are both decimal marks."""
    word = NUMBER_WORDS.get(text.lower())
    if word is not None:
        return Decimal(word)
    plain = text.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d{1,6}(\.\d{1,2})?", plain) else None


def number_of(text: str) -> Decimal | None:
    """Return the number that *text* writes, None if it can be read in no way or in two.

    >>> [str(number_of(one)) for one in ("1.500", "2,000", "1.2", "10.000,50", "1,2,3")]
    ['1500', '2000', '1.2', '10000.50', 'None']
    """
    word = NUMBER_WORDS.get(text.lower())
    if word is not None:
        return Decimal(word)
    if re.fullmatch(r"\d+", text):
        return Decimal(text)
    grouped = re.fullmatch(r"(\d{1,3}(?:([.,'\u2019])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,2}))?", text)
    if grouped is not None and grouped[2] != grouped[3]:
        whole = re.sub(r"\D", "", grouped[1])
        return Decimal(f"{whole}.{grouped[4]}" if grouped[4] else whole)
    plain = re.fullmatch(r"(\d+)[.,](\d{1,2})", text)
    return None if plain is None else Decimal(f"{plain[1]}.{plain[2]}")
