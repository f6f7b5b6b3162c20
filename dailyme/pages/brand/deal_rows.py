"""What the pages of deals show of one: its figures in money, how far it is, and whether it is late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from brand_agent.edge.sold_pages import Deal
from dailyme.pages.brand.reason_words import stage_words
from protocol import Price
from protocol.fulfilling import days_late


@dataclass(frozen=True)
class Row:
    """A deal as the list shows it."""

    deal: Deal
    total: Price
    listed: Price
    margin: Price | None
    margin_minor: int | None
    margin_share: float | None
    stage: str
    kind: str
    late: int


_KINDS: Final = {
    "agreed": "plain",
    "delivered": "good",
    "cancelled": "bad",
    "refunded": "warn",
    "returned": "warn",
}


def row_of(deal: Deal, at_ms: int) -> Row:
    """Return *deal* as the list shows it at *at_ms*."""

    def money(minor: int) -> Price:
        return Price(amount=minor, currency=deal.currency)

    margin = deal.margin_minor
    return Row(
        deal=deal,
        total=money(deal.total_minor),
        listed=money(deal.list_total_minor),
        margin=None if margin is None else money(abs(margin)),
        margin_minor=margin,
        margin_share=None if margin is None or not deal.net_minor else margin / deal.net_minor,
        stage=stage_words(deal.stage),
        kind=_KINDS.get(deal.stage, "calm"),
        late=_late(deal, at_ms),
    )


def _late(deal: Deal, at_ms: int) -> int:
    """By how many days it came late, or is late by now."""
    order = deal.order
    if order is None or order.stage in {"handed-off", "cancelled"}:
        return 0
    came_ms = order.delivered_ms
    if came_ms is None:
        came_ms = order.stage_ms if order.stage in {"delivered", "returned", "refunded"} else at_ms
    return days_late(order.promised_ms, came_ms)
