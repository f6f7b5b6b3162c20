"""The day by which a wish is needed, resolved against a given today.

A weekday is the first such day after today; "next Friday" is that day of the following week. A day without a
year is the next such day. What has two readings (`03/04`), or says a beginning instead of an end ("after
Friday"), gives no day and is said to be unclear.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from consumer_twin.wish.reading.date_calendar import When, calendar_day
from consumer_twin.wish.reading.date_spans import ahead, end_of, feast, weekday, within
from consumer_twin.wish.reading.date_words import AFTER, BEFORE, LATEST, PURPOSE
from consumer_twin.wish.reading.slip import Slip

_READERS: Final = (feast, ahead, end_of, within, weekday, calendar_day)


def read_date(slip: Slip, today: date) -> date | None:
    """Return the day by which the wish is needed, as far as *slip* says one; its tokens are taken."""
    kept: date | None = None
    at = 0
    while at < len(slip):
        found = _when(slip, at, today) if slip.is_free(at) else None
        if found is None:
            at += 1
            continue
        kept = _settle(slip, found, today, kept) or kept
        at = found.end
    return kept


def _when(slip: Slip, at: int, today: date) -> When | None:
    for read in _READERS:
        found = read(slip, at, today)
        if found is not None and slip.is_free(found.start, found.end):
            return found
    return None


def _settle(slip: Slip, found: When, today: date, kept: date | None) -> date | None:
    """Return the day of *found* if it is the one by which the wish is needed; say so where it is unclear."""
    start, role = _cue(slip, found.start)
    latest = LATEST.starting(slip.lows, found.end) is not None  # `Saturday at the latest`
    if not found.sure and not latest and role in (None, PURPOSE):
        return None
    end = found.end
    while (later := LATEST.starting(slip.lows, end)) and slip.is_free(end, later[1]):
        end = later[1]
    words = slip.words(start, end)
    doubt = ""
    if role == AFTER:
        doubt = "a day from which on is not kept"
    elif found.day is None or found.day < today:
        doubt = found.note or "which day is meant"
    elif kept not in (None, found.day):
        doubt = "a second day beside the first"
    if doubt:
        slip.doubt(f"{words}: {doubt}", start, end)
        return None
    slip.keep(start, end, "needed_by")
    if found.note:
        slip.assume(f"{words}: {found.note}", start, end)
    return found.day


def _cue(slip: Slip, start: int) -> tuple[int, str | None]:
    """Return where the words of time before *start* begin, and what they say."""
    role: str | None = None
    while (found := BEFORE.ending(slip.lows, start)) and slip.is_free(found[1], start):
        if role is not None and found[0] != AFTER and slip.low(found[1]) in ("for", "für", "zu", "an"):
            break
        role = found[0] if role in (None, PURPOSE) or found[0] == AFTER else role
        start = found[1]
    return start, role
