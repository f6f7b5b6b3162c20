"""What comes with an offer: days to the door, days to return, months of warranty, pieces in stock.

Spec: spec/40-scan.md (SCAN-31).

A term is taken only if it is stated whole and once: two regions with different times are no time.

Source: schema.org 29, OfferShippingDetails, MerchantReturnPolicy, WarrantyPromise, QuantitativeValue.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from catalog_adapters.item import Members, RowError
from catalog_adapters.pages.ld_graph import Graph, Node
from catalog_adapters.rows import MOST_PIECES
from catalog_adapters.terms import bare, read_count

_DAYS: Final = frozenset(("DAY", "d", "D"))
_MONTHS: Final = {"MON": 1, "ANN": 12}
"""UN/CEFACT codes of months and years, in months."""


def read_terms(graph: Graph, offer: Node, product: Node) -> Members:
    """Return the terms in members of the protocol's metadata; what is not stated is None."""
    both = (offer, product)
    ways = [way for node in both for way in graph.nodes(node, "shippingDetails")]
    policies = [policy for node in both for policy in graph.nodes(node, "hasMerchantReturnPolicy")]
    return {
        "delivery_days": _agreed(_delivery(graph, way) for way in ways),
        "returns_days": _agreed(_returns(graph, policy) for policy in policies),
        "warranty_months": _agreed(_warranty(graph, promise) for promise in graph.nodes(offer, "warranty")),
    }


def read_stock(graph: Graph, offer: Node) -> int | None:
    """Return the pieces in stock, None if they are not counted. Raises `RowError`."""
    levels = graph.values(offer, "inventoryLevel")
    texts = [graph.text(level, "value") if isinstance(level, dict) else level for level in levels]
    if not any(texts):
        return None
    pieces = {read_count(text, MOST_PIECES) if isinstance(text, str) else None for text in texts}
    if len(pieces) > 1 or None in pieces:
        raise RowError("stock-unclear", "the inventory level is no count of pieces")
    return pieces.pop()


def _agreed(said: Iterable[int | None]) -> int | None:
    """What all of them say, if they say one thing."""
    numbers = set(said)
    return numbers.pop() if len(numbers) == 1 else None


def _delivery(graph: Graph, way: Node) -> int | None:
    spans = [
        _most(graph, span, 365)
        for time in graph.nodes(way, "deliveryTime")
        for name in ("handlingTime", "transitTime")
        for span in graph.nodes(time, name)[:1] or [{}]
    ]
    if len(spans) != 2 or None in spans:
        return None
    days = sum(span for span in spans if span is not None)
    return days if days <= 365 else None


def _most(graph: Graph, span: Node, limit: int) -> int | None:
    """The upper end of a span of days."""
    text = graph.text(span, "maxValue", "value")
    return read_count(text, limit) if bare(graph.text(span, "unitCode")) in _DAYS else None


def _returns(graph: Graph, policy: Node) -> int | None:
    category = bare(graph.text(policy, "returnPolicyCategory"))
    if category == "MerchantReturnNotPermitted":
        return 0
    if category == "MerchantReturnUnlimitedWindow":
        return None
    return read_count(graph.text(policy, "merchantReturnDays"), 3650)


def _warranty(graph: Graph, promise: Node) -> int | None:
    spans = graph.nodes(promise, "durationOfWarranty")
    if len(spans) != 1:
        return None
    count = read_count(graph.text(spans[0], "value"), 600)
    months = _MONTHS.get(bare(graph.text(spans[0], "unitCode")))
    return None if count is None or months is None or count * months > 600 else count * months
