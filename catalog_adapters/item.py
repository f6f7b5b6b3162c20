"""An item: one row or one offer, read. Items become products, one variant each.

Spec: spec/40-scan.md (SCAN-31, SCAN-32, SCAN-36).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from pydantic import ValidationError

from catalog_adapters.entry import Entry, Reject
from protocol.catalog import Product
from protocol.money import Price

MAX_VARIANTS: Final = 200
MAX_PRODUCT_BYTES: Final = 56 * 1024
"""A product must fit into a signed catalog page of 64 KiB."""

Members = dict[str, Any]
"""Members of the wire, as JSON has them."""


def money(price: Price) -> Members:
    """*price* in members of the wire."""
    return {"amount": price.amount, "currency": price.currency}


class RowError(Exception):
    """A row or an offer can't be read. Becomes a `Reject`."""

    requirement = "SCAN-31"

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a source."""

    source: str
    line: int

    def reject(self, code: str, reason: str, id: str | None = None, dropped: str = "row") -> Reject:
        """Return the reject of what stands here."""
        return Reject(self.source, self.line, reason, code, id, dropped)


@dataclass(frozen=True, slots=True)
class Item:
    """What a row or an offer says, in members of the wire; `product` is what it says of the whole product."""

    place: Place
    id: str
    group: str | None
    product: Members
    variant: Members
    stock: int | None = None
    cost: Members | None = None
    since: int | None = None


def products(items: Iterable[Item]) -> Iterator[Entry | Reject]:
    """Yield the product of *items*, which are one item or one group, after what has to be left out of it."""
    fit: list[Item] = []
    room = MAX_PRODUCT_BYTES
    for item in items:
        room -= _size(item, first=not fit)
        fault = _misfit(item, fit, room)
        if fault is None:
            fit.append(item)
        else:
            yield item.place.reject(*fault, item.id)
    try:
        yield _entry(fit)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        reason = f"{'.'.join(map(str, found['loc'])) or 'product'}: {found['msg']}"
        yield from (item.place.reject("bad-product", reason, item.id) for item in fit)


def _size(item: Item, *, first: bool) -> int:
    """Bytes that *item* takes at most on a page; its options and facts stand once more on the product."""
    variant = item.variant
    again = [variant.get("options"), variant.get("metadata"), item.product if first else None]
    return len(orjson.dumps(variant)) + len(orjson.dumps(again)) + 128


def _misfit(item: Item, fit: list[Item], room: int) -> tuple[str, str] | None:
    """Say with a code why *item* can't be a variant beside the ones that *fit*."""
    if not fit:
        return None
    currency = fit[0].variant["price"]["currency"]
    if item.variant["price"]["currency"] != currency:
        return "currency-conflict", f"its group is in {currency}, and a product has one currency"
    if len(fit) == MAX_VARIANTS or room < 0:
        return "too-many-variants", f"a product holds {MAX_VARIANTS} variants and {MAX_PRODUCT_BYTES} bytes"
    return None


def _entry(items: Sequence[Item]) -> Entry:
    """Raises ValidationError where the protocol's catalog does not allow the product."""
    first = items[0]
    variants = [item.variant for item in items]
    members: Members = {
        "id": first.group or first.id,
        **first.product,
        "price_range": _range([variant["price"] for variant in variants]),
        "variants": variants,
    }
    if any("list_price" in variant for variant in variants):
        members["list_price_range"] = _range([_regular(variant) for variant in variants])
    if options := _options(variants):
        members["options"] = options
    if facts := _common([variant.get("metadata", {}) for variant in variants]):
        members["metadata"] = facts
    return Entry(
        Product.model_validate(members),
        {item.id: item.stock for item in items if item.stock is not None},
        {item.id: Price.model_validate(item.cost) for item in items if item.cost is not None},
        {item.id: item.since for item in items if item.since is not None},
    )


def _range(prices: list[Members]) -> Members:
    ordered = sorted(prices, key=lambda price: int(price["amount"]))
    return {"min": ordered[0], "max": ordered[-1]}


def _regular(variant: Members) -> Members:
    price: Members = variant.get("list_price") or variant["price"]
    return price


def _options(variants: list[Members]) -> list[Members]:
    labels: dict[str, dict[str, None]] = {}
    for variant in variants:
        for option in variant.get("options", ()):
            labels.setdefault(option["name"], {})[option["label"]] = None
    return [
        {"name": name, "values": [{"label": label} for label in values]} for name, values in labels.items()
    ]


def _common(facts: list[Members]) -> Members:
    """The facts that all variants have in common."""
    first, *others = facts
    return {name: value for name, value in first.items() if all(fact.get(name) == value for fact in others)}
