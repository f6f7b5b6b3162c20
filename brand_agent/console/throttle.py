"""How long somebody waits who types wrong passwords: a few are free, then the wait doubles.

A guess each: four free tries, 30 seconds, at most 15 minutes, forgotten after a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FREE: Final = 4
FIRST_MS: Final = 30_000
LONGEST_MS: Final = 15 * 60_000
FORGOTTEN_MS: Final = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Tries:
    """How many tries in a row did not get in, and when the last one was."""

    count: int
    last_ms: int


def wait_ms(tries: Tries, *, at_ms: int) -> int:
    """Return for how much longer no password is looked at; 0 if one is.

    >>> [wait_ms(Tries(count, 0), at_ms=0) for count in (3, 4, 5, 20)]
    [0, 30000, 60000, 900000]
    """
    if tries.count < FREE or at_ms - tries.last_ms >= FORGOTTEN_MS:
        return 0
    whole = min(LONGEST_MS, FIRST_MS << min(tries.count - FREE, 10))
    return max(0, tries.last_ms + whole - at_ms)


def after_try(tries: Tries, *, at_ms: int) -> Tries:
    """Return the tries with one more: it is counted before the password is looked at."""
    count = 0 if at_ms - tries.last_ms >= FORGOTTEN_MS else tries.count
    return Tries(count + 1, at_ms)
