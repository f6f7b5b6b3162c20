"""Baskets: what one seller has for several lines of a wish, asked for in one thread beside the single ones.

Spec: spec/60-negotiate.md (NEG-53, NEG-54).

One purchase has one delivery, and a brand may give more for more. What a basket is haggled against is what
the same things cost one by one, from first offers alone: public facts, so a ceiling can't show in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consumer_twin.market import Asked, Market
from consumer_twin.match import Find, categories_of
from consumer_twin.scan import Seller
from consumer_twin.thread import Thread

APART = ""
"""Who asks for the things one by one: nobody in particular."""


@dataclass(frozen=True)
class Basket:
    """The finds of one *seller* for two or more lines of a wish, by line."""

    seller: Seller
    picks: tuple[tuple[int, Find], ...]

    @property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Each line, with the group of the product there."""
        return tuple((line, find.group) for line, find in self.picks)

    @property
    def categories(self) -> frozenset[str]:
        """Those of all the products: a mandate must cover each."""
        return frozenset[str]().union(*(categories_of(find) for _, find in self.picks))


def baskets(finds: Sequence[Sequence[Find]]) -> tuple[Basket, ...]:
    """Return a basket for each brand that has something for two lines or more, its best for each (NEG-53).

    A public page has none: nobody answers there.
    """
    found: dict[str, list[tuple[int, Find]]] = {}
    for line, picks in enumerate(finds):
        best = {find.seller.id: find for find in reversed(picks) if find.seller.endpoint is not None}
        for seller, find in best.items():
            found.setdefault(seller, []).append((line, find))
    return tuple(Basket(picks[0][1].seller, tuple(picks)) for picks in found.values() if len(picks) > 1)


def basket_market(thread: Thread, markets: Sequence[Market]) -> Market:
    """Return what is public about the basket of *thread*: itself, and its things one by one (NEG-54).

    markets: of the wish lines, by first offers.
    """
    own = thread.record
    asked = list(_apart(own.places, markets))
    if thread.first_offer is not None:
        first = thread.first_offer
        asked.append(Asked(own.seller.id, own.group, first.total.amount, first.list_total.amount))
    return Market(tuple(asked))


def scale(places: Sequence[tuple[int, int]], markets: Sequence[Market]) -> Market:
    """Return the ends between which the things cost one by one in public, whatever product is taken."""
    ends = [[one.public_minor for one in markets[line].asked] or [0] for line, _ in places]
    low, high = sum(map(min, ends)), sum(map(max, ends))
    return Market((Asked(APART, 0, low, low), Asked(APART, 0, high, high)))


def _apart(places: Sequence[tuple[int, int]], markets: Sequence[Market]) -> Iterator[Asked]:
    """The sum of the lowest first totals, and of the lowest public ones, if there is one for every line."""
    same = [[one for one in markets[line].asked if one.group == group] for line, group in places]
    if all(same):
        first = sum(min(one.total_minor for one in line) for line in same)
        public = sum(min(one.public_minor for one in line) for line in same)
        yield Asked(APART, places[0][1], first, public)
