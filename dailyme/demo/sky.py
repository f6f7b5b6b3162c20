"""The calendar of the plays that last longer than a day, their one clock, and their dice."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date
from typing import Final

from dailyme.clock import BASE_MS

DAY_MS: Final = 86_400_000
FIRST_DAY: Final = date(2026, 12, 1)
MORNING_MS: Final = BASE_MS - 2 * 3_600_000
"""07:00 UTC on the first day."""


def day_at(at_ms: int) -> int:
    """Return the day, from 1, of a moment."""
    return (at_ms - MORNING_MS) // DAY_MS + 1


def morning_ms(day: int) -> int:
    """Return seven in the morning of *day*, from 1, in milliseconds since 1970."""
    return MORNING_MS + (day - 1) * DAY_MS


@dataclass
class Sky:
    """The one clock of a town: a morning, and a second for each message of a thread."""

    day: int = 1
    later_ms: int = 0

    def __call__(self, seq: int) -> int:
        """Return the time of the message *seq*."""
        return morning_ms(self.day) + self.later_ms + 1000 * seq


@dataclass(frozen=True)
class Dice:
    """Numbers from 0 to 1 that depend on the seed and a label alone."""

    seed: int

    def share(self, label: str) -> float:
        """Return the number of *label*."""
        drawn = hmac.digest(f"{self.seed}".encode(), label.encode(), "sha256")
        return int.from_bytes(drawn[:6]) / 2**48

    def between(self, label: str, low: int, high: int) -> int:
        """Return a whole number from *low* to *high*, both included."""
        return low + int(self.share(label) * (high - low + 1))
