"""What goes with a recent purchase, by the person's own history.

How often was the one bought within two weeks of the other, against how often it is bought in any two weeks?
Few cases are pulled towards the latter, as if there had been two more like it. Cases that luck
makes too easily are left out: of many pairs of things that have nothing to do with each other, some look it.

Source: association rules with confidence and lift, Brin, Motwani, Ullman and Tsur, SIGMOD 1997; the pull is
an m-estimate, Cestnik, ECAI 1990, with m of 2 set by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import comb
from typing import Final

from consumer_twin.sense.items import Item
from consumer_twin.sense.record import Record, record_of
from consumer_twin.sense.suggestion import Suggestion, remembered
from consumer_twin.sense.wording import percent, search_words, short

_SPAN: Final = 14
"""Days after a purchase in which the other counts as bought with it."""
_FRESH_DAYS: Final = 10
_LEAST_CASES: Final = 2
_LEAST_CHANCE: Final = 0.35
_LEAST_LIFT: Final = 2.0
_MOST_BY_LUCK: Final = 0.01
"""How likely so many cases may be by luck. In 400 scripted weeks of four habits without a tie, false ones
were told 229 times without this test, 18 times with it."""
_PULL: Final = 2.0
_MOST_TRIED: Final = 12
"""Pairs of a day that the record is kept of."""
_MOST_RECENT: Final = 30
"""Recent items that are looked at, the latest: bounds the work."""


def together(items: Sequence[Item], today: date) -> list[Suggestion]:
    """Return what used to be bought with a recent purchase and was not this time."""
    found = _pairs(items, today)
    record = record_of(items, today, _named) if found else Record()
    proven = [_proven(one, record) for one in found]
    return [one for one in proven if one.strength >= _LEAST_CHANCE]


def _named(items: Sequence[Item], today: date) -> list[str]:
    """The strongest pairs, as a record is kept of them."""
    found = sorted(_pairs(items, today), key=lambda one: (-one.strength, one.id))
    return [one.names[0] for one in found[:_MOST_TRIED]]


def _proven(one: Suggestion, record: Record) -> Suggestion:
    """Return *one* with the chance that its *record* leaves it."""
    chance = record.chance(one.strength, _PULL)
    words = f"{one.words} {record.words()}Chance: {percent(chance)}."
    return replace(one, words=words, strength=chance)


def _pairs(items: Sequence[Item], today: date) -> list[Suggestion]:
    """What is suggested by how often it came with a recent purchase alone."""
    if not items:
        return []
    first = min(item.occasions[0].day for item in items)
    windows = max(1.0, (today - first).days / (_SPAN + 1))
    recent = [item for item in items if 0 < (today - item.last.day).days <= _FRESH_DAYS]
    recent = sorted(recent, key=lambda item: item.last.day)[-_MOST_RECENT:]
    often = [(item, _near(item)) for item in items if len(item.occasions) >= _LEAST_CASES]
    best: dict[str, Suggestion] = {}
    for bought in recent:
        earlier = {one.day.toordinal() for one in bought.occasions[:-1]}
        for other, near in often:
            found = _pair(bought, other, len(earlier & near), windows, today)
            if found is not None and found.strength > (best[found.id].strength if found.id in best else 0.0):
                best[found.id] = found
    return list(best.values())


def _pair(bought: Item, other: Item, cases: int, windows: float, today: date) -> Suggestion | None:
    """What *other* is suggested for, if it used to come with *bought*, in *cases*, and did not this time."""
    if cases < _LEAST_CASES or other.names[0] == bought.names[0] or other.last.day >= bought.last.day:
        return None
    times = len(bought.occasions) - 1
    usual = min(1.0, len(other.occasions) / windows)
    chance = (cases + _PULL * usual) / (times + _PULL)
    if chance < max(_LEAST_CHANCE, _LEAST_LIFT * usual) or _by_luck(cases, times, usual) > _MOST_BY_LUCK:
        return None
    since = bought.last.day.isoformat()
    words = (
        f"{cases} of the {times} times before that you bought {short(bought.title)}, this followed "
        f"within {_SPAN} days; you bought it again on {since}, and this not yet."
    )
    return Suggestion(
        kind="together",
        names=other.names,
        cycle=since,
        title=short(other.title),
        words=words,
        strength=chance,
        due=max(today, bought.last.day + timedelta(days=_SPAN)),
        evidence=remembered((*other.numbers, *bought.numbers)),
        terms=search_words(other.title),
        category=other.category,
        price=other.price,
    )


def _by_luck(cases: int, times: int, chance: float) -> float:
    """How likely *cases* or more of so many *times* are, if each has that *chance*: the binomial's tail."""
    return sum(
        comb(times, hits) * chance**hits * (1 - chance) ** (times - hits) for hits in range(cases, times + 1)
    )


def _near(item: Item) -> set[int]:
    """The days, as ordinals, of which the item was bought on the day itself or in the span after it."""
    return {one.day.toordinal() - ago for one in item.occasions for ago in range(_SPAN + 1)}
