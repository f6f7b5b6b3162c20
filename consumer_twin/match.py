"""Match: which products answer the words of a wish, and which of them are the same.

Spec: spec/50-match.md.

Lexical scoring (BM25 over title, brand, model number, category and options; never the seller's prose). What
holds a digit is meant: a wish for `1 TB` takes no 2 TB. The same product in several shops is found by the
matcher of `catalog_search`, so that brands compete for it; per seller one variant is picked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from catalog_search import offer_of
from catalog_search.same import Rarity, grouped
from consumer_twin.meant import Meant, Sold, Thing, meant_by
from consumer_twin.scan import Seller, Shelf
from consumer_twin.wish import Asks, WishLine
from foundation.words import is_number, terms
from protocol import Price, Product, Variant

_SATURATION: Final = 1.2
_LENGTH: Final = 0.4
"""BM25's k1 and b. Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009)."""
_NEAR: Final = 0.7
"""A product that scores this share of the best still counts as meant."""
_COMPARED: Final = 4000
"""Products that are compared with those like them, the best of each seller: bounds the work."""


@dataclass(frozen=True)
class Find:
    """A variant that answers a wish line. Finds with one *group* are the same product.

    sureness: how likely it is the same as the middle of its group, 1 for that one itself (MATCH-9).
    """

    seller: Seller
    product: Product
    variant: Variant
    score: float
    group: int
    sureness: float = 1.0

    @property
    def unit_price(self) -> Price:
        """The public price of one piece, as the catalog or page says it."""
        return self.variant.price


def match(
    line: WishLine,
    shelves: Sequence[Shelf],
    currency: str,
    per_seller: int = 1,
    index: Index | None = None,
) -> tuple[Find, ...]:
    """Return the picks for *line*: at most *per_seller* products of each seller, best first.

    The product that most sellers have, among those that fit the words nearly best, comes first, so that
    brands compete for the same thing; a seller without it is picked for its own best. Prices decide only
    between equals, the ceiling never. *index* is that of *shelves*, for who matches many lines.
    """
    index = Index(shelves) if index is None else index
    thing = index.thing(meant_by(line.text))
    kept = max(1, _COMPARED // max(1, len(shelves)))
    holding = index.holding(thing.meant.words)
    found = [
        find
        for shelf in shelves
        for find in _best_of(
            shelf.seller, holding.get(shelf.seller.id, ()), thing, index, currency, asks=line.asks
        )[:kept]
    ]
    if not found:
        return ()
    floor = max(find.score for find in found) * _NEAR
    grouped = _group([find for find in found if find.score >= floor], index.weight)
    wanted = _most_wanted(grouped)
    picks: list[Find] = []
    for shelf in shelves:
        own = [find for find in grouped if find.seller == shelf.seller]
        own.sort(key=lambda find: (find.group != wanted, *_order(find)))
        picks.extend(own[:per_seller])
    return tuple(sorted(picks, key=lambda find: (find.group != wanted, *_order(find))))


def categories_of(find: Find) -> frozenset[str]:
    """Return the categories that the seller puts the product in."""
    return frozenset(category.value for category in find.product.categories or ())


class Index:
    """Where each term stands and how much it says over all shelves, and how long a product's words are."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self.words: dict[tuple[str, str], Counter[str]] = {}
        self._sold = [(shelf.seller, product) for shelf in shelves for product in shelf.products]
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        for place, (seller, product) in enumerate(self._sold):
            words = self.words[seller.id, product.id] = Counter(_words(product))
            for term in words:
                self._holders[term].append(place)
        self.weight = Rarity(words.keys() for words in self.words.values())
        self.mean = sum(map(Counter.total, self.words.values())) / max(1, len(self.words))

    @cached_property
    def _words(self) -> Sold:
        return Sold(self._holders)

    def thing(self, meant: Meant) -> Thing:
        """Return what *meant* is among all that is sold."""
        return Thing.among(meant, self._words)

    def holding(self, query: frozenset[str]) -> dict[str, list[Product]]:
        """Return the products that hold a term of *query*, by seller, in the order of their shelves."""
        found: defaultdict[str, list[Product]] = defaultdict(list)
        for place in sorted({place for term in query for place in self._holders.get(term, ())}):
            seller, product = self._sold[place]
            found[seller.id].append(product)
        return found

    def score(self, seller: Seller, product: Product, thing: Thing) -> float:
        """Return the BM25 score; 0 if a number is missing (MATCH-2) or it is another thing (MATCH-12)."""
        words, query = self.words[seller.id, product.id], thing.meant.words
        hits = query & words.keys()
        if any(is_number(term) for term in query - hits):  # MATCH-2
            return 0.0
        if not hits or not thing.is_borne(words.keys(), self.weight):  # MATCH-12
            return 0.0
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * words.total() / self.mean)
        return sum(
            self.weight(term) * words[term] * (_SATURATION + 1) / (words[term] + norm) for term in hits
        )


def _words(product: Product) -> Iterable[str]:
    yield from terms(product.title)
    for fact in (product.metadata, *(variant.metadata for variant in product.variants)):
        yield from terms(f"{fact.brand or ''} {fact.mpn or ''}") if fact else ()
    for category in product.categories or ():
        yield from terms(category.value)
    for variant in product.variants:
        if variant.title != product.title:
            yield from terms(variant.title)


def _best_of(
    seller: Seller,
    products: Iterable[Product],
    thing: Thing,
    index: Index,
    currency: str,
    *,
    asks: Asks | None,
) -> list[Find]:
    finds = []
    for product in products:
        score = index.score(seller, product, thing)
        variant = _variant(product, thing.meant.words, currency, asks) if score else None
        if variant is not None:
            finds.append(Find(seller, product, variant, score, 0))
    return sorted(finds, key=_order)


def _variant(product: Product, query: frozenset[str], currency: str, asks: Asks | None) -> Variant | None:
    """The variant that can be bought in *currency* and holds most of the wish's words; then the cheapest."""
    fit = [item for item in product.variants if item.available() and item.price.currency == currency]
    if asks is not None:
        fit = [item for item in fit if asks.allows(product, item)]  # WISH-24
    return min(fit, key=lambda item: (-len(query & _labels(item)), item.price.amount, item.id), default=None)


def _labels(variant: Variant) -> frozenset[str]:
    chosen = " ".join(option.label for option in variant.options or ())
    return frozenset(terms(f"{variant.title} {chosen}"))


def _order(find: Find) -> tuple[float, int, str, str]:
    return (-round(find.score, 6), find.unit_price.amount, find.seller.id, find.product.id)


def _group(finds: Sequence[Find], weight: Rarity) -> list[Find]:
    """Number the finds so that the same product has the same number, and say how likely that is."""
    offers = [offer_of(find.product, find.variant, seller=find.seller.id) for find in finds]
    return [
        replace(find, group=member.group, sureness=member.probability)
        for find, member in zip(finds, grouped(offers, weight), strict=True)
    ]


def _most_wanted(finds: Sequence[Find]) -> int:
    """The group that most sellers have; then the best score; then the first."""
    groups = {find.group for find in finds}

    def rank(group: int) -> tuple[int, float, int]:
        own = [find for find in finds if find.group == group]
        return (-len({find.seller.id for find in own}), -max(find.score for find in own), group)

    return min(groups, key=rank)
