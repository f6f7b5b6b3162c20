"""What words may mean beside what they were read as, once all of them are read."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from consumer_twin.wish.reading.brand_names import NAMES
from consumer_twin.wish.reading.colour_words import COLOURS
from consumer_twin.wish.reading.slip import Slip, Way
from protocol import Price

_OR: Final = frozenset("or oder /".split())


def wonder(slip: Slip, *, pieces: int, most: Price | None) -> None:
    """Note on *slip* sizes of which either will do, colours that may be names, and a price of each or of all.

    pieces: how many are wanted. most: what all may cost, as read.
    """
    _wonder_at_sizes(slip)
    for at in range(len(slip)):
        if slip.owner[at] in ("colours", "brands") and _may_be_both(slip, at):
            _wonder_at_name(slip, at)
    if pieces > 1 and most is not None and slip.undivided is not None:
        start, end = slip.undivided
        ways = (Way("max_total", most), Way("max_unit", most))
        slip.assume(f"{slip.words(start, end)}: taken for all {pieces} together", start, end, ways)


def _wonder_at_sizes(slip: Slip) -> None:
    """Note `M or L`: two sizes with nothing but an `or` between them."""
    places = {token.start: place for place, token in enumerate(slip.tokens)}
    for first, second in pairwise(sorted(slip.evidence.get("sizes", ()), key=lambda one: one.start)):
        start, end = places.get(first.start), places.get(second.start)
        if start is None or end is None or slip.low(end - 1) not in _OR:
            continue
        if slip.tokens[end - 2].end != first.end:
            continue
        stop = end + 1
        while stop < len(slip) and slip.tokens[stop].start < second.end:
            stop += 1
        ways = tuple(Way("sizes", (slip.text[one.start : one.end],)) for one in (first, second))
        slip.assume(f"{slip.words(start, stop)}: either size will do", start, stop, ways)


def _may_be_both(slip: Slip, at: int) -> bool:
    """Whether the word at *at* is a colour and a maker, and its letters don't say which."""
    low = slip.low(at)
    if low not in COLOURS or (low,) not in NAMES:
        return False
    return at == 0 or slip.text.islower() or slip.text.isupper()


def _wonder_at_name(slip: Slip, at: int) -> None:
    word, low = slip.words(at, at + 1), slip.low(at)
    taken = "colour" if slip.owner[at] == "colours" else "maker"
    ways = (Way("colours", (low,)), Way("brands", (word,)))
    slip.assume(f"{word}: taken as a {taken}", at, at + 1, ways)
