"""Makers that a wish names, and those that it does not want.

A maker is known by its name (`brand_names`), by the words around it ("by X", "von X", "nothing by X"), by
what it is linked to ("Canon or X"), or, in English, by a capital in the midst of small words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consumer_twin.wish.reading.brand_signs import (
    ARTICLES,
    BY,
    MINE,
    Name,
    is_namely,
    known,
    may_link,
    run_end,
    told,
)
from consumer_twin.wish.reading.kinds import NO_BRANDS, SMALL_WORDS
from consumer_twin.wish.reading.negation import is_denied
from consumer_twin.wish.reading.slip import Slip

_LINKS: Final = frozenset(
    "or oder and und , / & nor noch + bzw beziehungsweise as well not nicht either".split()
)
_FOR: Final = frozenset("for für with mit fits fit fitting to fürs zum than like wie".split())
_COMPATIBLE: Final = frozenset("compatible style type lookalike dupe kompatibel kompatible ähnlich".split())
_ASKING: Final = frozenset("looking searching hunting shopping wish seeking".split())
_AFTER: Final = frozenset("brand branded products produkte".split())
_NO_CAPITAL_AFTER: Final = frozenset(
    """
    to in for of at on with fits than collection pickup collect near area around
    """.split()
)


@dataclass(frozen=True, slots=True)
class Brands:
    """Makers wanted and not wanted, as written."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def read_brands(slip: Slip) -> Brands:
    """Return the makers that *slip* names; their tokens are taken."""
    names = _linked_to(slip, _named(slip))
    if not slip.german and not _is_titled(slip):
        names = _linked_to(slip, _with_capitals(slip, names))
    wanted: dict[str, str] = {}
    unwanted: dict[str, str] = {}
    denied, before = False, None
    for name in sorted(names, key=lambda one: one.start):
        if not slip.is_free(name.start, name.end) or _is_what_for(slip, name.start):
            continue
        denial = is_denied(slip, name.start)
        linked = before is not None and _is_linked(slip, before, name)
        denied = denial is True or (denial is None and linked and denied)
        written = slip.words(name.start, name.end)
        (unwanted if denied else wanted).setdefault(written.lower(), written)
        slip.keep(name.start, name.end, "not_brands" if denied else "brands")
        _take_words(slip, name)
        before = name
    both = wanted.keys() & unwanted.keys()
    return Brands(
        tuple(written for low, written in wanted.items() if low not in both),
        tuple(written for low, written in unwanted.items() if low not in both),
    )


def read_line(slip: Slip, brands: Brands) -> tuple[str | None, Brands]:
    """Return the name of a maker's line that is a maker's name, too, as the product: `Nike Pegasus 40`."""
    spans = sorted(slip.evidence["brands"], key=lambda one: one.start)
    maker, line = spans[-2:]
    ends = [place for place in range(len(slip)) if slip.tokens[place].end == line.end]
    if slip.text[maker.end : line.start].strip() or not ends:
        return None, brands
    end = ends[0] + 1
    end += slip.is_number(end) and slip.is_free(end) and not slip.is_bound(end)
    start = next(place for place in range(len(slip)) if slip.tokens[place].start == line.start)
    slip.evidence["brands"].remove(line)
    slip.keep(start, end, "product")
    name = slip.text[line.start : line.end]
    return slip.words(start, end), Brands(tuple(one for one in brands.wanted if one != name), brands.unwanted)


def _named(slip: Slip) -> list[Name]:
    """Return the names that the list or the words before them tell."""
    found: list[Name] = []
    at = 0
    while at < len(slip):
        name = known(slip, at) or told(slip, at)
        if name is not None:
            found.append(name)
        at = at + 1 if name is None else name.end
    return found


def _linked_to(slip: Slip, names: list[Name]) -> list[Name]:
    """Add what is linked to a name by `or`, `and`, a comma: `Canon or Foonik`."""
    found = list(names)
    taken = {place for name in names for place in range(name.start, name.end)}
    for name in found:  # grows while it is read: a chain of any length
        for link in (_ahead(slip, name), _behind(slip, name)):
            if link is not None and link.start not in taken:
                found.append(link)
                taken.update(range(link.start, link.end))
    return found


def _ahead(slip: Slip, name: Name) -> Name | None:
    link = slip.low(name.end)
    start = name.end + 1 + (slip.low(name.end + 1) in BY)
    links = link in ("or", "oder", "nor", "noch", "/") or (
        link in ("and", "und") and is_denied(slip, name.start) is True
    )
    return Name(start, run_end(slip, start)) if links and may_link(slip, start, ahead=True) else None


def _behind(slip: Slip, name: Name) -> Name | None:
    links = slip.low(name.start - 1) in ("or", "oder", "/")
    start = name.start - 2
    return Name(start, start + 1) if links and may_link(slip, start, ahead=False) else None


def _with_capitals(slip: Slip, names: list[Name]) -> list[Name]:
    """Add words with a capital in the midst of small ones: `black Vitamix blender`."""
    taken = {place for name in names for place in range(name.start, name.end)}
    ends = {name.end for name in names}
    found = list(names)
    at = 1
    while at < len(slip):
        if at in taken or at in ends or not is_namely(slip, at) or not _is_midst(slip, at):
            at += 1
            continue
        end = run_end(slip, at)
        named = slip.low(at - 1) in ARTICLES and (slip.is_bound(end) or slip.low(end) in SMALL_WORDS)
        if end - at <= 3 and not named and slip.low(at - 1) not in MINE | _NO_CAPITAL_AFTER:
            found.append(Name(at, end))
            ends.add(end)
        at = end
    if (
        is_namely(slip, 0)
        and slip.low(1) in ("or", "/")
        and 0 not in taken
        and any(one.start == 2 for one in found)
    ):
        found.append(Name(0, 1))
    return found


def _is_midst(slip: Slip, at: int) -> bool:
    """Whether a capital means something: no sentence begins, and no model's name goes on (`MacBook Air`)."""
    begins = slip.low(at - 1) in (".", "!", "?", ":", "(", '"')
    model = (slip.tokens[at - 1].is_capital and at > 1) or slip.low(at - 1) in NO_BRANDS
    end = run_end(slip, at)
    small = slip.is_word(end) and slip.is_free(end) and not slip.tokens[end].is_capital
    if not (slip.english or small):  # German writes every noun with a capital
        return False
    return not begins and not model and not (slip.is_number(at - 1) and slip.is_glued(at))


def _is_titled(slip: Slip) -> bool:
    """Whether capitals say nothing, because most words have one."""
    words = [
        token
        for token in slip.tokens
        if token.kind == "word" and len(token.text) > 2 and token.low not in SMALL_WORDS
    ]
    capital = sum(token.is_capital for token in words)
    return len(words) > 3 and capital * 3 > len(words) * 2


def _is_what_for(slip: Slip, at: int) -> bool:
    """Whether the maker is of what the thing is for: `lens for a Sony body`."""
    if any(slip.low(end) in _COMPATIBLE for end in (at + 1, at + 2) if not slip.is_bound(at + 1)):
        return True
    before = at - 1
    while slip.low(before) in ARTICLES | MINE and slip.low(before) not in ("brand", "marke"):
        before -= 1
    if before <= 0 or slip.low(before) not in _FOR or not slip.is_free(before):
        return False
    return slip.low(before - 1) not in _ASKING


def _take_words(slip: Slip, name: Name) -> None:
    """Take the small words that only introduce a maker: `made by`, `der Marke`, `X brand`."""
    small = BY | ARTICLES | {"made", "hergestellt", ":"}
    at = name.start - 1
    while slip.is_free(at) and slip.low(at) in small and name.start - at < 5:
        slip.take(at, at + 1, "words")
        at -= 1
    if slip.low(name.end) in _AFTER and slip.is_free(name.end):
        slip.take(name.end, name.end + 1, "words")


def _is_linked(slip: Slip, first: Name, second: Name) -> bool:
    gap = slip.lows[first.end : second.start]
    return len(gap) <= 3 and all(word in _LINKS or word in BY for word in gap)
