"""What the thing is for: no member of a reading, for no product states it; but words to search with."""

from __future__ import annotations

from typing import Final

from consumer_twin.wish.reading.slip import Slip

FOR: Final = frozenset("for f\u00fcr zum zur f\u00fcrs".split())
_LONGEST: Final = 8
_LOOSE: Final = frozenset("a an the my our his her and und or oder mein meine unser please bitte".split())


def read_purpose(slip: Slip) -> None:
    """Keep what is left of *slip* behind a `for`, in its clause, as evidence of a purpose."""
    at = 0
    while at < len(slip):
        end = at + 1
        if slip.low(at) in FOR and slip.is_free(at):
            while end - at < _LONGEST and slip.is_free(end) and not slip.is_bound(end):
                end += 1
            while slip.low(end - 1) in _LOOSE:
                end -= 1
            if end > at + 1:
                slip.keep(at, end, "purpose")
        at = max(end, at + 1)
