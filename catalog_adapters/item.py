"""An item: one row or one offer, read. Items become products, one variant each.

Spec: spec/40-scan.md (SCAN-31, SCAN-32, SCAN-36).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import orjson
from pydantic import ValidationError

from catalog_adapters.entry import Asked, Entry, Reject
from catalog_adapters.parts import only_value
from protocol.catalog import Metadata, OptionValue, Product, ProductOption, SelectedOption
from protocol.money import Price
from protocol.wire import Wire

MAX_VARIANTS: Final = 200
MAX_PRODUCT_BYTES: Final = 56 * 1024
"""A product must fit into a signed catalog page of 64 KiB."""

Members = dict[str, Any]
"""Members of the wire, as JSON has them, or as models, which need not be checked again."""


class RowError(Exception):
    """A row or an offer can't be read. Becomes a `Reject`."""

    requirement = "SCAN-31"

    def __init__(self, code: str, reason: str, again_ms: int | None = None) -> None:
        super().__init__(reason)
        self.code, self.reason, self.again_ms = code, reason, again_ms


class Place(NamedTuple):
    """Where something stands in a source."""

    source: str
    line: int

    def reject(self, code: str, reason: str, id: str | None = None, dropped: str = "row") -> Reject:
        """Return the reject of what stands here."""
        return Reject(self.source, self.line, reason, code, id, dropped)

    def unreadable(self, error: RowError, id: str | None) -> Reject:
        """Return the reject of the row that stands here, which *error* is about."""
        return Reject(self.source, self.line, error.reason, error.code, id, again_ms=error.again_ms)


@dataclass(slots=True)
class Item:
    """What a row or an offer says, in members of the wire; `product` is what it says of the whole product.

    Prices are `Price`, and options `SelectedOption`.
    """

    place: Place
    id: str
    group: str | None
    product: Members
    variant: Members
    stock: int | None = None
    cost: Price | None = None
    since: int | None = None
    later: tuple[Asked, ...] = ()


def product(item: Item) -> Iterator[Entry | Reject]:
    """Yield the product that *item* is by itself, or its reject."""
    yield from _checked((item,))


def products(items: Iterable[Item]) -> Iterator[Entry | Reject]:
    """Yield the product of *items*, which are one group, after what has to be left out of it."""
    fit: list[Item] = []
    room = MAX_PRODUCT_BYTES
    for item in items:
        room -= _size(item, first=not fit)
        fault = _misfit(item, fit, room)
        if fault is None:
            fit.append(item)
        else:
            yield item.place.reject(*fault, item.id)
    yield from _checked(fit)


def _checked(fit: Sequence[Item]) -> Iterator[Entry | Reject]:
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
    return len(orjson.dumps(variant, members)) + len(orjson.dumps(again, members)) + 128


def members(model: object) -> Members:
    """The members of a model, for `orjson`, which asks for those of models in it.

    Raises TypeError for anything else.
    """
    if not isinstance(model, Wire):
        raise TypeError(f"{type(model).__name__} is no model of the wire")
    return {name: getattr(model, name) for name in model.model_fields_set}


def _misfit(item: Item, fit: list[Item], room: int) -> tuple[str, str] | None:
    """Say with a code why *item* can't be a variant beside the ones that *fit*."""
    if not fit:
        return None
    currency = fit[0].variant["price"].currency
    if item.variant["price"].currency != currency:
        return "currency-conflict", f"its group is in {currency}, and a product has one currency"
    if len(fit) == MAX_VARIANTS or room < 0:
        return "too-many-variants", f"a product holds {MAX_VARIANTS} variants and {MAX_PRODUCT_BYTES} bytes"
    return None


def _entry(items: Sequence[Item]) -> Entry:
    """Raises ValidationError where the protocol's catalog does not allow the product."""
    first = items[0]
    variants = [item.variant for item in items]
    if len(variants) == 1 and "metadata" in first.variant:
        first.variant["metadata"] = Metadata.model_validate(first.variant["metadata"])
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
    if len(variants) == 1:
        facts = first.variant.get("metadata")
    else:
        facts = _common([variant.get("metadata", {}) for variant in variants])
    if facts:
        members["metadata"] = facts
    return Entry(
        Product.model_validate(members),
        {item.id: item.stock for item in items if item.stock is not None},
        {item.id: item.cost for item in items if item.cost is not None},
        {item.id: item.since for item in items if item.since is not None},
        {item.id: item.later for item in items if item.later},
    )


def _range(prices: list[Price]) -> Members:
    if len(prices) == 1:
        return {"min": prices[0], "max": prices[0]}
    ordered = sorted(prices, key=lambda price: price.amount)
    return {"min": ordered[0], "max": ordered[-1]}


def _regular(variant: Members) -> Price:
    price: Price = variant.get("list_price") or variant["price"]
    return price


def _options(variants: list[Members]) -> list[ProductOption]:
    if len(variants) == 1:
        chosen: list[SelectedOption] = variants[0].get("options", [])
        return [only_value(option.name, option.label) for option in chosen]
    labels: dict[str, dict[str, None]] = {}
    for variant in variants:
        for option in variant.get("options", ()):
            labels.setdefault(option.name, {})[option.label] = None
    return [_option(name, list(values)) for name, values in labels.items()]


def _option(name: str, labels: list[str]) -> ProductOption:
    if len(labels) == 1:
        return only_value(name, labels[0])
    return ProductOption(name=name, values=tuple(OptionValue(label=label) for label in labels))


def _common(facts: list[Members]) -> Members:
    """The facts that all variants have in common."""
    first, *others = facts
    return {name: value for name, value in first.items() if all(fact.get(name) == value for fact in others)}
