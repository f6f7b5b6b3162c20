"""The plain parts that the threads of the vectors are made of: times, one article, an open, an offer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from spec.generate.world import Object, usd

_START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
LINE = {"product": "router-1", "variant": "router-1-us", "quantity": 1}
TERMS = {"delivery_days": 5, "warranty_months": 12, "returns_days": 30, "extras": []}
VALID_UNTIL = "2026-12-01T09:30:00Z"
CONFIRM_BY = "2026-12-01T09:10:00Z"


def time(seconds: int) -> str:
    """Return the time *seconds* after the first message of a thread."""
    return (_START + timedelta(seconds=seconds)).isoformat()[:19] + "Z"


def open_body() -> Object:
    """A twin asks for one router."""
    return {"lines": [LINE], "region": "US", "currency": "USD", "personal_terms": "sd-base"}


def offer_body(total: int = 13489, **members: object) -> Object:
    """A firm offer of the router: list price 129.99, shipping 4.90, and a concession down to *total*."""
    given = total - 13489
    discount = [{"kind": "discount", "amount": usd(given), "included": False}] if given else []
    reason = [{"issue": "price", "reason": "round-concession", "amount": usd(given)}] if given else []
    return {
        "lines": [{**LINE, "title": "Wireless router", "list_price": usd(12999)}],
        "terms": TERMS,
        "total": usd(total),
        "list_total": usd(13489),
        "breakdown": [
            {"kind": "items", "amount": usd(12999), "included": False},
            {"kind": "shipping", "amount": usd(490), "included": False},
            {"kind": "tax", "amount": usd(962), "included": True},
            *discount,
        ],
        "deviations": reason,
        "stock": "while-available",
        "valid_until": VALID_UNTIL,
        **members,
    }
