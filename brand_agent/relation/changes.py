"""What changed in the shop between two readings of its catalog, as far as people may have asked to hear.

Spec: spec/37-subscribe.md (SUB-1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from brand_agent.relation.event import Event, back_in_stock, fallen_price, new_products
from brand_agent.stockroom import Key, Stockroom


@dataclass(frozen=True, slots=True)
class Public:
    """What everybody can see of an article: what it costs, and whether it can be bought."""

    price_minor: int
    available: bool


def shown(room: Stockroom, left: Mapping[Key, int]) -> dict[Key, Public]:
    """Return what everybody can see of *room* while *left* pieces are there of those that are counted."""
    return {
        key: Public(one.price.amount, one.available and left.get(key, 1) > 0)
        for key, one in room.articles.items()
    }


def changes(
    before: Mapping[Key, Public], room: Stockroom, now: Mapping[Key, Public], version: str, at_ms: int
) -> Iterator[Event]:
    """Yield what happened since *before*. The first reading of a shop tells nothing."""
    known = {product for product, _ in before}
    fresh: set[str] = set()
    is_new = False
    for key, seen in now.items():
        was, (product, variant) = before.get(key), key
        if was is None:
            if product not in known:
                is_new = True
                fresh |= room.articles[key].categories
            continue
        if seen.available and not was.available:
            yield back_in_stock(product, variant, at_ms=at_ms)
        if seen.price_minor < was.price_minor and seen.available:
            price = room.articles[key].price
            yield fallen_price(product, variant, was_minor=was.price_minor, price=price, at_ms=at_ms)
    if known and is_new:
        yield new_products(version, frozenset(fresh), at_ms=at_ms)
