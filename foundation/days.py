"""Reading a day from text that others wrote, or saying why it can't be read. Never a guess.

Spec: spec/40-scan.md (SCAN-30).

`03/04/2026` is the third of April to some and the fourth of March to others: it has one reading only where
its source says the order, or where no month has that many days. The day is the one that is written: a time
and a zone beside it don't move it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from foundation.unreadable import DayUnclearError

DayOrder = Literal["dmy", "mdy"]
"""What stands first where a day is written in numbers with the year last."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG: Final = "january february march april may june july august september october november december".split()
_CLOCK: Final = (
    r"(?:(?:T|,? +(?:at +)?)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r" ?(?:[AaPp]\.?[Mm]\.?|Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_YEAR_FIRST: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})" + _CLOCK
)
_YEAR_LAST: Final = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<mark>[-/.])(?P<two>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})" + _CLOCK
)
_WEEKDAY: Final = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? +)?"
_NAMED: Final = (
    re.compile(
        _WEEKDAY + r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?[ -]"
        r"(?P<name>[A-Za-z]{3,9})\.?[ -](?P<year>[0-9]{4})" + _CLOCK
    ),
    re.compile(
        _WEEKDAY + r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})"
        + _CLOCK
    ),
)  # fmt: skip
_LONGEST: Final = 60


def read_day(text: str, order: DayOrder | None = None) -> date:
    """Return the day that *text* states, with or without a time beside it.

    order: the source's, for days in numbers with the year last.

    Raises `DayUnclearError`.

    >>> read_day("2026-11-03T23:59:00Z").isoformat(), read_day("3 Nov 2026").isoformat()
    ('2026-11-03', '2026-11-03')
    >>> read_day("31/10/2026").isoformat(), read_day("03/04/2026", "dmy").isoformat()
    ('2026-10-31', '2026-04-03')
    >>> read_day("03/04/2026")
    Traceback (most recent call last):
    foundation.unreadable.DayUnclearError: '03/04/2026' has two readings
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise DayUnclearError(f"{text[:40]!r}… is no day")
    if found := _YEAR_FIRST.fullmatch(text):
        return _only(text, [_day(found["year"], found["month"], found["day"])])
    if found := _YEAR_LAST.fullmatch(text):
        day_first = _day(found["year"], found["two"], found["one"])
        month_first = _day(found["year"], found["one"], found["two"])
        readings = {"dmy": [day_first], "mdy": [month_first], None: [day_first, month_first]}
        return _only(text, readings[order])
    for shape in _NAMED:
        if (found := shape.fullmatch(text)) and (month := _month(found["name"])):
            return _only(text, [_day(found["year"], str(month), found["day"])])
    raise DayUnclearError(f"{text!r} is no day" if text else "there is no day")


def _only(text: str, readings: list[date | None]) -> date:
    days = {day for day in readings if day is not None}
    if len(days) != 1:
        raise DayUnclearError(f"{text!r} {'has two readings' if days else 'is no day that exists'}")
    return days.pop()


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> int | None:
    """The month's number, of its English name or the first three letters of it (and `sept`)."""
    name = name.lower()
    if name in _LONG:
        return _LONG.index(name) + 1
    return _MONTHS.index(name[:3]) + 1 if name in (*_MONTHS, "sept") else None
