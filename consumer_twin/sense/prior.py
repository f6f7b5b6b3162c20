"""What a price was before: the lowest that this twin saw in the thirty days before it fell, with the days.

Spec: spec/90-learn.md (LEARN-24, LEARN-25).

A seller's crossed-out price is the seller's word and is no evidence. What counts as the price before a
reduction is the lowest of the thirty days before it: Directive 98/6/EC on indicating prices, Article 6a
(put there by Directive (EU) 2019/2161). The twin sees some days only, so there may have been a lower one; it
says which it saw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from consumer_twin.sense.prices import Run
from protocol import Price

WINDOW_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Was:
    """The price before: seen from the day *first* to the day *last*, both within the window."""

    price: Price
    first: date
    last: date
    number: int


@dataclass(frozen=True, slots=True)
class Priced:
    """What an article costs since when, as far as was seen, and what it was; None: no evidence of a fall."""

    now: Run
    was: Was | None


def priced(watched: Iterable[Run]) -> list[Priced]:
    """Return each article that was seen, by shop and title, with the evidence of what it cost before."""
    groups: dict[tuple[str, ...], list[Run]] = defaultdict(list)
    for run in watched:
        one = run.seen
        groups[one.seller, one.product, one.variant, one.price.currency].append(run)
    found = [_priced(sorted(runs, key=_age)) for runs in groups.values()]
    return sorted(found, key=lambda one: (one.now.seen.shop, one.now.seen.title, one.now.number))


def _priced(runs: Sequence[Run]) -> Priced:
    *before, now = runs
    return Priced(now, was(before, now))


def was(before: Iterable[Run], now: Run) -> Was | None:
    """Return the lowest of *before* in the thirty days before *now* began, if it is above *now*'s.

    A run counts on the days on which it was seen, and none of *now*'s own day.
    """
    oldest, newest = now.first - timedelta(days=WINDOW_DAYS), now.first - timedelta(days=1)
    seen = [
        Was(run.seen.price, max(run.first, oldest), min(run.last, newest), run.number)
        for run in before
        if run.first <= newest and run.last >= oldest
    ]
    lowest = min(seen, key=lambda one: (one.price.amount, one.number), default=None)
    return lowest if lowest is not None and lowest.price.above(now.seen.price) else None


def _age(run: Run) -> tuple[date, date, int]:
    return run.last, run.first, run.number
