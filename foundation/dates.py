"""Reading times from foreign text: ISO 8601, and honest about what a text leaves open.

Spec: spec/40-scan.md (SCAN-30).

A date, or a time without a zone, means any of several instants: a `Moment` keeps the first and the last. So a
sale that has surely begun and surely not ended holds, and one that may have is no guess: it is unclear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from foundation.unreadable import TimeUnclearError

_MINUTE_MS: Final = 60_000
_DAY_MS: Final = 24 * 60 * _MINUTE_MS
_EAST_MS: Final = 14 * 60 * _MINUTE_MS
"""How far ahead of UTC the clocks are in the first place to reach a date (Kiribati)."""
_WEST_MS: Final = 12 * 60 * _MINUTE_MS
"""How far behind UTC they are in the last."""

_SPELLING: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<clock>[0-9]{2}:[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
    r" ?(?P<zone>Z|(?P<sign>[+-])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?)?)?"
)
_LONGEST: Final = 80
_DATE: Final = re.compile("[0-9-]{10}")


@dataclass(frozen=True, slots=True)
class Moment:
    """The instants that a text may mean, first and last included."""

    first_ms: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class Window:
    """From one moment to another, both included."""

    start: Moment
    end: Moment

    def holds(self, at_ms: int) -> bool | None:
        """Say whether *at_ms* lies inside; None if the text leaves that open."""
        if self.start.last_ms <= at_ms <= self.end.first_ms:
            return True
        if at_ms < self.start.first_ms or self.end.last_ms < at_ms:
            return False
        return None


def read_when(text: str) -> int:
    """Return the milliseconds since 1970 of *text*, an ISO 8601 time with its zone.

    Raises `TimeUnclearError`, also for a date or a time without a zone.

    >>> read_when("2026-12-01T09:30+01:00")
    1796113800000
    """
    moment = read_moment(text)
    if moment.first_ms != moment.last_ms:
        raise TimeUnclearError(f"{text!r} doesn't say the time and its zone")
    return moment.first_ms


def read_moment(text: str) -> Moment:
    """Return what *text* may mean: a date, or a time with or without its zone.

    Raises `TimeUnclearError`.
    """
    found = _SPELLING.fullmatch(text.strip())
    if found is None:
        raise TimeUnclearError(f"{text[:40]!r} is no ISO 8601 time")
    clock, second = found["clock"] or "00:00", found["second"] or "00"
    try:
        local = datetime.fromisoformat(f"{found['day']}T{clock}:{second}").replace(tzinfo=UTC)
    except ValueError:
        raise TimeUnclearError(f"{text[:40]!r} is no date or time that exists") from None
    local_ms = int(local.timestamp()) * 1000 + int((found["fraction"] or "0").ljust(3, "0")[:3])
    if found["zone"] is not None:
        at_ms = local_ms - _offset_ms(found)
        return Moment(at_ms, at_ms)
    return Moment(local_ms - _EAST_MS, local_ms + _WEST_MS + (0 if found["clock"] else _DAY_MS - 1))


def read_window(text: str) -> Window:
    """Return the window of an ISO 8601 interval, `start/end`. A start that is a date is the day's beginning.

    Raises `TimeUnclearError`, also when the end lies before the start.
    """
    if len(text) > _LONGEST:
        raise TimeUnclearError(f"{text[:40]!r}... is no window of the form start/end")
    return _window(text)


@lru_cache(maxsize=1024)  # a feed says one window many times
def _window(text: str) -> Window:
    start, slash, end = text.partition("/")
    if not slash:
        raise TimeUnclearError(f"{text[:80]!r} is no window of the form start/end")
    midnight = "T00:00" if _DATE.fullmatch(start.strip()) else ""
    window = Window(read_moment(start.strip() + midnight), read_moment(end))
    if window.end.last_ms < window.start.first_ms:
        raise TimeUnclearError(f"{text[:80]!r} ends before it starts")
    return window


def _offset_ms(found: re.Match[str]) -> int:
    if found["zone"] == "Z":
        return 0
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours > 15 or minutes > 59:
        raise TimeUnclearError(f"{found['zone']!r} is no zone")
    return (1 if found["sign"] == "+" else -1) * (hours * 60 + minutes) * _MINUTE_MS
