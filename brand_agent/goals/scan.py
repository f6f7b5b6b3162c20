"""What of a marketer's text is found before anything is understood: dates, figures, people, goods that stay.

Each place is found once: what is a date is no figure, what stays untouched is no goal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from brand_agent.goals.clauses import Clause, clauses
from brand_agent.goals.figures import NUMBER_WORDS, Figure, figures
from brand_agent.goals.goal import Metric, SegmentName
from brand_agent.goals.horizon import Horizon, horizons
from brand_agent.goals.words import EXCLUDE, KEEP_OUT, METRICS, SEGMENTS

_LAPSED_DAYS: Final = re.compile(
    r"(?P<n>\d{1,3}|" + "|".join(map(re.escape, NUMBER_WORDS)) + r"|an?)\s+"
    r"(?P<u>day|week|month|year|tag|woche|monat|jahr)",
    re.IGNORECASE,
)  # fmt: skip
_DAYS: Final = {"day": 1, "tag": 1, "week": 7, "woche": 7, "month": 30, "monat": 30, "year": 365, "jahr": 365}


@dataclass(frozen=True, slots=True)
class People:
    """A segment, where it stands; days: since when lapsed."""

    name: SegmentName
    start: int
    end: int
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A metric, or goods in the text's words, where they stand."""

    what: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """All that was found, in order."""

    text: str
    people: tuple[People, ...]
    horizons: tuple[Horizon, ...]
    excluded: tuple[Named, ...]
    figures: tuple[Figure, ...]
    metrics: tuple[Named, ...]
    clauses: tuple[Clause, ...]


def scan(text: str, today: date) -> Scan:
    """Return what stands in *text* when it is *today*."""
    people = list(_people(text))
    taken = [(one.start, one.end) for one in people if one.days is not None]
    until = sorted(horizons(text, today, taken), key=_start)
    excluded = sorted(_excluded(text, taken), key=_start)
    dates = list(taken)
    found = sorted(figures(text, taken), key=_start)
    metrics = sorted(_metrics(text, [*dates, *((one.start, one.end) for one in excluded)]), key=_start)
    shares = [one for one in metrics if one.what in {Metric.REPEAT_SHARE, Metric.NEW_CUSTOMERS}]
    people = [one for one in people if not any(one.start < two.end and two.start < one.end for two in shares)]
    cut = clauses(text, dates, [(one.start, one.end) for one in found])
    return Scan(text, tuple(people), tuple(until), tuple(excluded), tuple(found), tuple(metrics), tuple(cut))


def _start(one: Horizon | Figure | Named | People) -> int:
    return one.start


def _people(text: str) -> Iterator[People]:
    taken: list[tuple[int, int]] = []
    for name, pattern in SEGMENTS:
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            span = _LAPSED_DAYS.search(found[0]) if name == "lapsed" else None
            yield People(name, start, end, None if span is None else _lapsed(span))


def _lapsed(found: re.Match[str]) -> int:
    word = found["n"].lower()
    count = 1 if word in {"a", "an"} else NUMBER_WORDS.get(word) or int(word)
    return count * _DAYS[found["u"].lower()]


def _excluded(text: str, taken: list[tuple[int, int]]) -> Iterator[Named]:
    for pattern in EXCLUDE:
        for found in pattern.finditer(text):
            start, end = found.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            taken.append((start, end))
            yield from _each(text, *found.span("x"))


def _each(text: str, start: int, end: int) -> Iterator[Named]:
    """The goods between *start* and *end*, cut at "or" and "and"."""
    at = start
    for part in re.split(r"(\s+(?:or|and|oder|und)\s+)", text[start:end], flags=re.IGNORECASE):
        words = part.strip()
        if words.lower() not in {"or", "and", "oder", "und", ""}:
            while cut := KEEP_OUT.match(words):
                words = words[cut.end() :]
            place = text.index(words, at)
            yield Named(words, place, place + len(words))
        at += len(part)


def _metrics(text: str, taken: list[tuple[int, int]]) -> Iterator[Named]:
    for metric, pattern in METRICS:
        for found in pattern.finditer(text):
            start, end = found.span()
            if not any(start < stop and begin < end for begin, stop in taken):
                taken.append((start, end))
                yield Named(metric, start, end)
