"""Colours that a wish names, and those that it does not want, in their base form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consumer_twin.wish.reading.colour_words import (
    AFTER_KIND,
    ENGLISH,
    FINISHES,
    FRUITS,
    GERMAN,
    INFLECTED,
    JEWELS,
    KINDS,
    SHADES,
    THINGS,
    WEAK,
)
from consumer_twin.wish.reading.negation import is_denied
from consumer_twin.wish.reading.slip import Slip

_LINKS: Final = frozenset("or and oder und / , & + nor noch bzw not but nicht kein".split())
_IN: Final = frozenset("in colour color farbe colours farben colors : coloured farbig ganz farblich".split())
_TAILS: Final = frozenset("one ones colour color coloured colored farben farbig tones".split())
_TAKEN_TAILS: Final = frozenset("colour color coloured colored tones".split())
_NO_NOUN: Final = frozenset("for in with from by under and or of to at size".split())
_NO_BEFORE: Final = frozenset("of with and for a the some".split())
_FOODS: Final = frozenset(
    "chocolate salmon lachs senf mustard sand champagne mint peach plum lime caramel apricot lavender".split()
)
_TINTED: Final = frozenset("gold silber creme kupfer sand natur bronze champagner stein lachs".split())
_TINTS: Final = (
    "farbene",
    "farbener",
    "farbenes",
    "farbenen",
    "farbig",
    "farbige",
    "farbiger",
    "farbiges",
    "farben",
)
_PLURALS: Final = frozenset(("olives", "oranges"))
"""Things in English that are inflected colours in German."""
_NO_TINTS: Final = frozenset(
    """
    multi light dark bright natural two different any same many self brightly
    """.split()
)
_CLAY: Final = frozenset(("terracotta", "terrakotta", "copper", "kupfer", "bronze", "slate"))
_HARD: Final = frozenset(
    """
        pot pots planter planters tile tiles vase vases bowl bowls pan pans roof statue figure topf
        töpfe blumentopf blumentöpfe vase vasen schale schalen fliesen fliese pfanne kessel figur statue
        """.split()
)
"""Things of which a word like terracotta tells the stuff."""
_STUFFS: Final = "acryl wasser wand öl finger tempera stoff aquarell holz haar lack deck".split()
_PAINTS: Final = tuple(f"{stuff}farben" for stuff in _STUFFS)
_GERMAN_ONLY: Final = frozenset(("petrol", "rot", "bunt", "rost"))
"""Things in English."""
_PRINTED: Final = frozenset(("schwarz-weiß", "schwarzweiß", "black-and-white"))
_PRINTERS: Final = ("drucker", "printer", "kopierer", "film", "filme")
_TASTES: Final = frozenset(
    "flavour flavor flavoured flavored scent scented taste tasting fragrance geschmack duft aroma".split()
)
_ANY: Final = ENGLISH | GERMAN


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in its base form. start, end: its tokens; weak: it may be a thing as well."""

    start: int
    end: int
    name: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours wanted and not wanted."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def read_colours(slip: Slip) -> Colours:
    """Return the colours of *slip*; their tokens are taken."""
    found = []
    at = 0
    while at < len(slip):
        colour = _colour_at(slip, at)
        if colour is None:
            at += 1
            continue
        found.append(colour)
        at = colour.end
    sure = [one for one in found if not one.weak or _is_meant(slip, one, found)]
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    denied = False
    for place, colour in enumerate(sure):
        linked = place > 0 and _linked(slip, sure[place - 1], colour)
        denial = is_denied(slip, colour.start)
        denied = denial is True or (denial is None and linked and denied)
        (unwanted if denied else wanted)[colour.name] = None
        slip.keep(colour.start, colour.end, "not_colours" if denied else "colours")
        if slip.low(colour.end) in _TAKEN_TAILS:
            slip.take(colour.end, colour.end + 1, "colours")
    both = wanted.keys() & unwanted.keys()
    return Colours(
        tuple(name for name in wanted if name not in both),
        tuple(name for name in unwanted if name not in both),
    )


def _colour_at(slip: Slip, at: int) -> Colour | None:
    if not slip.is_free(at) or not slip.is_word(at):
        return None
    shaded = _shaded(slip, at) if slip.low(at) in SHADES else None
    if shaded is not None:
        return shaded
    base = _base(slip, at)
    if base is None or _is_kind(slip, at, base):
        return None
    return Colour(at, at + 1, base, base in WEAK)


def _shaded(slip: Slip, at: int) -> Colour | None:
    """Read `dark green`, `navy blue`, `sky-blue`."""
    second = at + (2 if slip.low(at + 1) == "-" else 1)
    if not slip.is_free(at, second + 1) or slip.is_bound(at + 1) or not slip.is_word(second):
        return None
    low, last = slip.low(at), slip.low(second)
    base = _base(slip, second)
    if base in (None, low) or (last, slip.low(second + 1)) in KINDS or (low, last) in AFTER_KIND:
        return None
    gap = "" if second > at + 1 else " "
    return Colour(at, second + 1, f"{slip.words(at, second).lower()}{gap}{base}", False)


def _base(slip: Slip, at: int) -> str | None:
    """Return the base form of the colour at *at*; None if it is none."""
    low = slip.low(at)
    if _is_thing(slip, at):
        return None
    if low in _ANY or low in INFLECTED:
        return low if low in _ANY else INFLECTED[low]
    first, dash, second = low.rpartition("-")
    if dash and (first in SHADES or first in _ANY):
        return low if second in _ANY else f"{first}-{INFLECTED[second]}" if second in INFLECTED else None
    said = slip.low(at + 1) in ("coloured", "colored") and len(low) > 2 and low not in _NO_TINTS
    return low if said or _is_own(slip, at) else _tinted(low)


def _is_thing(slip: Slip, at: int) -> bool:
    """Whether a word that looks like a colour is a thing or a maker here."""
    low, capital = slip.low(at), slip.tokens[at].is_capital
    if low == "braun" and capital and slip.low(at - 1) not in _IN:
        return True  # the maker of shavers
    if low in FRUITS and (capital or not slip.is_word(at + 1)):
        return True
    return (slip.english and low in _GERMAN_ONLY) or (low in _PLURALS and not slip.german)


def _is_own(slip: Slip, at: int) -> bool:
    """Whether a German word tells a colour by its end: `kamelfarben`, and not `Acrylfarben`."""
    low = slip.low(at)
    own = low.endswith("farben") and not low.endswith(_PAINTS) and len(low) > 8
    return own and not slip.tokens[at].is_capital


def _tinted(low: str) -> str | None:
    """Return the base form of `goldfarbene`."""
    tint = next((end for end in _TINTS if low.removesuffix(end) in _TINTED), None)
    return None if tint is None else f"{low.removesuffix(tint)}{'farben' if 'farbe' in tint else 'farbig'}"


def _is_kind(slip: Slip, at: int, base: str) -> bool:
    before, low, after = slip.low(at - 1), slip.low(at), slip.low(at + 1)
    if base in ("gold", "silver", "silber") and _is_of_metal(slip, at):
        return True
    if after in _TASTES or (base in _PRINTED and any(one.endswith(_PRINTERS) for one in slip.lows)):
        return True
    if (after, slip.low(at + 2)) in THINGS:
        return False
    named = after in ("&", "+") and slip.low(at + 2) in ("decker", "white")
    return named or bool({(base, after), (low, after)} & KINDS) or (before, low) in AFTER_KIND


def _is_of_metal(slip: Slip, at: int) -> bool:
    """Whether a piece of jewellery follows in the same clause: `gold hoop earrings`."""
    for place in range(at + 1, at + 4):
        if slip.is_bound(place):
            return False
        if slip.low(place) in JEWELS:
            return True
    return False


def _is_meant(slip: Slip, colour: Colour, found: list[Colour]) -> bool:
    """Whether a word that may be a thing is a colour here."""
    low, before, after = slip.low(colour.start), slip.low(colour.start - 1), slip.low(colour.end)
    if low in _CLAY and not _HARD.isdisjoint(slip.lows):
        return False
    beside = before in _IN or before in FINISHES or after in _TAILS or low in INFLECTED
    if beside or is_denied(slip, colour.start) is True or _is_listed(slip, colour, found):
        return True
    if colour.start and slip.is_bound(colour.start - 1) and slip.is_bound(colour.end):
        return low not in _FOODS
    if slip.german:  # a colour beside its noun is written small; the thing is written with a capital
        return not slip.tokens[colour.start].is_capital
    ends = slip.is_bound(colour.end) or not slip.is_free(colour.end)
    if ends and slip.is_word(colour.start - 1) and before not in _NO_BEFORE:
        return low not in _FOODS
    return slip.is_word(colour.end) and slip.is_free(colour.end) and after not in _NO_NOUN


def _is_listed(slip: Slip, colour: Colour, found: list[Colour]) -> bool:
    """Whether *colour* stands in a list of colours: with a sure one, or with one that begins a clause."""
    others = [
        one
        for one in found
        if one is not colour and (_linked(slip, one, colour) or _linked(slip, colour, one))
    ]
    starts = [one.start - 1 for one in (colour, *others[:1])]
    return any(not one.weak for one in others) or (
        bool(others) and any(slip.is_bound(at) or slip.low(at) in _IN for at in starts)
    )


def _linked(slip: Slip, first: Colour, second: Colour) -> bool:
    """Whether nothing but `or`, a comma and the like stands between two colours."""
    gap = slip.lows[first.end : second.start]
    return first.end <= second.start and len(gap) <= 3 and all(word in _LINKS or word in _IN for word in gap)
