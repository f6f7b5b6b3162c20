"""Days counted from today: `tomorrow`, `within two weeks`, `next Friday`, `Ende November`, `by Christmas`."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from consumer_twin.wish.reading.date_calendar import When, calendar_day, month_end, next_day
from consumer_twin.wish.reading.date_words import FEASTS, MONTHS, SHORT, SPANS, WEEKDAYS, WITHIN
from consumer_twin.wish.reading.numbers import number_at, whole
from consumer_twin.wish.reading.slip import Slip

_NEXT: Final = frozenset("next nächster nächste nächsten nächstes naechsten naechste nächstem".split())
_THIS: Final = frozenset(
    """
    this coming upcoming diese diesen dieser dieses diesem kommenden kommender kommendes kommende
    kommendem
    """.split()
)
_AFTER_NEXT: Final = frozenset("übernächsten übernächste übernächster übernächstes".split())
_LATER: Final = {
    ("next", "week"): "next", ("nächste", "woche"): "next", ("nächster", "woche"): "next",
    ("kommender", "woche"): "next", ("after", "next"): "after", ("this", "week"): "this",
    ("dieser", "woche"): "this", ("diese", "woche"): "this",
}  # fmt: skip
_ONE: Final = frozenset("a an one eines einer einem eine einen 1 the".split())
_AHEAD: Final = {
    ("the", "day", "after", "tomorrow"): 2, ("day", "after", "tomorrow"): 2, ("tomorrow",): 1, ("tmrw",): 1,
    ("tmr",): 1, ("morgen",): 1, ("übermorgen",): 2, ("überübermorgen",): 3, ("today",): 0, ("tonight",): 0,
    ("heute",): 0,
}  # fmt: skip
_DETERMINERS: Final = frozenset("the this next coming nächstes kommendes dieses am dem nächsten".split())
_ALONE: Final = frozenset(
    """
        under below max for unter bis für with mit by at and und please bitte up to in nach not size around
        about über
        """.split()
)
WEEKEND: Final = "the weekend is taken to begin on Saturday"


def feast(slip: Slip, at: int, today: date) -> When | None:
    """Read a feast that stands for itself: a Christmas tree is no day."""
    for count in range(min(5, len(slip) - at), 0, -1):
        rule = FEASTS.get(tuple(slip.lows[at : at + count]))
        if rule is not None:
            day, end = rule(today.year), at + count
            alone = not slip.is_word(end) or slip.low(end) in _ALONE
            return When(at, end, day if day >= today else rule(today.year + 1), sure=False) if alone else None
    return None


def ahead(slip: Slip, at: int, today: date) -> When | None:
    """Read `today`, `tomorrow`, `übermorgen`; `Morgen` with a capital only in German."""
    for count in (4, 3, 1):
        words = tuple(slip.lows[at : at + count])
        if len(words) == count and words in _AHEAD:
            sure = slip.german or slip.tokens[at].text != "Morgen"
            return When(at, at + count, today + timedelta(days=_AHEAD[words]), sure=sure)
    return None


def end_of(slip: Slip, at: int, today: date) -> When | None:
    """Read `the weekend`, `Monatsende`, `end of the month`, `Ende November`, `Mitte Dezember`."""
    begin, led = at, slip.low(at) in _DETERMINERS
    low = slip.low(at)
    at += led
    word = slip.low(at)
    if word in ("weekend", "wochenende"):
        ahead_days = 12 - today.weekday() if low in _NEXT else (5 - today.weekday()) % 7
        return When(begin, at + 1, today + timedelta(days=ahead_days), sure=led, note=WEEKEND)
    if word in ("monatsende", "monthend", "month-end"):
        return When(begin, at + 1, month_end(today.year, today.month), sure=led)
    if word in ("end", "ende"):
        return _end_of_what(slip, begin, at + 1, today)
    month = MONTHS.get(slip.low(at + 1))
    if month is not None and word in ("mid", "mitte"):
        return When(begin, at + 2, next_day(today, month, 15), note="the middle is taken to be the 15th")
    if month is not None and word in ("early", "anfang", "beginning"):
        return When(begin, at + 2, None, note="which day of the beginning is meant")
    return None


def _end_of_what(slip: Slip, begin: int, at: int, today: date) -> When | None:
    while slip.low(at) in ("of", "the", "des", "der", "dieses", "dieser", "this"):
        at += 1
    later = slip.low(at) in _NEXT
    at += later
    word = slip.low(at)
    months = today.month - 1 + later
    if word in MONTHS:
        return When(begin, at + 1, month_end(today.year + (MONTHS[word] < today.month), MONTHS[word]))
    if word in ("month", "monat", "monats", "monates"):
        return When(begin, at + 1, month_end(today.year + months // 12, months % 12 + 1))
    if word in ("week", "woche"):
        sunday = today + timedelta(days=6 - today.weekday() + 7 * later)
        return When(begin, at + 1, sunday, note="the week is taken to end on Sunday")
    if word in ("year", "jahr", "jahres"):
        return When(begin, at + 1, date(today.year + later, 12, 31))
    return None


def within(slip: Slip, at: int, today: date) -> When | None:
    """Read `within two weeks`, `in 10 Tagen`, `binnen einer Woche`, `in a fortnight`."""
    cue = WITHIN.starting(slip.lows, at)
    counted = None if cue is None else _count(slip, cue[1], bare=slip.low(at) != "in")
    if counted is None:
        return None
    count, place = counted
    working = slip.low(place) in ("business", "working")
    place += working
    unit = SPANS.get(slip.low(place))
    if unit is None or (slip.low(at) == "under" and unit not in (1, 7, 14)):
        return None
    if working or unit == 0:
        return When(at, place + 1, None, note="working days are not counted")
    return When(at, place + 1, _later(today, count, unit))


def _count(slip: Slip, place: int, *, bare: bool) -> tuple[int, int] | None:
    """Return how many spans, the larger of two, and the token after it. bare: none said is one."""
    if slip.low(place) in _ONE and slip.low(place + 1) in SPANS:
        return 1, place + 1
    number = number_at(slip, place)
    if number is None:
        return (1, place) if bare and slip.low(place) in SPANS else None
    count, end = whole(number), number.end
    if slip.low(end) in ("-", "\u2013", "to", "bis", "or", "oder") and slip.is_number(end + 1):
        second = number_at(slip, end + 1)
        count, end = (None if second is None else whole(second)), end + 2
    return None if count is None or count > 1000 else (count, end)


def _later(today: date, count: int, unit: int) -> date | None:
    if unit == -24:
        return today + timedelta(days=-(-count // 24))
    if unit not in (31, 365):
        return today + timedelta(days=count * unit)
    months = today.month - 1 + count * (1 if unit == 31 else 12)
    year, month = today.year + months // 12, months % 12 + 1
    if year > 9999:
        return None
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def weekday(slip: Slip, at: int, today: date) -> When | None:
    """Read `Friday`, `next Friday`, `Freitag nächster Woche`, `next week Friday`, `Friday, 4 December`."""
    begin, low = at, slip.low(at)
    which = "next" if low in _NEXT else "this" if low in _THIS else "after" if low in _AFTER_NEXT else ""
    at += bool(which)
    word = slip.low(at)
    number = WEEKDAYS.get(word)
    if number is None:
        return _in_week(slip, begin, at, which, today)
    end = at + 1
    end += word in SHORT and slip.low(end) == "." and slip.is_glued(end)
    later = _LATER.get((slip.low(end), slip.low(end + 1)))
    which, end = (later, end + 2) if later else (which, end)
    place = end
    while slip.low(place) in (",", "the", "den", "dem", "der"):
        place += 1
    named = calendar_day(slip, place, today)
    if named is not None and named.sure:
        return When(begin, named.end, named.day, note=named.note)
    sure = bool(which) or (word not in SHORT and (slip.is_bound(end) or slip.german))
    return When(begin, end, _weekday_day(today, number, which), sure=sure)


def _in_week(slip: Slip, begin: int, at: int, which: str, today: date) -> When | None:
    """Read `next week Friday`, `nächste Woche am Freitag`; a week or a month alone is no day."""
    word = slip.low(at)
    place = at + 1 + (slip.low(at + 1) in ("on", "am"))
    number = WEEKDAYS.get(slip.low(place))
    if which and number is not None and word in ("week", "woche"):
        coming = slip.low(begin).startswith(("kommend", "coming"))
        return When(begin, place + 1, _weekday_day(today, number, "next" if coming else which))
    vague = which in ("next", "this") and word in ("week", "woche", "month", "monat")
    return When(begin, at + 1, None, note="which day is meant") if vague else None


def _weekday_day(today: date, number: int, which: str) -> date:
    weeks = {"next": 7, "after": 14}.get(which)
    if weeks is not None:
        return today + timedelta(days=number - today.weekday() + weeks)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
