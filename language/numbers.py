"""The numbers that a text says, in digits of any script and in English and German words.

Nothing is guessed: `1.299` is thirteen hundred and one and a bit. A check asks for the readings that suit it:
whether one of them is a fact, or whether any of them is a secret.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from language.number_words import worded

MAX_DIGITS: Final = 40
"""A longer run of digits is one number without a sensible value; it is still a number that was said."""

_RUN: Final = re.compile(r"\d+(?:[.,'\u2019_]?\d+)*(?:[ \u00a0\u202f\u2009]\d+(?:[.,'\u2019_]?\d+)*)*")
_LOOSE: Final = re.compile(r"\d+(?:(?:[^\w\n]|_){1,3}\d+)*")
_DIGITS: Final = re.compile(r"\d+")
_PARTS: Final = 8
"""So many pieces of digits in a row are put together."""

_PART: Final = re.compile(r"[^ \u00a0\u202f\u2009]+")
_MARK: Final = re.compile(r"[.,'\u2019_ \u00a0\u202f\u2009]")
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,'\u2019_ \u00a0\u202f\u2009])\d{3})(?:\1\d{3})*(?:([.,])(\d+))?")
_LAKHS: Final = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.(\d+))?")
_PLAIN: Final = re.compile(r"(\d+)(?:[.,](\d+))?")
_MARKS: Final = str.maketrans("\uff0e\uff0c\u066b\u066c\uff05\u066a\ufe52\ufe50", ".,.,%%.,")

_NEAR: Final = 16
"""So many characters may stand between whole and part of an amount in words: ` dollars and `."""

_PERCENT: Final = re.compile(r"\s*(?:%|\u2030|per\s?cent\b|prozent\b|pct\b)", re.IGNORECASE)
_TIMES: Final = {"k": 1_000, "tsd": 1_000, "mio": 1_000_000, "million": 1_000_000, "thousand": 1_000,
                 "hundred": 100, "tausend": 1_000, "hundert": 100, "dozen": 12}  # fmt: skip
_TIMES_AFTER: Final = re.compile(
    r"\s*(k|tsd|mio|millions?|thousands?|hundreds?|tausend|hundert|dozens?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """A number that a text says: every value that it may mean, and whether it counts per cent."""

    start: int
    end: int
    readings: frozenset[Decimal]
    percent: bool


def said(text: str) -> tuple[Said, ...]:
    """Return the numbers of *text*, in order.

    >>> [sorted(map(str, number.readings)) for number in said("1.299,00 EUR, twenty-one days, 5 % off")]
    [['1299.00'], ['21'], ['5']]
    """
    plain = _ascii_digits(text)
    found = [number for run in _RUN.finditer(plain) for number in _numbers_of_run(plain, run)]
    ends = {number.end for number in found}
    for start, end, value in worded(plain):
        if end not in ends:  # 3 thousand is one number, and found
            found.append(Said(start, end, frozenset({value}), _percent(plain, end)))
    found += _signs(text)
    return tuple(sorted(found, key=lambda number: (number.start, number.end)))


def numbers_of(text: str) -> frozenset[Decimal]:
    """Return every value that a number of *text* may mean.

    >>> sorted(numbers_of("1.299 or two"))
    [Decimal('1.299'), Decimal('2'), Decimal('1299')]
    """
    return frozenset(value for number in said(text) for value in number.readings)


def only_says(
    text: str,
    facts: Collection[Decimal | int],
    *,
    percents: Collection[Decimal | int] = (),
    names: Collection[str] = (),
) -> bool:
    """Whether each number of *text* is one of the *facts*, and each percentage one of *percents*.

    names: what may stand in the text with the numbers in it, such as a product's title.

    >>> only_says("You pay 98.50 instead of 120.", {Decimal("98.5"), Decimal(120)})
    True
    >>> only_says("You pay 98.50, twenty less.", {Decimal("98.5"), Decimal(120)})
    False
    """
    bare = text
    for name in sorted(names, key=len, reverse=True):
        bare = bare.replace(name, " \u25ae ") if name.strip() else bare
    known, shares = {Decimal(fact) for fact in facts}, {Decimal(share) for share in percents}
    return all(number.readings & (shares if number.percent else known) for number in said(bare))


def loose_numbers(text: str) -> Iterator[Decimal]:
    """Return every value that anybody could take from *text*: marks between digits may be anything.

    For secrets: `98 50`, `9.850`, `9-8-5` and `98 dollars and 50` are ways to write 98.50 there.
    """
    seen = "".join(character for character in text if unicodedata.category(character) != "Cf")
    numbers = said(seen)
    for number in numbers:
        yield from number.readings
        if number.percent:
            yield from (value / 100 for value in number.readings)
    for first, second in pairwise(numbers):
        if 0 <= second.start - first.end <= _NEAR:
            yield from _together(first.readings, second.readings)
    for run in _LOOSE.finditer(_ascii_digits(seen)):
        parts = _DIGITS.findall(run.group())
        for start in range(len(parts)):
            for end in range(start + 1, min(start + _PARTS, len(parts)) + 1):
                yield from _loosely(parts[start:end])


def _together(wholes: frozenset[Decimal], parts: frozenset[Decimal]) -> Iterator[Decimal]:
    """Return what a whole and a part say with words between: 98 dollars and 50, ninety-eight point five."""
    for whole in wholes:
        for part in parts:
            yield whole + part / 100
            if whole == int(whole) and part == int(part):
                yield Decimal(f"{int(whole)}.{int(part)}")


def _loosely(parts: list[str]) -> Iterator[Decimal]:
    whole = "".join(parts)
    if len(whole) > MAX_DIGITS:
        return
    yield Decimal(whole)
    for cut in range(1, len(parts)):
        yield Decimal("".join(parts[:cut]) + "." + "".join(parts[cut:]))


def _numbers_of_run(text: str, run: re.Match[str]) -> Iterator[Said]:
    """Return the numbers of digits parted by spaces: one if they are groups of it, else each its own."""
    if _GROUPED.fullmatch(run.group()):
        yield _one(text, run.start(), run.end())
        return
    for part in _PART.finditer(run.group()):
        yield _one(text, run.start() + part.start(), run.start() + part.end())


def _one(text: str, start: int, end: int) -> Said:
    values = frozenset(_values(text[start:end]))
    after = _TIMES_AFTER.match(text, end)
    if after is not None:
        word = after[1].lower()
        times = _TIMES.get(word) or _TIMES[word.removesuffix("s")]
        values, end = frozenset(value * times for value in values), after.end()
    return Said(start, end, values, _percent(text, end))


def _values(number: str) -> Iterator[Decimal]:
    if len(number) > MAX_DIGITS:
        return
    grouped = _GROUPED.fullmatch(number)
    if grouped is not None and grouped[2] != grouped[1]:
        whole = number[: len(number) - len(grouped[3]) - 1] if grouped[3] else number
        yield Decimal(_MARK.sub("", whole) + (f".{grouped[3]}" if grouped[3] else ""))
    lakhs = _LAKHS.fullmatch(number)
    if lakhs is not None:
        yield Decimal(number.replace(",", ""))
    plain = _PLAIN.fullmatch(number)
    if plain is not None:
        yield Decimal(plain[1] + (f".{plain[2]}" if plain[2] else ""))
    if grouped is None and plain is None and lakhs is None:  # 1.2.3, 2026.12: its parts
        yield from (Decimal(part) for part in _MARK.split(number) if part)


def _percent(text: str, end: int) -> bool:
    return _PERCENT.match(text, end) is not None


def _ascii_digits(text: str) -> str:
    """Return *text* with the digits and marks of every script as ours, and no character more or less."""
    if text.isascii():
        return text
    return "".join(
        str(digit) if (digit := unicodedata.digit(character, None)) is not None else character
        for character in text.translate(_MARKS)
    )


def _signs(text: str) -> list[Said]:
    """Return what single characters say that are no digits: fractions, Roman numerals, Han numbers."""
    if text.isascii():
        return []
    return [
        Said(at, at + 1, frozenset({Decimal(str(value))}), False)
        for at, character in enumerate(text)
        if unicodedata.digit(character, None) is None
        and (value := unicodedata.numeric(character, None)) is not None
    ]
