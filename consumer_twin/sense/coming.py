"""What comes next, by the sequence model: what the person takes often, and what follows what they took.

It speaks of the person's own articles that no interval foretells (bought too few times, or too unevenly), and
only as far as the same guesses about their own past came true. Without numpy nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from consumer_twin.sense.again import LEAST, foretold
from consumer_twin.sense.items import Item
from consumer_twin.sense.record import SPAN, Record, record_of
from consumer_twin.sense.suggestion import Suggestion, remembered
from consumer_twin.sense.wording import percent, search_words, short
from consumer_twin.taste import can_learn

MOST: Final = 5
_EXPECTED: Final = 0.25
_WEIGHT: Final = 20.0
"""Before any guess a quarter is expected to come true, and that weighs as twenty guesses: set by hand."""
_NEAR_WEIGHT: Final = 8.0
"""What all guesses together weigh beside those near the same place of the order."""
_RANKED: Final = 500
"""Items of the model's ranking that are looked at."""
_LEARNT: Final = 200
"""Shopping days that the model learns from, the latest: older ones count next to nothing, and cost time."""
_LATEST: Final = 20
"""Shopping days that "often" is told by."""
_LEAST_CASES: Final = 2
_LEAST_SHARE: Final = 0.3
"""What followed more rarely is no reason to name."""


def coming(items: Sequence[Item], today: date) -> list[Suggestion]:
    """Return what is likely to be bought next, of all that is not foretold to run out."""
    if not can_learn():
        return []
    names = likeliest(items, today)
    if not names:
        return []
    record = record_of(items, today, likeliest)
    if not record.guesses:
        return []
    known = {item.names[0]: item for item in items}
    chances = [
        record.near(place).chance(record.chance(_EXPECTED, _WEIGHT), _NEAR_WEIGHT) for place in range(MOST)
    ]
    pairs = zip(names, chances, strict=False)
    return [
        _suggested(known[name], items, today, record, chance) for name, chance in pairs if chance >= LEAST
    ]


def likeliest(items: Sequence[Item], day: date) -> list[str]:
    """Return the first names of what the model ranks first after *day*, without what `again` suggests."""
    from customer_model.sequence import baskets, learn  # noqa: PLC0415  loads numpy

    taken: dict[int, list[str]] = defaultdict(list)
    for item in items:
        for one in item.occasions:
            taken[one.day.toordinal()].append(item.names[0])
    told = {item.names[0] for item, *_ in foretold(items, day)}
    free = {item.names[0] for item in items if item.last.day < day} - told
    history = baskets(taken)[-_LEARNT:]
    model, _ = learn({"": history})
    ranked = model.scores(history, day.toordinal() + 1, _RANKED)
    return [one.item for one in ranked if one.item in free][:MOST]


def _suggested(item: Item, items: Sequence[Item], today: date, record: Record, chance: float) -> Suggestion:
    last = item.last.day.isoformat()
    words = (
        f"{_often(item, items)}, last on {last}.{_followed(item, items)} By what you take often, and after "
        f"what, it is among the {MOST} likeliest of what is not foretold to run out. {record.words()}"
        f"Chance that you buy it in the next {SPAN} days: {percent(chance)}."
    )
    return Suggestion(
        kind="next",
        names=item.names,
        cycle=last,
        title=short(item.title),
        words=words,
        strength=chance,
        due=today + timedelta(days=SPAN),
        evidence=remembered(item.numbers),
        terms=search_words(item.title),
        category=item.category,
        price=item.price,
    )


def _often(item: Item, items: Sequence[Item]) -> str:
    days = _days(items)[-_LATEST:]
    times = sum(one.day in days for one in item.occasions)
    return f"Bought on {times} of your last {len(days)} shopping days"


def _followed(item: Item, items: Sequence[Item]) -> str:
    """After which of the latest purchases it came most often, if it did."""
    days = _days(items)
    following = dict(pairwise(days))
    own = {one.day for one in item.occasions}
    cases = []
    for other in items:
        earlier = [one.day for one in other.occasions if one.day in following]
        times = sum(following[day] in own for day in earlier)
        telling = times >= max(_LEAST_CASES, _LEAST_SHARE * len(earlier))
        if other.last.day == days[-1] and other is not item and telling:
            cases.append((times / len(earlier), times, len(earlier), short(other.title)))
    if not cases:
        return ""
    _, times, of, title = max(cases)
    day = days[-1].isoformat()
    return f" It came on the next shopping day after {title} {times} of {of} times; that was bought on {day}."


def _days(items: Sequence[Item]) -> list[date]:
    return sorted({one.day for item in items for one in item.occasions})
