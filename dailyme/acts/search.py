"""Searching catalogs on this machine: read, index, ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from catalog_adapters import Entry, Reject, SourceSettings
from catalog_search import Filters, Hit, LocalIndex, Offer, offers_of
from dailyme.errors import UsageError
from dailyme.outputs_search import FoundOffer, SearchResult
from dailyme.sources import column_pair, is_loopback, read_any
from foundation.reading import ReadingError, read_price
from protocol.money import Price

_BATCH: Final = 10_000


@dataclass(frozen=True)
class Look:
    """What the person asks for, as they wrote it."""

    query: str
    limit: int
    highest: str | None
    category: str | None
    attributes: tuple[str, ...]
    in_stock: bool

    def filters(self) -> Filters:
        """Return the hard filters. Raises `UsageError`."""
        pairs = tuple(column_pair(pair, "--attribute") for pair in self.attributes)
        most = _price(self.highest) if self.highest is not None else None
        return Filters(
            currency=None if most is None else most.currency,
            highest_minor=None if most is None else most.amount,
            stock="in-stock" if self.in_stock else "any",
            category=self.category,
            attributes=pairs,
        )


def search_catalogs(
    sources: Sequence[str], settings: SourceSettings, look: Look, *, at_ms: int
) -> SearchResult:
    """Read *sources*, each under its own name, and return what answers *look*.

    Raises what reading a source raises, `UsageError`, and the errors of `catalog_search`.
    """
    filters = look.filters()
    reading = _Reading(settings, at_ms)
    index = LocalIndex()
    try:
        offers = reading.offers(sources)
        while batch := list(islice(offers, _BATCH)):
            index.put(batch)
        hits = index.search(look.query, filters, look.limit)
        return SearchResult(
            query=look.query, offers=reading.read, rejects=reading.rejects, hits=[_shown(hit) for hit in hits]
        )
    finally:
        index.close()


class _Reading:
    """Counts what is read while it is read."""

    def __init__(self, settings: SourceSettings, at_ms: int) -> None:
        self._settings, self._at_ms = settings, at_ms
        self.read = self.rejects = 0

    def offers(self, sources: Sequence[str]) -> Iterator[Offer]:
        for number, source in enumerate(sources):
            for item in read_any(source, self._settings, at_ms=self._at_ms, local=is_loopback(source)):
                yield from self._offers(item, str(number + 1) if len(sources) > 1 else "")

    def _offers(self, item: Entry | Reject, seller: str) -> Iterator[Offer]:
        if isinstance(item, Reject):
            self.rejects += 1
            return
        for offer in offers_of(item.product, seller=seller):
            self.read += 1
            yield offer


def _price(text: str) -> Price:
    try:
        return read_price(text, None)
    except ReadingError as error:
        problem = f"--highest can't be {text!r}: {error}"
        raise UsageError(problem, "Give an amount and a currency: 30 EUR.") from None


def _shown(hit: Hit) -> FoundOffer:
    offer = hit.offer
    priced = offer.price_minor is not None
    return FoundOffer(
        id=offer.id,
        title=offer.title,
        brand=offer.brand or None,
        price=Price(amount=offer.price_minor or 0, currency=offer.currency) if priced else None,
        available=offer.in_stock,
        options=dict(offer.options) or None,
        score=hit.score,
        found_by=hit.tier,
        matched=list(hit.where),
    )
