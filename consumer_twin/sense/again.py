"""What is bought again, and when it runs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from consumer_twin.sense.intervals import Lasting, lasting
from consumer_twin.sense.items import Item
from consumer_twin.sense.suggestion import Suggestion, remembered
from consumer_twin.sense.wording import days, percent, search_words, short

LEAST: Final = 0.35
"""What is less likely to be bought in the time ahead is no suggestion."""
_LEAST_AHEAD: Final = 7
_EARLY: Final = 0.25
"""It is suggested a quarter of the time that the thing lasts before it runs out, and a week at least."""


def again(items: Sequence[Item], today: date) -> list[Suggestion]:
    """Return the items that are likely to be bought again in the time ahead."""
    return [_suggested(item, model, today, chance) for item, model, chance in foretold(items, today)]


def foretold(items: Sequence[Item], today: date) -> list[tuple[Item, Lasting, float]]:
    """Return those items, how long each lasts, and how likely it is bought in the time ahead."""
    models = lasting(items)
    pairs = [(item, models[item.names[0]]) for item in items if item.names[0] in models]
    timely = [(item, model) for item, model in pairs if _is_time(item, model, today)]
    found = [(item, model, _chance(item, model, today)) for item, model in timely]
    return [one for one in found if one[2] >= LEAST]


def _is_time(item: Item, model: Lasting, today: date) -> bool:
    usual = model.days()
    silent = (today - item.last.day).days
    return silent > 0 and silent >= usual - max(_LEAST_AHEAD, usual * _EARLY)


def _chance(item: Item, model: Lasting, today: date) -> float:
    return model.within((today - item.last.day).days, _ahead(model))


def _ahead(model: Lasting) -> int:
    """Days that are looked ahead."""
    return 2 * max(_LEAST_AHEAD, round(model.days() * _EARLY))


def _suggested(item: Item, model: Lasting, today: date, chance: float) -> Suggestion:
    usual, ahead = model.days(), _ahead(model)
    due = item.last.day + timedelta(days=round(min(usual, 36_500)))
    pieces = f" ({item.last.pieces} pieces)" if item.last.pieces > 1 else ""
    runs_out = "runs out about" if due >= today else "should have run out about"
    words = (
        f"Bought {len(item.occasions)} times, last on {item.last.day.isoformat()}{pieces}; that lasts about "
        f"{days(usual)} (mostly {round(model.days(0.1))} to {round(model.days(0.9))}), so it {runs_out} "
        f"{due.isoformat()}. Chance that you buy it in the next {days(ahead)}: {percent(chance)}."
    )
    return Suggestion(
        kind="again",
        names=item.names,
        cycle=item.last.day.isoformat(),
        title=short(item.title),
        words=words,
        strength=chance,
        due=max(due, today),
        evidence=remembered(item.numbers),
        terms=search_words(item.title),
        category=item.category,
        price=item.price,
    )
