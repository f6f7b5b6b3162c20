"""Measures: where a length, weight or volume begins and ends, with the words of bound and direction."""

from __future__ import annotations

import re
from typing import Final

from consumer_twin.wish.reading.asking_words import SEEKING
from consumer_twin.wish.reading.numbers import number_at
from consumer_twin.wish.reading.phrases import Phrases
from consumer_twin.wish.reading.size_words import ASIDE, LENGTH, MASS, QUOTES, TIMES, UNITS
from consumer_twin.wish.reading.slip import Slip

_HYPHENS: Final = frozenset("-\u2010\u2011")
_SHORT: Final = frozenset("l g m t".split())
_TYRE: Final = re.compile(r"z?r[0-9]{2}c?")
_EIN: Final = frozenset("ein eine einen einem".split())
_LONG: Final = frozenset("kilo kilogramm liter meter pfund tonne".split())
_MOST_PIECES: Final = 48
WAIST: Final = re.compile(r"[wl][0-9]{2}")
_ARTICLES: Final = frozenset("a an my our the ein eine einen mein meinen unser unseren das den die".split())
_PLAYED: Final = ("geige", "violine", "violin", "gitarre", "guitar", "cello", "bratsche", "viola", "bass")
BOUND: Final = Phrases(
    {
        "bound": """
            nicht höher als, nicht breiter als, nicht länger als, no taller than, no higher than, höher als,
            breiter als, at least, at most, min, min ., minimum, max, max ., maximum, up to, no more than,
            mindestens, höchstens, ab, bis, bis zu, mind ., mind, maximal, about, around, ca, ca ., circa,
            etwa, approx, approx ., ungefähr, rund, not more than, more than, over, under, less than, über,
            unter, mehr als, not wider than, no wider than, not longer than, not less than, wenigstens,
            between, zwischen, from
            """
    }
)


def unit_end(slip: Slip, at: int) -> int:
    """Return the token after the unit at *at*; *at* itself for none."""
    if not slip.is_free(at):
        return at
    low, after, glued = slip.low(at), slip.low(at + 1), slip.is_glued(at)
    hyphened = low in _HYPHENS and glued and slip.is_glued(at + 1) and after in UNITS
    if (
        hyphened
        or (low == "'" == after and glued)
        or (low in ("fl", "sq", "square", "cubic") and after in UNITS)
    ):
        return at + 2
    small = low not in _SHORT or glued or slip.tokens[at].text in ("l", "g", "m", "L")
    small = small and not (glued and slip.tokens[at].text == "G")  # 5G
    plain = low in UNITS and small and (glued or low not in QUOTES)
    return at + 1 if plain or (low in ("'", "in") and glued) else at


def tyre_end(slip: Slip, at: int) -> int:
    """Return the end of `195/65 R15`, `225/45R17`, `32/34`; *at* itself if none of them stands there."""
    if slip.low(at + 1) != "/" or not slip.is_glued(at + 1) or not slip.is_free(at, at + 3):
        return at
    first, second = slip.low(at), slip.low(at + 2)
    if not (first.isdecimal() and second.isdecimal() and len(first) < 4 and len(second) < 4):
        return at
    if _TYRE.fullmatch(slip.low(at + 3)) and slip.is_free(at + 3):
        return at + 4
    if slip.low(at + 3) in ("r", "-") and slip.is_number(at + 4) and slip.is_free(at, at + 5):
        return at + 5
    return at + 3 if 20 <= int(first) <= 200 and 20 <= int(second) <= 200 else at


def dimensions_end(slip: Slip, at: int) -> int:
    """Return the end of `160x80`, `140 x 245 cm`, `2 m x 3 m`; *at* itself if no such thing stands there."""
    if not slip.is_number(at):
        return at
    end = unit_end(slip, at + 1)
    count, united = 1, end > at + 1
    while count < 4 and slip.low(end) in TIMES | {"*", "mal", "by"} and slip.is_number(end + 1):
        count, second = count + 1, end + 2
        later = unit_end(slip, second)
        tail = (
            later == second
            and slip.low(second) not in TIMES
            and slip.is_glued(second)
            and len(slip.low(second)) == 1
            and slip.is_word(second)
        )
        united, end = united or later > second, later + tail  # 700x25c
    digits = re.findall("[0-9]+", slip.text[slip.tokens[at].start : slip.tokens[end - 1].end])
    tight = all(map(slip.is_glued, range(at + 1, end)))
    sized = united or tight or all(len(one) > 1 for one in digits)
    return end if count > 1 and slip.is_free(at, end) and sized and not _is_pieces(slip, at, end) else at


def _is_pieces(slip: Slip, at: int, end: int) -> bool:
    """Whether it is a number of pieces of a weight: `6 x 1,5 l`, `250 g x 4`."""
    first, last = slip.low(at), slip.low(end - 1)
    before = first.isdecimal() and len(first) < 3 and int(first) <= _MOST_PIECES and slip.low(at + 1) in TIMES
    behind = slip.low(at + 1) in MASS - LENGTH and slip.is_number(end - 1) and last.isdecimal()
    return (before and last in MASS - LENGTH) or behind


def measure_end(slip: Slip, at: int) -> int:
    """Return the end of `27"`, `12-inch`, `1,7 l`, `10-12 cm`; *at* itself if no measure stands there."""
    if slip.is_word(at):
        if slip.low(at) in ("a", "an") and slip.low(at + 1) in UNITS - QUOTES and slip.low(at + 2) == "of":
            return at + 2
        if slip.low(at) in _EIN and slip.low(at + 1) in _LONG:
            return at + 2
        if slip.low(at) in ("half", "halbes", "halber", "quarter"):
            end = at + 1 + (slip.low(at + 1) in ("a", "an"))
            return end + 1 if slip.low(end) in UNITS and len(slip.low(end)) > 2 else at
        number = number_at(slip, at)  # `zwei Kilo`
        end = at if number is None else number.end
        return end + 1 if end > at and slip.low(end) in UNITS and len(slip.low(end)) > 2 else at
    if not slip.is_number(at):
        return at
    ranged = (
        slip.low(at + 1) in ("-", "\u2013", "+", "/")
        and slip.is_number(at + 2)
        and unit_end(slip, at + 3) > at + 3
    )
    end = at + (3 if ranged else 1)
    stop = unit_end(slip, end)
    return stop if stop > end and slip.is_free(at, stop) else at


def bound_start(slip: Slip, at: int) -> int:
    """Return where the words of bound or direction before the measure at *at* begin: `at least`."""
    if slip.low(at - 1) in ASIDE and slip.is_free(at - 1):
        at -= 1
    found = BOUND.ending(slip.lows, at)
    return found[1] if found is not None and slip.is_free(found[1], at) else at


def aside_end(slip: Slip, end: int) -> int:
    """Return the end of the words of direction after a measure: `wide`, `in diameter`, `hoch`."""
    while slip.low(end) in ("in", "im") and slip.low(end + 1) in ASIDE and slip.is_free(end, end + 2):
        end += 2
    return end + (slip.low(end) in ASIDE and slip.is_free(end))


def is_of_another(slip: Slip, at: int, end: int) -> bool:
    """Whether the measure is of what the thing is for: `heater for a 60 l tank`."""
    led = slip.low(at - 1) in _ARTICLES and slip.low(at - 2) in ("for", "für") and at > 2
    return led and slip.low(at - 3) not in SEEKING and slip.is_word(end) and slip.is_free(end)


def part_end(slip: Slip, at: int) -> int:
    """Return the end of `3/4 size`; its word of size is taken."""
    parts = slip.is_number(at) and slip.low(at + 1) == "/" and slip.is_number(at + 2)
    if parts and slip.is_glued(at + 1) and slip.is_free(at, at + 3) and _is_played(slip, at):
        return at + 3
    if not parts or slip.low(at + 3) not in ("size", "sized") or not slip.is_free(at, at + 4):
        return at
    slip.take(at + 3, at + 4, "sizes")
    return at + 4


def _is_played(slip: Slip, at: int) -> bool:
    """Whether a part is the size of an instrument for a child: `Geige 3/4`."""
    one_digit = slip.low(at) in "123457" and slip.low(at + 2) in "248"
    return one_digit and any(low.endswith(_PLAYED) for low in slip.lows)


def waist_end(slip: Slip, at: int) -> int:
    second = at + 1 + (slip.low(at + 1) == "/")
    both = WAIST.fullmatch(slip.low(at)) and WAIST.fullmatch(slip.low(second))
    return second + 1 if both and slip.is_free(at, second + 1) else at
