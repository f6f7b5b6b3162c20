"""WooCommerce: a shop's public Store API.

Spec: spec/40-scan.md (SCAN-30, SCAN-31).

Source: `/wp-json/wc/store/v1/products` (developer.woocommerce.com, Store API, Products). Prices stand in
units that `currency_minor_unit` names, which need not be those of ISO 4217. A variable product states the
range of its variations only: the variations are a list of their own (`?type=variation`), each with its
`parent`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog_adapters.entry import Reject
from catalog_adapters.item import Place
from catalog_adapters.rows import Row
from catalog_adapters.shops.values import Said, filled, flag, in_units, member, numbered, objects, text

_GROUPS = ("grouped", "external")
"""Types that this shop does not sell itself as one article."""


def read_store_api(source: str, document: Any) -> Iterator[Row | Reject]:
    """Yield a row for each product or variation in a page of the Store API."""
    for found in numbered(source, document):
        if isinstance(found, Reject):
            yield found
            continue
        place, product = found
        id_ = text(product, "id")[:128] or None
        if text(product, "type") in _GROUPS:
            yield place.reject("not-for-sale", f"a product of type {text(product, 'type')!r}", id_)
        elif member(product, "prices", "price_range") is not None:
            reason = "a variable product states a range; read its variations too: ?type=variation"
            yield place.reject("price-range", reason, id_)
        else:
            yield _row(place, product)


def _row(place: Place, product: Said) -> Row:
    prices = member(product, "prices")
    unit, currency = text(prices, "currency_minor_unit"), text(prices, "currency_code")
    parent = text(product, "parent")
    fields = filled(
        id=text(product, "id"),
        item_group_id="" if parent in ("", "0") else parent,
        title=text(product, "name"),
        description=text(product, "description") or text(product, "short_description"),
        link=text(product, "permalink"),
        image_link=next((text(one, "src") for one in objects(product, "images")), ""),
        price=in_units(text(prices, "price"), currency, unit),
        list_price=in_units(text(prices, "regular_price"), currency, unit),
        availability=_availability(product),
        brand=next((text(one, "name") for one in objects(product, "brands")), ""),
        product_type=next((text(one, "name") for one in objects(product, "categories")), ""),
        gtin=text(product, "global_unique_id"),
    )
    return Row(place, fields, options=_options(product))


def _availability(product: Said) -> str:
    if flag(product, "is_purchasable") is False:
        return "out_of_stock"
    if flag(product, "is_on_backorder"):
        return "backorder"
    held = flag(product, "is_in_stock")
    if held and text(product, "low_stock_remaining"):
        return "limited_stock"
    return "" if held is None else "in_stock" if held else "out_of_stock"


def _options(product: Said) -> tuple[tuple[str, str], ...]:
    """What sets a variation apart: attributes with exactly one value."""
    found = []
    for attribute in objects(product, "attributes"):
        values = [text(term, "name") for term in objects(attribute, "terms")]
        values = values or [text(attribute, "value")]
        if len(values) == 1 and values[0] and text(attribute, "name"):
            found.append((text(attribute, "name"), values[0]))
    return tuple(found)
