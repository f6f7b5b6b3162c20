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

    def remove(self, ids: Iterable[str]) -> int:
        """Remove offers and return how many there were. One transaction."""

    def search(self, query: str, filters: Filters = Filters(), limit: int = 10) -> Sequence[Hit]:
        """Return at most *limit* hits, best first; the same index and query give the same answer.

        Raises `EmptyQueryError` for a query without a word, `BadLimitError`.
        """

    def close(self) -> None:
        """Let go of files; the index can't be used after."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Some offers of a category and region, in an order that stays while offers come and go."""

    offers: tuple[Offer, ...]
    next: str | None
    """The cursor behind which the next slice begins; None: this was the last."""


class Slices(Protocol):
    """What a twin is given of an index on another machine: no query can leave through it.

    It asks for a category and a region, and searches in what came at home.
    """

    async def slice(
        self, category: str | None, region: str | None, cursor: str | None = None, limit: int = 100
    ) -> Slice:
        """Return at most *limit* offers of *category* and *region* (None: any) behind *cursor*.

        Raises `BadLimitError`, `BadCursorError`, `UnreachableIndexError`.
        """


class SharedIndex(Slices, Protocol):
    """`Index` with `await` before every name, since its offers are on another machine.

    A thread that waits for a database serves nobody else, and a marketplace has many twins to answer; an
    index in the own process has nothing to wait for, so `Index` stays without.
    """

    async def put(self, offers: Iterable[Offer]) -> int:
        """See `Index`. Raises `UnreachableIndexError`."""

    async def remove(self, ids: Iterable[str]) -> int:
        """See `Index`. Raises `UnreachableIndexError`."""

    async def search(self, query: str, filters: Filters = Filters(), limit: int = 10) -> Sequence[Hit]:
        """See `Index`: the machine that holds the offers learns the query, so a person must have said so.

        Raises `EmptyQueryError`, `BadLimitError`, `UnreachableIndexError`.
        """

    async def close(self) -> None:
        """See `Index`."""
