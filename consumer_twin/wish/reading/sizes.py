"""Sizes as the person wrote them: garments, shoes, tyres, lengths, and the weight or volume of one piece.

Memory, power, frequency and pixels are no sizes; they are read as what the thing must have.
"""

from __future__ import annotations

import re
from typing import Final

from consumer_twin.wish.reading.brand_names import FIRSTS, NAMES
from consumer_twin.wish.reading.colour_words import COLOURS
from consumer_twin.wish.reading.garments import HEDGES, follows_garment, precedes_garment
from consumer_twin.wish.reading.measures import (
    WAIST,
    aside_end,
    bound_start,
    dimensions_end,
    is_of_another,
    measure_end,
    part_end,
    tyre_end,
    waist_end,
)
from consumer_twin.wish.reading.numbers import number_at
from consumer_twin.wish.reading.size_words import (
    BEDS,
    CLOSE,
    COUNTRIES,
    CUE_ENDS,
    CUES,
    LETTERS,
    TECHNICAL,
    UNITS,
    WORDS,
    is_worn,
)
from consumer_twin.wish.reading.slip import Slip

_PAPER: Final = re.compile(r"[AC][0-7]|B[0-6]|DL")
_COUNTRY: Final = re.compile(r"(?:uk|us)[0-9]{1,2}")
_CUP: Final = re.compile(r"[a-k]{1,2}")
_OR: Final = frozenset("or oder / , and und bis - to \u2013".split())
_GOES_ON: Final = frozenset(
    """
    or oder und and for für bis under unter max by von from with mit to nach please bitte but aber in
    gebraucht neu new used second second-hand refurbished regular slim tall
    """.split()
)
_BEFORE_CUE: Final = frozenset(
    "in shoe ring dress eu kids us uk men's women's clothing frame in-der my".split()
)
_SIZED: Final = frozenset(("shoe", "ring", "dress", "kids", "frame"))
_INTRO: Final = frozenset(". : is ist von in = eu de".split())
_COUNTED: Final = frozenset("days tagen pieces stück x years jahre".split())


def read_sizes(slip: Slip) -> tuple[str, ...]:
    """Return the sizes that *slip* names; their tokens are taken, and the words of size around them."""
    found: dict[str, None] = {}
    at = 0
    while at < len(slip):
        end = at
        for read in (_cued, _measured, _letters, _bed, _bare):
            end = read(slip, at, found) if slip.is_free(at) else at
            if end > at:
                break
        at = max(end, at + 1)
    return tuple(found)


def _keep(slip: Slip, start: int, end: int, found: dict[str, None]) -> int:
    """Keep the tokens from *start* to before *end* as one size."""
    found[slip.words(start, end)] = None
    slip.keep(start, end, "sizes")
    return end


def _is_cue(slip: Slip, at: int) -> bool:
    low = slip.low(at)
    return low in CUES or low == "waist" or low.endswith(CUE_ENDS)


def _cued(slip: Slip, at: int, found: dict[str, None]) -> int:
    """Read `size L`, `Größe 42 oder 43`, `EU 38`, `in XL`, `in 44`, `UK 7`."""
    thing = slip.low(at) in _SIZED and not (at and slip.is_bound(at - 1))  # a ring, size 7
    place = at + (slip.low(at) in _BEFORE_CUE and not thing and _is_cue(slip, at + 1))
    loose = _is_cue(slip, place)
    if loose:
        place += 1
        while slip.low(place) in _INTRO:
            place += 1
    elif _is_country(slip, at):
        place, loose = at + (slip.low(at) in ("eu", "eur")), True
    elif slip.low(at) == "in":
        place = at + 1
    else:
        return at
    end = _value(slip, place, loose=loose)
    if end == place or not slip.is_free(at, end):
        return at
    slip.take(at, place, "sizes")
    return _others(slip, _keep(slip, place, end, found), found)


def _is_country(slip: Slip, at: int) -> bool:
    low = slip.low(at)
    named = low in COUNTRIES and slip.is_number(at + 1)
    return named and (slip.tokens[at].text.isupper() or low in ("eu", "uk"))


def _others(slip: Slip, end: int, found: dict[str, None]) -> int:
    """Read the sizes that follow the first: `or XL`, `/ 43`; and an `EU` behind it."""
    if slip.low(end) == "eu" and slip.is_free(end):
        slip.take(end, end + 1, "sizes")
        end += 1
    while slip.low(end) in ("or", "oder", "/", "and", "und", ","):
        later = _value(slip, end + 1, loose=False)
        listed = (
            slip.low(end) in ("or", "oder", "/") or slip.low(end + 1) in LETTERS or not slip.is_word(later)
        )
        if later == end + 1 or not listed:
            break
        slip.take(end, end + 1, "sizes")
        end = _keep(slip, end + 1, later, found)
    return end


def _value(slip: Slip, at: int, *, loose: bool) -> int:
    """Return the end of the size of a garment that begins at *at*; *at* itself for none.

    loose: a word of size stood before it, so that more is believed.
    """
    if not slip.is_free(at):
        return at
    if slip.is_number(at):
        return _number(slip, at, loose=loose)
    low = slip.low(at)
    if low in LETTERS and (loose or len(low) > 1 or slip.tokens[at].text.isupper()):
        paired = slip.low(at + 1) in ("/", "-") and slip.is_glued(at + 1) and slip.low(at + 2) in LETTERS
        return at + (3 if paired else 1)
    if not loose:
        return at
    said = number_at(slip, at)  # size ten
    letter = len(low) == 1 and slip.tokens[at].text.isupper() and low.isascii()  # a ring, size N
    if letter or (said is not None and said.end == at + 1):
        return at + 1
    two = (low in COUNTRIES and slip.is_number(at + 1)) or (low == "extra" and slip.low(at + 1) in WORDS)
    return at + 2 if two else at + bool(low in WORDS or WAIST.fullmatch(low))


def _number(slip: Slip, at: int, *, loose: bool) -> int:
    """Return the end of a size in digits: `42`, `42,5`, `38/40`, `75B`, `42 1/2`, `3XL`."""
    end = at + 1
    after, glued = slip.low(end), slip.is_glued(end)
    if glued and (after in ("xl", "xxl", "xs") or (loose and _CUP.fullmatch(after) and after not in UNITS)):
        return end + 1
    if glued and (slip.is_word(end) or after in ('"', "%", "€")):
        return at
    if after in UNITS or after in TECHNICAL or after in _COUNTED:
        return (end + (after in UNITS - CLOSE)) if loose else at
    if after in ("/", "-", "\u2013") and glued and slip.is_number(end + 1) and slip.is_glued(end + 1):
        end += 2
    elif loose and slip.is_number(end) and slip.low(end + 1) == "/" and slip.is_number(end + 2):
        end += 3
    if slip.low(end) in ("uk", "us") and slip.is_free(end) and slip.tokens[end].text.isupper():
        return end + 1
    return end if loose or _is_plausible(slip, at, end) else at


def _is_plausible(slip: Slip, at: int, end: int) -> bool:
    """Whether a number that no word of size introduces may be the size of a garment."""
    digits = slip.tokens[at].text.replace(",", ".").removesuffix(".5")
    after = slip.low(end)
    if after in ("eu", "uk", "us"):
        return True
    behind = is_worn(slip.low(at - 1)) and slip.is_word(end) and (after,) in NAMES
    alone = (
        slip.is_bound(end)
        or not slip.is_free(end)
        or after in _GOES_ON
        or after in COLOURS
        or after in FIRSTS
        or behind
    )
    least = 14 if digits == slip.low(at) else 3
    return alone and digits.isdecimal() and len(digits) < 4 and least <= int(digits) <= 176


def _measured(slip: Slip, at: int, found: dict[str, None]) -> int:
    """Read tyres, `W32/L34`, dimensions and measures, with the bound and the direction around them."""
    end = part_end(slip, at)
    if end > at:
        _keep(slip, at, at + 3, found)
        return end
    for end in (waist_end(slip, at), tyre_end(slip, at)):
        if end > at:
            return _keep(slip, at, end, found)
    end = dimensions_end(slip, at)
    end = measure_end(slip, at) if end == at else end
    if end == at:
        return at
    if is_of_another(slip, at, end):
        slip.take(at, end, "dropped")
        return end
    slip.take(bound_start(slip, at), at, "sizes")
    _keep(slip, at, end, found)
    after = aside_end(slip, end)
    slip.take(end, after, "sizes")
    return after


def _letters(slip: Slip, at: int, found: dict[str, None]) -> int:
    """Read `XL`, `L or XL`, `3XL`, and one capital S, M or L that stands for itself."""
    low = slip.low(at)
    if slip.is_number(at) and slip.is_glued(at + 1) and slip.low(at + 1) in ("xl", "xs"):
        return _keep(slip, at, at + 2, found)
    if low not in LETTERS or (slip.is_glued(at + 1) and slip.low(at + 1) in ("'", "&", "+")):
        return at
    if slip.is_number(at - 1) and len(slip.low(at - 1)) > 1 and not is_worn(slip.low(at - 2)):
        return at  # a cartridge 305 XL
    after = slip.low(at + 1)
    apart = slip.is_bound(at + 1) or after in _OR | _GOES_ON or not slip.is_free(at + 1)
    if len(low) == 1 and (not slip.tokens[at].text.isupper() or not apart or slip.is_number(at - 1)):
        return at
    return _keep(slip, at, _value(slip, at, loose=True), found)


def _bed(slip: Slip, at: int, found: dict[str, None]) -> int:
    """Read `king size`, `queen-sized`, `A4`."""
    low = slip.low(at)
    if low in BEDS and slip.low(at + 1) in ("size", "sized") and slip.is_free(at, at + 2):
        slip.take(at + 1, at + 2, "sizes")
        return _keep(slip, at, at + 1, found) + 1
    head, dash, tail = low.partition("-")
    head = head if dash and tail in ("size", "sized") else low.removesuffix("size")
    if head != low and head in BEDS:
        start = slip.tokens[at].start
        found[slip.text[start : start + len(head)]] = None
        slip.keep(at, at + 1, "sizes")
        return at + 1
    named = slip.low(at - 1) == "vitamin" or (slip.low(at - 1),) in NAMES  # Audi A4
    return _keep(slip, at, at + 1, found) if _PAPER.fullmatch(slip.tokens[at].text) and not named else at


def _bare(slip: Slip, at: int, found: dict[str, None]) -> int:
    """Read what stands behind a garment without a word of size: `Laufschuhe 42`, `bra 75B`."""
    low = slip.low(at)
    if _COUNTRY.fullmatch(low):
        return _keep(slip, at, at + 1, found)
    if low in WORDS and precedes_garment(slip, at):
        return _keep(slip, at, at + 1, found)
    ends = slip.is_bound(at + 1) or slip.low(at + 1) in _GOES_ON | HEDGES
    word = low in WORDS and (slip.is_bound(at - 1) or slip.low(at - 1) in ("in", "a")) and ends
    if not (word or slip.is_number(at)) or not follows_garment(slip, at):
        return at
    cup = slip.is_glued(at + 1) and slip.is_word(at + 1) and len(slip.low(at + 1)) < 3
    end = _value(slip, at, loose=word or cup)
    return _others(slip, _keep(slip, at, end, found), found) if end > at else at
