"""Until when: dates, months, quarters, seasons' days and spans of time in a marketer's text.

"By March" gives the last day of that month, and is said to be assumed; a day gives that day. A date that the
text leaves open (`3/4/2027`, "by summer") gives none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from brand_agent.goals.figures import NUMBER_WORDS

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "", "january januar jänner jan", "february februar feb", "march märz maerz mar", "april apr",
            "may mai", "june juni jun", "july juli jul", "august aug", "september sept sep",
            "october oktober oct okt", "november nov", "december dezember dec dez",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_COUNT: Final = (
    r"(?P<n>\d{1,3}|" + "|".join(sorted(map(re.escape, NUMBER_WORDS), key=len, reverse=True)) + r"|an?)"
)
_BY: Final = (
    r"(?P<by>(?:by|until|till|before|through|in|up to|not later than|within|bis zum|bis zur|bis|spätestens"
    r"|vor|am|im|zum)\s+)?"
)
_SAID: Final = r"\b(?=(?:by|until|till|before|through|in|up to|within|bis|spätestens|vor|im|end of|ende)\b)"
"""Before a month that is named alone: `may` and `mar` are words, too."""
_END: Final = r"(?:the\s+)?(?P<end>end of\s+(?:the\s+)?|ende\s+(?:des\s+|der\s+)?)?"


@dataclass(frozen=True, slots=True)
class Horizon:
    """A last day, where it stands, and what was assumed to get it."""

    day: date | None
    start: int
    end: int
    assumed: str | None = None


Rule = Callable[[re.Match[str], date], "date | tuple[date, str] | None"]


def horizons(text: str, today: date, taken: list[tuple[int, int]]) -> Iterator[Horizon]:
    """Yield the last days that *text* names outside of *taken*; a day that is left open has None."""
    for pattern, rule in _RULES:
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            try:
                read = rule(found, today)
            except ValueError:  # such as the 90th of a month: it is no date
                continue
            taken.append((start, end))
            day, assumed = read if isinstance(read, tuple) else (read, None)
            yield Horizon(day, start, end, assumed)


def _iso(found: re.Match[str], today: date) -> date:
    return date.fromisoformat(found["d"])


def _dotted(found: re.Match[str], today: date) -> date:
    year = found["y"]
    day, month = int(found["d"]), int(found["m"])
    return _next(today, month, day) if not year else date(_year(year), month, day)


def _slashed(found: re.Match[str], today: date) -> date | None:
    one, two, year = int(found["a"]), int(found["b"]), _year(found["y"])
    if one <= 12 and two <= 12 and one != two:
        return None
    return date(year, one, two) if two > 12 or one == two else date(year, two, one)


def _named(found: re.Match[str], today: date) -> date:
    month, day = _MONTHS[found["m"].lower()], int(found["d"])
    return date(int(found["y"]), month, day) if found["y"] else _next(today, month, day)


def _month(found: re.Match[str], today: date) -> tuple[date, str] | date:
    month = _MONTHS[found["m"].lower()]
    year = int(found["y"]) if found["y"] else today.year + (month < today.month)
    if (found["by"] or "").strip().lower() in {"before", "vor"} and not found["end"]:
        return date(year, month, 1) - timedelta(days=1)
    last = _last(year, month)
    said = bool(found["end"]) and found["y"]
    return last if said else (last, f"{found[0].strip()} is read as {last.isoformat()}")


def _quarter(found: re.Match[str], today: date) -> date | tuple[date, str]:
    number = int(found["q"]) if found["q"] else _ORDINAL[found["o"].lower()]
    year = int(found["y"]) if found["y"] else today.year
    last = _last(year, number * 3)
    if last < today and not found["y"]:
        last = _last(year + 1, number * 3)
    return last if found["y"] else (last, f"{found[0].strip()} is read as {last.isoformat()}")


_ORDINAL: Final = {
    "first": 1, "ersten": 1, "erstes": 1, "second": 2, "zweiten": 2, "third": 3, "dritten": 3,
    "fourth": 4, "vierten": 4,
}  # fmt: skip


def _period(found: re.Match[str], today: date) -> date:
    word = found["p"].lower()
    following = bool(found["next"])
    if word.startswith(("q", "quart")):
        quarter = (today.month - 1) // 3 + 1 + following
        return _last(today.year + (quarter - 1) // 4, ((quarter - 1) % 4 + 1) * 3)
    if word.startswith("m"):
        month = today.month + following
        return _last(today.year + (month - 1) // 12, (month - 1) % 12 + 1)
    return date(today.year + following, 12, 31)


def _year_end(found: re.Match[str], today: date) -> date:
    return date(int(found["y"]) if found["y"] else today.year, 12, 31)


def _quarter_end(found: re.Match[str], today: date) -> date:
    return _last(today.year, ((today.month - 1) // 3 + 1) * 3)


def _month_end(found: re.Match[str], today: date) -> date:
    return _last(today.year, today.month)


def _span(found: re.Match[str], today: date) -> date:
    word = found["n"].lower()
    count = 1 if word in {"a", "an"} else NUMBER_WORDS.get(word) or int(word)
    unit = found["u"].lower()
    if unit.startswith(("d", "t")):
        return today + timedelta(days=count)
    if unit.startswith("w"):
        return today + timedelta(weeks=count)
    months = count * (3 if unit.startswith("q") else 12 if unit.startswith(("y", "j")) else 1)
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _feast(found: re.Match[str], today: date) -> tuple[date, str]:
    word = found["f"].lower()
    for year in (today.year, today.year + 1):
        day = _feast_of(word, year)
        if day >= today:
            break
    day = _feast_of(word, today.year + 1) if found["next"] else day
    return day, f"{found['f']} is read as {day.isoformat()}"


def _feast_of(word: str, year: int) -> date:
    if word.startswith(("easter", "oster")):
        return easter(year)
    if word.startswith(("pfingst", "pentecost", "whitsun")):
        return easter(year) + timedelta(days=49)
    if word.startswith("black"):
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 22)
    if word.startswith("valentin"):
        return date(year, 2, 14)
    return date(year, 12, 31 if word.startswith(("silvester", "new year")) else 24)


def _open(found: re.Match[str], today: date) -> None:
    return None


def easter(year: int) -> date:
    """Return Easter Sunday. Source: Meeus, Jones and Butcher's algorithm (Astronomical Algorithms, 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _next(today: date, month: int, day: int) -> date:
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _rule(pattern: str, rule: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(pattern, re.IGNORECASE), rule


_UNIT: Final = r"(?:%|percent|per cent|prozent|euros?|dollars?|usd|eur|chf|more|mehr|points?|pieces|stück)"
"""After a number that is no day."""
_DAY: Final = r"(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?"
_RULES: Final = (
    _rule(rf"{_BY}(?P<d>\d{{4}}-\d{{2}}-\d{{2}})\b", _iso),
    _rule(rf"{_BY}(?:den\s+|dem\s+)?(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\."
          r"(?P<y>\d{4}|\d{2}(?!\d))?(?![\d%])", _dotted),
    _rule(rf"{_BY}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y>\d{{4}}|\d{{2}})\b", _slashed),
    _rule(rf"{_BY}(?:den\s+|dem\s+)?{_DAY}\s+(?:of\s+)?(?P<m>{_MONTH})\b\.?(?:,?\s+(?P<y>\d{{4}}))?", _named),
    _rule(rf"{_BY}(?P<m>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d|\s*{_UNIT})"
        r"(?:,?\s+(?P<y>\d{4}))?", _named),
    _rule(rf"{_BY}{_END}(?:q(?P<q>[1-4])|(?P<o>{'|'.join(_ORDINAL)})\s+quart(?:er|als?)) ?"
          r"(?:of\s+)?(?P<y>20\d\d)?", _quarter),
    _rule(rf"{_SAID}{_BY}(?P<f>christmas|xmas|weihnachten|heiligabend|silvester|new year's eve|easter|"
          r"ostern|pfingsten|whitsun|pentecost|black friday|valentine'?s?(?:\s+day)?|valentinstag)"
          r"\b(?P<next>\s+(?:next year|nächstes jahr(?:es)?))?", _feast),
    _rule(rf"{_BY}{_END}(?:(?P<next>next|nächste[nrsm]?|kommende[nrsm]?)|this|diese[nrsm]?|the|des)\s+"
          r"(?P<p>quarters?|quartals?|month|monats?|year|jahre?s?)\b(?!\s+\d)", _period),
    _rule(rf"{_SAID}{_BY}{_END}(?P<m>{_MONTH})\b\.?(?:\s+(?P<y>20\d\d))?", _month),
    _rule(rf"{_BY}(?:year[\s-]?end|jahresende|end of (?:the )?year)(?:\s+(?P<y>20\d\d))?\b", _year_end),
    _rule(rf"{_BY}(?:end(?:e)?(?:\s+of)?\s+)(?P<y>20\d\d)\b", _year_end),
    _rule(rf"{_BY}(?:quartalsende|quarter[\s-]?end)\b", _quarter_end),
    _rule(rf"{_BY}(?:monatsende|month[\s-]?end)\b", _month_end),
    _rule(r"(?:within|in|over|during|innerhalb(?:\s+von)?|binnen)\s+(?:the\s+|den\s+)?"
          rf"(?:next\s+|coming\s+|nächsten\s+|kommenden\s+)?{_COUNT}\s+"
          r"(?P<u>days?|weeks?|months?|quarters?|years?|tagen?|wochen?|monaten?|quartalen?|jahren?)"
          r"\b", _span),
    _rule(r"(?:by|until|before|till|bis zum|bis)\s+(?:the\s+)?(?:next\s+)?"
          r"(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst)\b", _open),
)  # fmt: skip
