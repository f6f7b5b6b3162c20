"""The clock of a day, held against the last digest: clocks jump, and a mandate lives by the clock.

Spec: spec/10-wish.md (WISH-12).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from protocol import write_time

AHEAD_MS: Final = 32 * 86_400_000
"""A clock that stands further ahead of the last digest than this is told about. A guess: a long holiday."""
BACK_MS: Final = 60_000
"""A clock may be set back by this much without a word: time servers do it."""


@dataclass(frozen=True)
class Mark:
    """A digest that was made: its number, and when by the clock of that time."""

    number: int
    at_ms: int


def is_trusted(at_ms: int, last: Mark | None) -> bool:
    """Whether a mandate holds at *at_ms*: not while the clock stands before the *last* digest (WISH-12)."""
    return last is None or at_ms >= last.at_ms - BACK_MS


def clock_notes(at_ms: int, last: Mark | None) -> tuple[str, ...]:
    """Return what the person must know about the clock."""
    if last is None:
        return ()
    when, then = write_time(at_ms), write_time(last.at_ms)
    if not is_trusted(at_ms, last):
        return (
            f"The clock says {when}, and the last digest was made at {then}: it was set back. "
            f"News are counted from digest {last.number} all the same, and nothing is bought by mandate.",
        )
    if at_ms > last.at_ms + AHEAD_MS:
        return (
            f"The clock says {when}, and the last digest was made at {then}. If that is wrong, set it right: "
            "wishes with a last day may seem to be over.",
        )
    return ()
