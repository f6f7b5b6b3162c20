"""Was: what a thing cost in public before, said only with the days on which the twin saw it.

Spec: spec/90-learn.md (LEARN-24).

A shop's own "was" is never repeated. What counts as the price before is the lowest that was seen in the
thirty days before the present one began, as in Directive 98/6/EC, article 6a. What was not seen is not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from consumer_twin.sense import Run
from protocol import Price

_DAYS: Final = 30


@dataclass(frozen=True)
class Was:
    """What a piece cost in public: *before*, seen from day *first* to *last*; and *now*, *since* a day."""

    before: Price
    first: date
    last: date
    now: Price
    since: date


def was(runs: Sequence[Run]) -> Was | None:
    """Return what the article of *runs*, of one seller and currency, cost before; None if no more."""
    if not runs:
        return None
    *earlier, now = sorted(runs, key=lambda run: (run.last, run.first, run.number))
    oldest = now.first - timedelta(days=_DAYS)
    seen = [run for run in earlier if run.last >= oldest]
    lowest = min(seen, key=lambda run: run.seen.price.amount, default=None)
    if lowest is None or lowest.seen.price.amount <= now.seen.price.amount:
        return None
    return Was(lowest.seen.price, lowest.first, lowest.last, now.seen.price, now.first)
