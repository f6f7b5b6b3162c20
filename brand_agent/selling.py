"""Selling: what a deal is in the brand's own figures."""

from __future__ import annotations

from brand_agent.policy import BrandPolicy
from brand_agent.ports import Sale
from brand_agent.pricing import deal_cost_minor, net_minor
from brand_agent.stockroom import Stockroom
from protocol import Agreement


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
        cost_minor=deal_cost_minor(deal, policy, room),
        at_ms=at_ms,
    )
