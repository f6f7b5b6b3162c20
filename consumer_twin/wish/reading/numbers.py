"""Numbers in digits and in words, English and German, up to a million."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from consumer_twin.wish.reading.slip import Slip

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_EINS: Final = (
    """
        null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn
        sechzehn siebzehn achtzehn neunzehn
        """
).split()
_ZIG: Final = "zwanzig drei\u00dfig vierzig f\u00fcnfzig sechzig siebzig achtzig neunzig".split()


def _english() -> dict[str, int]:
    small = {word: value for value, word in enumerate(_ONES)}
    for tens, word in enumerate(_TENS, start=2):
        small[word] = tens * 10
        small |= {f"{word}-{one}": tens * 10 + value for value, one in enumerate(_ONES[1:10], start=1)}
    return small


def _german() -> dict[str, int]:
    small = {word: value for value, word in enumerate(_EINS)} | {"zwo": 2, "eins": 1}
    for tens, word in enumerate(_ZIG, start=2):
        small[word] = tens * 10
        small |= {f"{one}und{word}": tens * 10 + value for value, one in enumerate(_EINS[1:10], start=1)}
    return small | {word.replace("\u00df", "ss"): value for word, value in small.items() if "\u00df" in word}


_ENGLISH: Final = _english()
_GERMAN: Final = _german()
_SCALES: Final = {"hundred": 100, "thousand": 1000, "hundert": 100, "tausend": 1000, "tsd": 1000}
DOZENS: Final = {"dozen": 12, "dozens": 12, "dutzend": 12}
_ARTICLES: Final = frozenset(("ein", "a", "an", "eine"))
_GROUPED: Final = re.compile(r"([1-9]\d{0,2})[.,'\u2019](\d{3})", re.ASCII)
"""Thousands in groups: pieces have no fraction, so whichever mark stands there."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number that was said in words, or the digits that were written. end: the token after it."""

    end: int
    value: int | None = None
    digits: str = ""


def number_at(slip: Slip, place: int) -> Number | None:
    """Return the number that begins at *place*; an article alone is none.

    >>> number_at(Slip("two hundred dollars"), 0)
    Number(end=2, value=200, digits='')
    >>> number_at(Slip("zweihundertf\\u00fcnfzig Euro"), 0).value
    250
    """
    if slip.is_number(place):
        return Number(place + 1, digits=slip.tokens[place].text)
    return _in_words(slip, place) if slip.is_word(place) else None


def whole(number: Number) -> int | None:
    """Return the value of a number without a fraction, up to six digits; None for another.

    >>> whole(Number(1, digits="1,000")), whole(Number(1, digits="1.5"))
    (1000, None)
    """
    if number.value is not None:
        return number.value
    grouped = _GROUPED.fullmatch(number.digits)
    digits = number.digits if grouped is None else "".join(grouped.groups())
    return int(digits) if digits.isdecimal() and len(digits) <= 6 else None


def _in_words(slip: Slip, place: int) -> Number | None:
    total, current, at = 0, 0, place
    low = slip.low(place)
    if low in _ARTICLES:
        if slip.low(place + 1) not in _SCALES:
            return None
        current, at = 1, place + 1
    while (word := slip.low(at)) and slip.is_word(at) and at - place < 8:
        value = word_value(word)
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] == 1000:
                total, current = total + current, 0
        elif value is not None and _fits(current, value):
            current += value
        elif not (word == "and" and current >= 100 and (word_value(slip.low(at + 1)) or 1000) < 100):
            break
        at += 1
    if at == place or (at == place + 1 and low in _ARTICLES):
        return None
    return Number(at, value=total + current)


def _fits(current: int, value: int) -> bool:
    """Whether *value* goes on with what was said: `twenty` `five`, `two hundred` `fifty`."""
    if current == 0:
        return True
    if current % 100 == 0:
        return value < 100
    return current % 10 == 0 and current % 100 >= 20 and 0 < value < 10


@lru_cache(maxsize=4096)
def word_value(word: str) -> int | None:
    """Return the number that one word says; an article says none."""
    if word in _ARTICLES or len(word) > 40:
        return None
    if word in _ENGLISH:
        return _ENGLISH[word]
    return _german_value(word)


def _german_value(word: str) -> int | None:
    thousands, found, rest = word.partition("tausend")
    if found:
        more = 1 if not thousands else _german_value(thousands) or _GERMAN.get(thousands)
        less = 0 if not rest else _german_value(rest.removeprefix("und"))
        return None if more is None or less is None or more >= 1000 else more * 1000 + less
    hundreds, found, rest = word.partition("hundert")
    if found:
        more = 1 if not hundreds else _GERMAN.get(hundreds)
        less = 0 if not rest else _GERMAN.get(rest.removeprefix("und"))
        return None if more is None or less is None or more >= 20 else more * 100 + less
    return _GERMAN.get(word)
