"""Selling: what a deal is in the brand's own figures."""

from __future__ import annotations

from brand_agent.granting import grant
from brand_agent.policy import BrandPolicy
from brand_agent.ports import Sale
from brand_agent.pricing import net_minor, quote
from brand_agent.stockroom import Item, Stockroom
from protocol import Agreement, Offer


def sale_of(
    agreement: Agreement, document: bytes, policy: BrandPolicy, room: Stockroom, *, at_ms: int
) -> Sale:
    """Return the sale by *agreement*, whose countersigned bytes are *document*."""
    deal = agreement.deal
    return Sale(
        thread=agreement.thread,
        agreement=document,
        currency=deal.total.currency,
        total_minor=deal.total.amount,
        list_total_minor=deal.list_total.amount,
        net_minor=net_minor(deal.total.amount, policy.tax),
        cost_minor=cost_minor(deal, policy, room),
        at_ms=at_ms,
    )


def cost_minor(deal: Offer, policy: BrandPolicy, room: Stockroom) -> int | None:
    """Return what *deal* costs the brand as far as it knows today; None if it does not."""
    items = []
    for line in deal.lines:
        article = room.find(line.product, line.variant)
        if article is None:
            return None
        items.append(Item(article, line.quantity))
    return quote(items, grant(deal.terms, items, policy), policy).cost_minor
