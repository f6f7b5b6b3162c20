"""What a brand published of its prices before, beside what this twin saw itself.

Spec: spec/40-scan.md (SCAN-14, SCAN-15), spec/90-learn.md (LEARN-25).

A crossed-out price is a claim: proven by the brand's own dated and signed prices, or unproven. And the dated
prices are held against the prices that the twin noted; one that it saw on a day that they speak for, and that
they don't have, is shown. The signed page of that day, if the twin kept it, is the proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from consumer_twin.history import day_of
from consumer_twin.sense.prices import Run
from protocol import CatalogPage, Price, read_time
from protocol.catalog import Variant
from protocol.price_history import Claim, PriceRun, claimed

_DAY_MS: Final = 86_400_000

Article = tuple[str, str, str]
"""Seller, product and variant."""


@dataclass(frozen=True, slots=True)
class Published:
    """A variant on a page that was made at *made_ms*."""

    variant: Variant
    made_ms: int

    @property
    def list_price(self) -> Price | None:
        """The crossed-out price, if there is one above the price."""
        listed = self.variant.list_price
        plain = listed is None or listed.currency != self.variant.price.currency
        return None if plain or listed is None or not listed.above(self.variant.price) else listed

    def claim(self) -> Claim | None:
        """What becomes of the crossed-out price; None if there is none."""
        listed = self.list_price
        return None if listed is None else claimed(listed, self.variant.price_history)

    def differing(self, runs: Iterable[Run]) -> tuple[Run, ...]:
        """Return those of *runs* that the history speaks for and does not have (SCAN-14).

        A day is as long as it is anywhere: a price counts as stated for the day before and the day after too.
        """
        history = self.variant.price_history
        if not history:
            return ()
        return tuple(run for run in runs if self._speaks_for(run, history) and not self._states(run, history))

    def _speaks_for(self, run: Run, history: tuple[PriceRun, ...]) -> bool:
        begins, ends = day_of(history[0].since_ms + _DAY_MS), day_of(self.made_ms - _DAY_MS)
        return begins <= run.first and run.last <= ends

    def _states(self, run: Run, history: tuple[PriceRun, ...]) -> bool:
        for one in history:
            until_ms = self.made_ms if one.until_ms is None else one.until_ms
            near = day_of(one.since_ms - _DAY_MS) <= run.last and run.first <= day_of(until_ms + _DAY_MS)
            if near and one.price == run.seen.price:
                return True
        return False


def article_of(run: Run) -> Article:
    """Return the article whose price *run* is."""
    return run.seen.seller, run.seen.product, run.seen.variant


def published(pages: Iterable[CatalogPage]) -> Mapping[Article, Published]:
    """Return what *pages* publish of each variant."""
    return {
        (page.from_, product.id, variant.id): Published(variant, read_time(page.created))
        for page in pages
        for product in page.products
        for variant in product.variants
    }
