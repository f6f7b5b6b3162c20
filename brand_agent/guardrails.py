"""The guard: what every offer and confirm passes in code, last, before the key signs it.

Spec: spec/60-negotiate.md (NEG-40 to NEG-42, NEG-50).

The guard trusts nothing that the play worked out. It prices the offer again from the stockroom and the
policy, and stops what breaks the floor margin, the greatest discount, the stock, the currency, the terms or
the sums. A stop is a fault of the brand's own, so it is an error and never an answer.
"""

from __future__ import annotations

from collections.abc import Callable

from brand_agent.errors import UnguardedError
from brand_agent.granting import grant
from brand_agent.policy import BrandPolicy
from brand_agent.pricing import Quote, pieces, quote
from brand_agent.stockroom import Item, Key, Stockroom
from brand_agent.together import check_published
from negotiation import SellerMandate
from negotiation import guard_offer as guard_mandate
from protocol import Agreement, Negotiation, Offer, check_sums, read_time

Left = Callable[[Key], int | None]
"""How many pieces of an article are left; None where nobody counts and the source says it is available."""


def guard_offer(offer: Offer, policy: BrandPolicy, room: Stockroom, left: Left, *, made_ms: int) -> None:
    """Return if the brand may sign *offer*, made at *made_ms*.

    Raises `UnguardedError` or negotiation's `GuardError` (NEG-40 to NEG-42), or what `check_sums` raises.
    """
    check_sums(offer)
    items = items_of(offer, room, made_ms)
    priced = _priced(offer, items, policy)
    if offer.list_total.amount != priced.list_total_minor:
        raise UnguardedError("the list total is not that of the stockroom's prices")
    if offer.total.amount > priced.list_total_minor:
        raise UnguardedError("the total is above the list total, which is public")
    check_published(offer, items, policy)
    if read_time(offer.valid_until) > made_ms + policy.guardrails.offer_valid_minutes * 60_000:
        raise UnguardedError("the offer would be firm for longer than the policy says")
    floor = None if priced.cost_minor is None else priced.floor_total_minor
    mandate = SellerMandate(policy.currency, floor, priced.lowest_total_minor)
    for key, quantity in pieces(items).items():
        count = left(key)
        guard_mandate(
            offer.total,
            list_total_minor=priced.list_total_minor,
            quantity=quantity,
            stock=quantity if count is None else count,  # uncounted, and available: `items_of` has looked
            mandate=mandate,
        )


def guard_confirm(agreement: Agreement, talk: Negotiation, policy: BrandPolicy, *, taken: bool) -> None:
    """Return if the brand may sign *agreement*, which was accepted in *talk*; *taken*: its stock is.

    A firm offer stays firm when policy or prices change after it. Its own guard was passed when it was
    signed, so here it must be that offer, unchanged. Raises `UnguardedError`.
    """
    if talk.offers.get(agreement.offer) != agreement.deal:
        raise UnguardedError("the deal is no offer of this thread")
    if not taken:
        raise UnguardedError("the stock was not taken")
    if agreement.deal.total.currency != policy.currency:
        raise UnguardedError(f"the deal is not in {policy.currency}")


def items_of(offer: Offer, room: Stockroom, made_ms: int) -> list[Item]:
    """Return the items of *offer* as old as they are at *made_ms*.

    Raises `UnguardedError` for a line that the stockroom doesn't have at that list price.
    """
    items = []
    for line in offer.lines:
        article = room.find(line.product, line.variant)
        if article is None or not article.available or article.price != line.list_price:
            raise UnguardedError("a line is not in the stockroom at that list price")
        items.append(article.aged(line.quantity, made_ms))
    return items


def _priced(offer: Offer, items: list[Item], policy: BrandPolicy) -> Quote:
    given = grant(offer.terms, items, policy)
    if given.terms != offer.terms:
        raise UnguardedError("the terms are not ones that the policy grants")
    return quote(items, given, policy)
