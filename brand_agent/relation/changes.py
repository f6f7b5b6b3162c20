"""What changed in the shop between two readings of its catalog, as far as people may have asked to hear.

Spec: spec/37-subscribe.md (SUB-1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from brand_agent.policy_offers import PromotionRule
from brand_agent.relation.event import Event, back_in_stock, fallen_price, new_products, public_offer
from brand_agent.stockroom import Key, Stockroom
from protocol import message_hash


def offered(rules: Iterable[PromotionRule], room: Stockroom, *, at_ms: int) -> dict[str, tuple[str, Event]]:
    """Return what of *rules* holds at *at_ms*: id -> a hash of what it says, and its news."""
    return {
        rule.id: (
            message_hash(rule.members()),
            public_offer(rule.id, _about(rule, room), until_ms=rule.valid_until, words=rule.title),
        )
        for rule in rules
        if rule.valid_from <= at_ms < rule.valid_until
    }


def _about(rule: PromotionRule, room: Stockroom) -> frozenset[str]:
    """The categories of what *rule* is about."""
    found = set(rule.categories)
    everything = not (rule.products or rule.variants or rule.categories)
    for (product, variant), article in room.articles.items():
        if everything or product in rule.products or variant in rule.variants:
            found |= article.categories
    return frozenset(found)


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
