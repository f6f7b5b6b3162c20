"""Days as the pages' filters take them, and the other way round; all by this machine's clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton

from dailyme.acts.aim import last_day

_DAY: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def day_ms(day: date) -> int:
    """Return noon of *day*."""
    return int(datetime.combine(day, time(12)).timestamp() * 1000)


def last_day_of(until_ms: int | None) -> date | None:
    """Return the last day before *until_ms*."""
    return None if until_ms is None else date.fromisoformat(last_day(until_ms))


def long_day(at_ms: int, locale: Locale) -> str:
    """Return the day of *at_ms* in full, such as `Sunday, 22 November`, as *locale* writes it."""
    day = datetime.fromtimestamp(at_ms / 1000).astimezone()
    return f"{format_date(day, 'EEEE', locale=locale)}, {format_skeleton('MMMMd', day, locale=locale)}"


def with_days(words: str, locale: Locale) -> str:
    """Return the twin's own *words* with each ISO day in them as *locale* writes it.

    >>> with_days("it runs out about 2026-11-23.", Locale("en", "GB"))
    'it runs out about 23 Nov 2026.'
    """
    return _DAY.sub(lambda found: _written(found.group(), locale), words)


def _written(day: str, locale: Locale) -> str:
    try:
        return str(format_date(date.fromisoformat(day), "d MMM y", locale=locale))
    except ValueError:
        return day
