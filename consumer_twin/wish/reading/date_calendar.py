"""Days of the calendar as people write them: `2026-12-03`, `3.12.`, `12/24`, `3rd of December`, `the 5th`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from consumer_twin.wish.reading.date_words import MONTHS, ORDINAL_ENDS, ORDINALS
from consumer_twin.wish.reading.slip import Slip

_DOTTED: Final = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})(?:\.(?P<year>[0-9]{4}|[0-9]{2}))?")
_NO_DAY: Final = frozenset("€ euro euros % cm kg".split())
_LEADS: Final = frozenset("zum am dem den bis vor".split())
TWO_READINGS: Final = "day and month have two readings"


@dataclass(frozen=True, slots=True)
class When:
    """A day that the words from *start* to before *end* say; None if that is unclear.

    sure: no word of time is needed beside it.
    """

    start: int
    end: int
    day: date | None
    sure: bool = True
    note: str = ""


def calendar_day(slip: Slip, at: int, today: date) -> When | None:
    """Return the day of the calendar that begins at *at*."""
    if slip.is_number(at):
        found = _iso(slip, at) or _dotted(slip, at, today) or _slashed(slip, at, today)
        if found is not None:
            return found
    return _month_first(slip, at, today) or _day_first(slip, at, today)


def _iso(slip: Slip, at: int) -> When | None:
    """Read `2026-12-03`."""
    parts = slip.lows[at : at + 5 : 2]
    dashed = slip.lows[at + 1 : at + 4 : 2] == ["-", "-"] and all(map(slip.is_glued, range(at + 1, at + 5)))
    if not dashed or [len(part) for part in parts] != [4, 2, 2] or not all(map(str.isdecimal, parts)):
        return None
    return When(at, at + 5, day_of(*map(int, parts)))


def _dotted(slip: Slip, at: int, today: date) -> When | None:
    """Read `3.12.`, `03.12.26`, and in German `24.12`."""
    found = _DOTTED.fullmatch(slip.tokens[at].text)
    if found is None:
        return None
    day, month = int(found["day"]), int(found["month"])
    if found["year"]:
        return When(at, at + 1, day_of(_year(found["year"]), month, day))
    when = next_day(today, month, day)
    dot = slip.low(at + 1) == "." and slip.is_glued(at + 1)
    if (
        when is None
        or (dot and slip.is_glued(at + 2) and (slip.is_word(at + 2) or slip.is_number(at + 2)))
        or not (dot or (slip.german and len(found["month"]) == 2))
    ):
        return None
    return When(at, at + 1 + dot, when, sure=dot)


def _slashed(slip: Slip, at: int, today: date) -> When | None:
    """Read `12/24` and `24/12/2026`; unclear where both orders are days."""
    parts = [slip.low(at)]
    while slip.low(at + 2 * len(parts) - 1) == "/" and slip.is_number(at + 2 * len(parts)) and len(parts) < 3:
        parts.append(slip.low(at + 2 * len(parts)))
    end = at + 2 * len(parts) - 1
    plain = all(part.isdecimal() and len(part) in (1, 2) for part in parts[:2])
    if len(parts) < 2 or not plain or (len(parts) == 3 and len(parts[2]) not in (2, 4)):
        return None
    pairs = ((int(parts[1]), int(parts[0])), (int(parts[0]), int(parts[1])))
    days = {
        day_of(_year(parts[2]), month, day) if len(parts) == 3 else next_day(today, month, day)
        for month, day in pairs
    } - {None}
    if not days:
        return None
    note = "" if len(days) == 1 else TWO_READINGS
    return When(at, end, None if note else days.pop(), sure=len(parts) == 3, note=note)


def _month_first(slip: Slip, at: int, today: date) -> When | None:
    """Read `December 3rd, 2026`, `Dec. 3`."""
    month = MONTHS.get(slip.low(at))
    if month is None:
        return None
    place = at + 1 + (slip.low(at + 1) == "." and slip.is_glued(at + 1))
    place += slip.low(place) == "the"
    found = _ordinal(slip, place)
    if found is None or slip.low(found[1]) in _NO_DAY:
        return None
    return _dated(slip, (at, found[1]), (month, found[0]), today)


def _day_first(slip: Slip, at: int, today: date) -> When | None:
    """Read `3rd of December`, `3. Dezember`, `the third of December`, `the 5th`, `dem 15.`."""
    begin = at
    at += slip.low(at) in ("the", "den", "dem")
    found = _ordinal(slip, at)
    if found is None:
        return None
    day, end = found
    month_at = end
    while slip.low(month_at) in ("of", "."):
        month_at += 1
    month = MONTHS.get(slip.low(month_at))
    if month is None:
        return _of_month(slip, begin, (at, end), _next_of_month(today, day))
    short = slip.low(month_at + 1) == "." and slip.is_glued(month_at + 1) and len(slip.low(month_at)) <= 4
    return _dated(slip, (begin, month_at + 1 + short), (month, day), today)


def _of_month(slip: Slip, begin: int, tokens: tuple[int, int], day: date | None) -> When | None:
    """Read a day without a month: `the 5th`, `bis zum 15.`."""
    at, end = tokens
    marked = slip.is_number(at) and slip.low(at + 1) in ORDINAL_ENDS and slip.is_glued(at + 1)
    dotted = slip.is_number(at) and slip.low(end) == "." and slip.is_glued(end) and not slip.is_glued(end + 1)
    led = begin != at or slip.low(begin - 1) in _LEADS
    if marked and not slip.is_word(end):
        return When(begin, end, day, sure=begin != at)
    if dotted and slip.german and led:
        return When(begin, end + 1, day, sure=begin != at)
    return None


def _dated(slip: Slip, tokens: tuple[int, int], named: tuple[int, int], today: date) -> When:
    """Return the day of a month and a day in it, with the year that may follow."""
    (start, end), (month, day) = tokens, named
    place = end + (slip.low(end) == ",")
    text = slip.low(place)
    if slip.is_number(place) and len(text) == 4 and text.isdecimal() and text.startswith("20"):
        return When(start, place + 1, day_of(int(text), month, day))
    return When(start, end, next_day(today, month, day))


def _ordinal(slip: Slip, at: int) -> tuple[int, int] | None:
    """Return a day of a month and the token after it."""
    low, after = slip.low(at), slip.low(at + 1)
    if low in ORDINALS:
        return ORDINALS[low], at + 1
    if low == "twenty" and ORDINALS.get(after, 10) < 10:
        return 20 + ORDINALS[after], at + 2
    if not slip.is_number(at) or not low.isdecimal() or len(low) > 2 or not 1 <= int(low) <= 31:
        return None
    return int(low), at + 1 + (after in ORDINAL_ENDS and slip.is_glued(at + 1))


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return that day; None if it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_day(today: date, month: int, day: int) -> date | None:
    """Return the next such day, today included; None if no year has it soon."""
    days = (day_of(year, month, day) for year in range(today.year, min(today.year + 5, 10_000)))
    return next((one for one in days if one is not None and one >= today), None)


def month_end(year: int, month: int) -> date:
    """Return the last day of that month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _next_of_month(today: date, day: int) -> date | None:
    months = (today.month - 1 + ahead for ahead in range(3))
    days = (day_of(today.year + month // 12, month % 12 + 1, day) for month in months)
    return next((one for one in days if one is not None and one >= today), None)
