"""Seasons: what was bought at this time of the year before, and hardly at any other.

A thing that was bought once at this time last year says little; two things of one category, or one thing in
two years, say more. The chance is the mean of a Beta(0.5, 1.5) after the years that the history covers: set
by hand, so that one year gives an even chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from consumer_twin.sense.items import Item, Occasion
from consumer_twin.sense.suggestion import Suggestion, remembered
from consumer_twin.sense.wording import dates, percent, search_words, short
from protocol import Price

_BEFORE: Final = 10
_AFTER: Final = 21
"""Days before and after today's date that are this time of the year."""
_QUIET_DAYS: Final = 200
"""What was bought within so many days is in use, or bought all year."""
_LEAST_SHARE: Final = 0.6
"""Share of all its purchases that were made at this time."""
_LEAST_CASES: Final = 2
_MOST_YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class _Subject:
    """A thing, or a category of things, and when it was bought."""

    names: tuple[str, ...]
    title: str
    terms: str
    category: str
    price: Price | None
    occasions: tuple[Occasion, ...]


def season(items: Sequence[Item], today: date) -> list[Suggestion]:
    """Return the things and the categories whose season it is."""
    if not items:
        return []
    first = min(item.occasions[0].day for item in items)
    found = []
    covered: set[str] = set()
    for subject in _subjects(items):
        suggestion = _suggested(subject, first, today)
        if suggestion is not None and subject.category.casefold() not in covered:
            found.append(suggestion)
            if subject.names[0].startswith("category:"):
                covered.add(subject.category.casefold())
    return found


def _subjects(items: Sequence[Item]) -> Iterator[_Subject]:
    """Categories of several items first: what one of them says is no news then."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.category:
            groups[item.category.casefold()].append(item)
    for name, some in groups.items():
        if len(some) > 1:
            occasions = sorted((one for item in some for one in item.occasions), key=lambda one: one.day)
            title = some[-1].category
            yield _Subject((f"category:{name}",), title, search_words(title), title, None, tuple(occasions))
    for item in items:
        terms = search_words(item.title)
        yield _Subject(item.names, short(item.title), terms, item.category, item.price, item.occasions)


def _suggested(subject: _Subject, first: date, today: date) -> Suggestion | None:
    if (today - subject.occasions[-1].day).days < _QUIET_DAYS:
        return None
    years = [_ago(today, year) for year in range(1, _MOST_YEARS + 1)]
    covered = [day for day in years if first <= day + timedelta(days=_AFTER)]
    hits = {day: [one for one in subject.occasions if _close(one.day, day)] for day in covered}
    cases = sorted((one for some in hits.values() for one in some), key=lambda one: one.day)
    if len(cases) < max(_LEAST_CASES, _LEAST_SHARE * len(subject.occasions)):
        return None
    chance = (sum(map(bool, hits.values())) + 0.5) / (len(covered) + 2)
    earliest = min(one.day - day for day, some in hits.items() for one in some)
    days = list(dict.fromkeys(one.day for one in cases))
    words = (
        f"You bought this at this time of the year before: {dates(days)}, "
        f"{len(cases)} of {len(subject.occasions)} purchases of it. Chance: {percent(chance)}."
    )
    return Suggestion(
        kind="season",
        names=subject.names,
        cycle=str((today + timedelta(days=_AFTER)).year),
        title=subject.title,
        words=words,
        strength=chance,
        due=max(today, today + earliest),
        evidence=remembered(number for one in cases for number in one.numbers),
        terms=subject.terms,
        category=subject.category,
        price=subject.price,
    )


def _ago(today: date, years: int) -> date:
    """*today*, so many years before; the 28th for a 29th of February that was none."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def _close(day: date, centre: date) -> bool:
    return -_BEFORE <= (day - centre).days <= _AFTER
