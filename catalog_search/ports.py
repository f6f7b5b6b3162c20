"""What the twin and the marketplace need of an index, whatever it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from catalog_search.hit import Hit
from catalog_search.offer import Offer


@dataclass(frozen=True, slots=True)
class Filters:
    """What an offer must fulfil, whatever its words are. None or empty: any."""

    currency: str | None = None
    lowest_minor: int | None = None
    highest_minor: int | None = None
    """Prices in minor units; an offer without a price fulfils neither bound."""
    stock: Literal["any", "in-stock"] = "any"
    region: str | None = None
    category: str | None = None
    """A whole path or one of its parts, in any case: `routers` finds `Electronics > Routers`."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Option and value, such as `("size", "m")`, in any case; every one must be fulfilled."""
    seller: str | None = None
    condition: str | None = None


class Index(Protocol):
    """Offers that can be searched."""

    def put(self, offers: Iterable[Offer]) -> int:
        """Add *offers*, each in place of the one with its id, and return how many. One transaction."""
        ...

    def remove(self, ids: Iterable[str]) -> int:
        """Remove offers and return how many there were. One transaction."""
        ...

    def search(self, query: str, filters: Filters = Filters(), limit: int = 10) -> Sequence[Hit]:
        """Return at most *limit* hits, best first; the same index and query give the same answer.

        Raises `EmptyQueryError` for a query without a word, `BadLimitError`.
        """
        ...

    def close(self) -> None:
        """Let go of files; the index can't be used after."""
        ...
