"""Number words, English and German: `twenty-one`, `two hundred and fifty`, `einundzwanzig`, `half`, `dozen`.

`one` and the German articles (`ein`, `eine`) are told apart: `one` counts, an article does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

_UNITS_EN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
sixteen seventeen eighteen nineteen".split()
)
_TENS_EN: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS_DE: Final = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn \
sechzehn siebzehn achtzehn neunzehn".split()
)
_TENS_DE: Final = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_ALONE: Final = {
    "half": "0.5", "halb": "0.5", "halbe": "0.5", "halben": "0.5", "halber": "0.5", "halbes": "0.5",
    "quarter": "0.25", "viertel": "0.25", "twice": "2", "double": "2", "doppelt": "2", "zwo": "2",
    "thrice": "3", "triple": "3", "dreifach": "3", "third": "3", "drittel": "3",
    "dutzend": "12", "dozen": "12", "anderthalb": "1.5",
}  # fmt: skip
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "millions": 1_000_000,
                  "hundreds": 100, "thousands": 1_000}  # fmt: skip


def _small() -> dict[str, int]:
    table = {word: value for value, word in enumerate(_UNITS_EN)}
    table |= {word: 20 + 10 * at for at, word in enumerate(_TENS_EN)}
    for at, tens in enumerate(_TENS_EN):
        for value in range(1, 10):
            table[f"{tens}{_UNITS_EN[value]}"] = 20 + 10 * at + value
    table |= {word: value for value, word in enumerate(_UNITS_DE)}
    table |= {word: 20 + 10 * at for at, word in enumerate(_TENS_DE)}
    for at, tens in enumerate(_TENS_DE):
        for value in range(1, 10):
            unit = "ein" if value == 1 else _UNITS_DE[value]
            table[f"{unit}und{tens}"] = 20 + 10 * at + value
    return {_plain(word): value for word, value in table.items()}


def _plain(word: str) -> str:
    return word.replace("ß", "ss").replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


_SMALL: Final = _small()
WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 64
"""Letters: neunhundertneunundneunzigtausendneunhundertneunundneunzig has 55."""


@lru_cache(maxsize=4096)
def _value(word: str) -> int | Decimal | None:
    """Return what the one word says, in lower case: a German compound of thousands and hundreds too."""
    if len(word) > _LONGEST:
        return None
    bare = _plain(word)
    if word in _ALONE:
        return Decimal(_ALONE[word])
    if bare in _SMALL:
        return _SMALL[bare]
    if word in _SCALES:
        return _SCALES[word]
    return _german(bare)


def _german(word: str) -> int | None:
    for name, scale in (("tausend", 1_000), ("hundert", 100)):
        before, found, after = word.partition(name)
        if not found:
            continue
        times = 1 if before in {"", "ein"} else _german(before) or _SMALL.get(before)
        rest = after.removeprefix("und")
        more = 0 if not rest else _german(rest) or _SMALL.get(rest)
        return None if times is None or more is None else times * scale + more
    return None


def worded(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """Return start, end and value of each number in words.

    >>> [int(value) for _, _, value in worded("Two hundred and fifty, twenty-one or zweihundertfünfzig")]
    [250, 21, 250]
    """
    words = list(WORD.finditer(text))
    at = 0
    while at < len(words):
        value = _value(words[at].group().lower())
        if value is None:
            at += 1
            continue
        end, total = _phrase(text, words, at)
        yield words[at].start(), words[end].end(), total
        at = end + 1


def _phrase(text: str, words: list[re.Match[str]], first: int) -> tuple[int, Decimal]:
    """Return the last word of the number that begins at *first*, and what it says."""
    total, part, end = Decimal(0), Decimal(_value(words[first].group().lower()) or 0), first
    at = first + 1
    while at < len(words):
        word = words[at].group().lower()
        between = text[words[at - 1].end() : words[at].start()]
        if between.strip() not in {"", "-"}:
            break
        if word == "and" and at + 1 < len(words) and part >= 100:
            at += 1
            continue
        value = _value(word)
        if value is None or word in _ALONE:
            break
        if word in _SCALES:
            total, part = (total, part * value) if value == 100 else (total + part * value, Decimal(0))
        elif value < 100 and (part % 100 == 0 or (part % 10 == 0 and value < 10 and part % 100 >= 20)):
            part += value
        else:
            break
        end = at
        at += 1
    return end, total + part
