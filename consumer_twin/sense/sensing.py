"""Sensing: from what was bought and what was seen to what may be wanted.

Spec: spec/90-learn.md (LEARN-22).

Pure: purchases and prices in, suggestions out. Nothing here can reach a brand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from consumer_twin.history import Purchase, title_key
from consumer_twin.sense.again import again
from consumer_twin.sense.coming import coming
from consumer_twin.sense.complements import Complement, hinted
from consumer_twin.sense.items import items_of
from consumer_twin.sense.prices import Run, price_drops, unmet
from consumer_twin.sense.season import season
from consumer_twin.sense.suggestion import Suggestion
from consumer_twin.sense.together import together

MOST_OF_A_KIND: Final = 12
"""Suggestions of one kind, the strongest: more is noise."""


def sense(
    purchases: Iterable[Purchase],
    watched: Iterable[Run] = (),
    complements: Iterable[Complement] = (),
    *,
    today: date,
) -> tuple[Suggestion, ...]:
    """Return what may be wanted *today*, the strongest first; each thing once.

    A purchase of a later day than *today* is left out: a clock that jumped tells nothing.
    """
    items = items_of(one for one in purchases if one.day <= today)
    bought = {title_key(item.title): item.last.day for item in items}
    kinds = (
        again(items, today),
        together(items, today),
        coming(items, today),
        season(items, today),
        price_drops(unmet(watched, bought), today),
        hinted(items, complements, today),
    )
    found = [one for some in kinds for one in sorted(some, key=_order)[:MOST_OF_A_KIND]]
    return tuple(_once(sorted(found, key=_order)))


def _order(one: Suggestion) -> tuple[float, date, str]:
    return (-round(one.strength, 6), one.due, one.id)


def _once(ordered: Sequence[Suggestion]) -> list[Suggestion]:
    """The strongest suggestion for each thing."""
    seen: set[str] = set()
    kept = []
    for one in ordered:
        if not seen & set(one.names):
            kept.append(one)
        seen |= set(one.names)
    return kept
