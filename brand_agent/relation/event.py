"""What happened at the brand that some people asked to be told.

Spec: spec/37-subscribe.md (SUB-1).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol import Price, write_time
from protocol.relation import News
from protocol.relation.subscription import TopicKind

DAY_MS = 86_400_000
HOLDS_DAYS = 7
"""How long news holds that says nothing else: a guess."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and until when news of it hold.

    was_minor: of price-below, the price before, so that only who waits for a price between hears of it.
    categories: of the product or the offer. agreement, status: of order-care. version: of season-catalog.
    """

    kind: TopicKind
    valid_until_ms: int
    product: str | None = None
    variant: str | None = None
    categories: frozenset[str] = field(default=frozenset())
    was_minor: int | None = None
    price: Price | None = None
    promotion: str | None = None
    agreement: str | None = None
    status: str | None = None
    version: str | None = None
    words: str | None = None

    def news(self, place: int) -> News:
        """Return it as the news of the topic at *place*."""
        members: dict[str, object] = {"topic": place, "valid_until": write_time(self.valid_until_ms)}
        for name in ("product", "variant", "price", "promotion", "status", "version", "words"):
            value = getattr(self, name)
            members |= {} if value is None else {name: value}
        return News.model_validate(members)


def order_care(agreement: str, status: str, *, at_ms: int, words: str | None = None) -> Event:
    """Return what a step of a delivery is to whoever asked to hear of the *agreement* (its hash)."""
    until_ms = at_ms + HOLDS_DAYS * DAY_MS
    return Event("order-care", until_ms, agreement=agreement, status=status, words=words)


def public_offer(promotion: str, categories: frozenset[str], *, until_ms: int, words: str) -> Event:
    """Return what a public offer about *categories* is to whoever wants to hear of such."""
    return Event("offer", until_ms, promotion=promotion, categories=categories, words=words)


def back_in_stock(product: str, variant: str, *, at_ms: int) -> Event:
    """Return what a variant that can be bought again is to whoever waits for it."""
    return Event("back-in-stock", at_ms + HOLDS_DAYS * DAY_MS, product=product, variant=variant)


def fallen_price(product: str, variant: str, *, was_minor: int, price: Price, at_ms: int) -> Event:
    """Return what a price that fell is to whoever waits for a lower one."""
    until_ms = at_ms + HOLDS_DAYS * DAY_MS
    return Event("price-below", until_ms, product=product, variant=variant, was_minor=was_minor, price=price)


def new_products(version: str, categories: frozenset[str], *, at_ms: int) -> Event:
    """Return what new products of *categories* are, in the catalog of that *version*."""
    until_ms = at_ms + 30 * DAY_MS
    return Event("season-catalog", until_ms, categories=categories, version=version)
