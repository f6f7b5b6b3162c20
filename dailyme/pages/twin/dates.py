"""Days as the pages' filters take them, and the other way round; both by this machine's clock."""

from __future__ import annotations

from datetime import date, datetime, time

from dailyme.acts.aim import last_day


def day_ms(day: date) -> int:
    """Return noon of *day*."""
    return int(datetime.combine(day, time(12)).timestamp() * 1000)


def last_day_of(until_ms: int | None) -> date | None:
    """Return the last day before *until_ms*."""
    return None if until_ms is None else date.fromisoformat(last_day(until_ms))
