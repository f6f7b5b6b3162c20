"""Things that go together, by a short list that people wrote: hints, and no statistics of anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from consumer_twin.sense.items import Item
from consumer_twin.sense.suggestion import HINT, Suggestion, remembered
from consumer_twin.sense.wording import search_words, short
from foundation.words import terms

_FRESH_DAYS: Final = 30
"""A hint comes up to so many days after the purchase."""
_HAS_DAYS: Final = 365
"""Who bought the thing within so many days has it."""


@dataclass(frozen=True, slots=True)
class Complement:
    """Who bought what has all words of *bought*, and none of *without*, may want *wants*.

    chance: how likely, set by hand.
    """

    bought: frozenset[str]
    without: frozenset[str]
    wants: str
    chance: float


def read_complements(table: Mapping[str, Any]) -> tuple[Complement, ...]:
    """Return the hints in *table*, as the shipped file has them."""
    return tuple(map(_complement, table.get("pair", ())))


def _complement(pair: Mapping[str, Any]) -> Complement:
    bought, wants = frozenset(terms(str(pair["bought"]))), str(pair["wants"])
    without = frozenset(terms(" ".join((wants, *pair.get("without", ())))))
    return Complement(bought, without - bought, wants, float(pair["chance"]))


def hinted(items: Sequence[Item], complements: Iterable[Complement], today: date) -> list[Suggestion]:
    """Return what goes with a recent purchase by the *complements*, unless the person has it."""
    words = [(item, frozenset(terms(item.title))) for item in items]
    recent = [pair for pair in words if 0 <= (today - pair[0].last.day).days <= _FRESH_DAYS]
    held = [had for item, had in words if (today - item.last.day).days <= _HAS_DAYS]
    found = []
    for one in complements:
        wanted = frozenset(terms(one.wants))
        if any(wanted <= had for had in held):
            continue
        for item, said in recent:
            if one.bought <= said and not one.without & said:
                found.append(_suggested(one, item))
                break
    return found


def _suggested(one: Complement, item: Item) -> Suggestion:
    day = item.last.day
    words = (
        f"You bought {short(item.title)} on {day.isoformat()}; {one.wants} often goes with it. This is a "
        "hint from a list that people wrote and that ships with the twin, not from your history."
    )
    return Suggestion(
        kind="together",
        names=(f"{HINT}{one.wants}",),
        cycle=day.isoformat(),
        title=one.wants,
        words=words,
        strength=one.chance,
        due=day + timedelta(days=_FRESH_DAYS),
        evidence=remembered(item.last.numbers),
        terms=search_words(one.wants),
    )
