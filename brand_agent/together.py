"""Bought together: what the published rules take off the items of an offer, before anybody haggles.

Spec: spec/60-negotiate.md (NEG-50 to NEG-52).

The rules give what they say as far as the floor allows. They look at the items alone, so everybody who asks
for the same gets the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from brand_agent.errors import UnguardedError
from brand_agent.policy import BrandPolicy
from brand_agent.pricing import added_minor
from brand_agent.stockroom import Item
from protocol import Offer
from protocol.together import Goods, bundle_minor, volume_minor

Kind = Literal["volume", "bundle"]


def taken_off(items: Iterable[Item], policy: BrandPolicy) -> tuple[tuple[Kind, int], ...]:
    """Return what the rules take off the all-in total of *items*, in minor units, by reason."""
    lines = [goods_of(item) for item in items]
    off: tuple[tuple[Kind, int], ...] = (
        ("volume", volume_minor((rule.terms() for rule in policy.volume), lines)),
        ("bundle", bundle_minor((rule.terms() for rule in policy.bundle), lines)),
    )
    return tuple((kind, added_minor(amount, policy.tax)) for kind, amount in off if amount)


def check_published(offer: Offer, items: Sequence[Item], policy: BrandPolicy) -> None:
    """Return if *offer* of *items* takes off no more than the rules give. Raises `UnguardedError`."""
    given: dict[str, int] = dict(taken_off(items, policy))
    for one in offer.deviations:
        known = one.reason in {"volume", "bundle"}
        if known and -one.amount.amount > given.pop(one.reason, 0):  # NEG-50
            raise UnguardedError(f"the reduction for {one.reason} is not what the published rules give")


def goods_of(item: Item) -> Goods:
    """Return *item* as the published rules see it."""
    article = item.article
    return Goods(*article.key, item.quantity, article.price.amount, article.categories)
