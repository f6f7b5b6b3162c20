"""An answer of an index: the offer, how good, and why it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from catalog_search.offer import Offer
from catalog_search.vocabulary import codes, fields

Tier = Literal["code", "all", "some"]
"""How an offer was found: by its barcode or model number, by all words of the query, or by some."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An offer that answers a query. Why is worked out when it is asked for: few who search ask."""

    offer: Offer
    score: float
    """Comparable within one answer only; higher is better."""
    words: tuple[str, ...]
    """Of the query."""
    whole: frozenset[str]
    """The codes that the whole query may be, where the offer was found by one; else empty."""

    @property
    def tier(self) -> Tier:
        """Say how the offer was found."""
        if self.whole:
            return "code"
        held = {word for words in fields(self.offer).values() for word in words}
        return "all" if held.issuperset(self.words) else "some"

    @property
    def where(self) -> tuple[str, ...]:
        """Return the fields with words of the query: title, brand, model, options, categories, barcode."""
        asked = set(self.words)
        stands = [name for name, words in fields(self.offer).items() if not asked.isdisjoint(words)]
        if self.whole and "model" not in stands:
            stands.append("barcode" if self.whole & codes(self.offer) else "model")
        return tuple(stands)
