"""Whether a garment stands beside a word or number, so that it may be its size."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.size_words import is_worn
from consumer_twin.wish.reading.slip import Slip

_WEARERS: Final = frozenset("herren damen mens men's ladies women's womens kids kinder boys girls".split())
HEDGES: Final = frozenset("if please would should fit preferably ideally or".split())
_KEEPS: Final = frozenset("rack box bag cabinet cupboard hanger organiser storage stand case".split())
"""What holds garments and is none: a large shoe rack."""


def precedes_garment(slip: Slip, at: int) -> bool:
    """Whether a garment is named close behind: `a medium grey hoodie`."""
    for place in range(at + 1, at + 4):
        if not slip.is_word(place) or not slip.is_free(place):
            return False
        if is_worn(slip.low(place)):
            return not (slip.is_word(place + 1) and slip.is_free(place + 1) and slip.low(place + 1) in _KEEPS)
    return False


def follows_garment(slip: Slip, at: int) -> bool:
    """Whether a garment is named just before, or earlier where the clause says nothing else."""
    if slip.low(at - 1) in _WEARERS:
        return any(map(is_worn, slip.lows[:at]))
    ranged = slip.low(at + 1) in ("-", "\u2013", "/") and slip.is_number(at + 2)
    end = at + 1 + 2 * ranged
    ends = slip.is_bound(end) or slip.low(end) in HEDGES
    if (slip.is_bound(at - 1) and ends) or slip.low(at - 1) == "in":
        return any(map(is_worn, slip.lows[:at]))
    for place in range(at - 1, max(-1, at - 4), -1):
        if slip.is_bound(place) or is_worn(slip.low(place)):
            return not slip.is_bound(place)
    return False
