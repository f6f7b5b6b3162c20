"""What a price was: the dated prices that a brand asked, and what they prove of a price before.

Spec: spec/40-scan.md (SCAN-11 to SCAN-13, SCAN-15).

A crossed-out price is the seller's word. A history says which price was asked from when to when, under the
brand's signature; whoever kept one of its pages can hold it against that (see `price_evidence`). What counts
as the price before a reduction is the lowest of the thirty days before it.

Source: Directive 98/6/EC on indicating prices, Article 6a (put there by Directive (EU) 2019/2161).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from protocol.money import Price
from protocol.times import Time, read_time
from protocol.wire import Maybe, Wire

MAX_RUNS: Final = 64
"""Prices that a history holds at most; the oldest are left out first."""
BEFORE_MS: Final = 30 * 86_400_000
"""How long before a reduction the lowest price counts."""


class PriceRun(Wire):
    """A price and the time for which it was asked. Without `until` it is the one that is asked now."""

    price: Price
    since: Time
    until: Maybe[Time] = None

    @property
    def since_ms(self) -> int:
        """Since when, in milliseconds since 1970."""
        return read_time(self.since)

    @property
    def until_ms(self) -> int | None:
        """Until when, included, in milliseconds since 1970; None: it is asked now."""
        return None if self.until is None else read_time(self.until)


def _ordered(runs: tuple[PriceRun, ...]) -> tuple[PriceRun, ...]:
    *past, now = runs
    end_ms = 0
    for run in past:
        if run.until_ms is None or not end_ms <= run.since_ms <= run.until_ms:  # SCAN-11
            raise ValueError("the prices don't follow each other in time")
        end_ms = run.until_ms
    if now.until is not None or now.since_ms < end_ms:  # SCAN-11
        raise ValueError("the last price is not the one that is asked now")
    if len({run.price.currency for run in runs}) != 1:  # SCAN-12
        raise ValueError("the prices are in more than one currency")
    return runs


PriceHistory = Annotated[
    tuple[PriceRun, ...],
    Field(strict=False, min_length=1, max_length=MAX_RUNS),
    AfterValidator(_ordered),
]
"""The prices asked for a variant, ascending in time; between two of them it may have been off the catalog."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What becomes of a crossed-out price under the history beside it.

    reduced_ms: since when the price of now holds; 0 without a history. prior: the lowest price of the thirty
    days before, None if the history states none. reaches: whether the history reaches back so far.
    """

    proven: bool
    reduced_ms: int = 0
    prior: PriceRun | None = None
    reaches: bool = False


def claimed(list_price: Price, history: Sequence[PriceRun] | None) -> Claim:
    """Return what *history* proves of *list_price*, shown as the price before (SCAN-15)."""
    if not history or history[-1].price.currency != list_price.currency:
        return Claim(proven=False)
    *past, now = history
    oldest_ms = now.since_ms - BEFORE_MS
    counted = [run for run in past if run.until_ms is not None and run.until_ms >= oldest_ms]
    prior = min(counted, key=lambda run: run.price.amount, default=None)
    reaches = history[0].since_ms <= oldest_ms
    lowest = prior is not None and not list_price.above(prior.price)
    return Claim(proven=reaches and lowest, reduced_ms=now.since_ms, prior=prior, reaches=reaches)
