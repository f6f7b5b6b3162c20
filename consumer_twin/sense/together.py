"""What goes with a recent purchase, by the person's own history.

How often was the one bought within two weeks of the other, against how often it is bought in any two weeks?
Few cases are pulled towards the latter, as if there had been two more like it. Cases that luck
makes too easily are left out: of many pairs of things that have nothing to do with each other, some look it.

Source: association rules with confidence and lift, Brin, Motwani, Ullman and Tsur, SIGMOD 1997; the pull is
an m-estimate, Cestnik, ECAI 1990, with m of 2 set by hand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from math import comb
from typing import Final

from consumer_twin.sense.items import Item
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
_MOST_RECENT: Final = 30
"""Recent items that are looked at, the latest: bounds the work."""


def together(items: Sequence[Item], today: date) -> list[Suggestion]:
    """Return what used to be bought with a recent purchase and was not this time."""
    if not items:
        return []
    first = min(item.occasions[0].day for item in items)
    windows = max(1.0, (today - first).days / (_SPAN + 1))
    recent = [item for item in items if 0 < (today - item.last.day).days <= _FRESH_DAYS]
    recent = sorted(recent, key=lambda item: item.last.day)[-_MOST_RECENT:]
    often = [item for item in items if len(item.occasions) >= _LEAST_CASES]
    best: dict[str, Suggestion] = {}
    for bought in recent:
        for other in often:
            found = _pair(bought, other, windows, today)
            if found is not None and found.strength > (best[found.id].strength if found.id in best else 0.0):
                best[found.id] = found
    return list(best.values())


def _pair(bought: Item, other: Item, windows: float, today: date) -> Suggestion | None:
    """What *other* is suggested for, if it used to come with *bought* and did not this time."""
    if other.names[0] == bought.names[0] or other.last.day >= bought.last.day:
        return None
    earlier = [one.day for one in bought.occasions[:-1]]
    days = [one.day for one in other.occasions]
    cases = sum(1 for day in earlier if _within(days, day))
    usual = min(1.0, len(days) / windows)
    chance = (cases + _PULL * usual) / (len(earlier) + _PULL)
    if cases < _LEAST_CASES or chance < max(_LEAST_CHANCE, _LEAST_LIFT * usual):
        return None
    if _by_luck(cases, len(earlier), usual) > _MOST_BY_LUCK:
        return None
    since = bought.last.day.isoformat()
    words = (
        f"{cases} of the {len(earlier)} times before that you bought {short(bought.title)}, this followed "
        f"within {_SPAN} days; you bought it again on {since}, and this not yet. Chance: {percent(chance)}."
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


def _within(days: Sequence[date], day: date) -> bool:
    """Whether one of *days*, in order, is *day* or in the span after it."""
    return bisect_left(days, day) < bisect_right(days, day + timedelta(days=_SPAN))
