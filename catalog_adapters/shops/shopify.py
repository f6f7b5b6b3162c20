"""Shopify: a shop's public `products.json`, and answers of its Storefront API.

Spec: spec/40-scan.md (SCAN-30, SCAN-31).

Source: `/products.json` of any Shopify shop (its fields are those of shopify.dev/docs/api/admin-rest,
Product), and shopify.dev/docs/api/storefront, objects Product, ProductVariant and MoneyV2. `products.json`
says no currency: it comes from the settings, or every row is a reject.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, urljoin

from catalog_adapters.entry import Reject
from catalog_adapters.item import Place
from catalog_adapters.rows import Row
from catalog_adapters.shops.values import (
    Said,
    filled,
    flag,
    in_stock,
    member,
    numbered,
    objects,
    text,
    unless_zero,
)

_NO_OPTION: Final = "Default Title"
"""What Shopify calls the one variant of a product that has no options."""


def read_products_json(source: str, document: Any) -> Iterator[Row | Reject]:
    """Yield a row for each variant in a page of `products.json`."""
    for found in numbered(source, document, "products"):
        if isinstance(found, Reject):
            yield found
            continue
        place, product = found
        names = [text(option, "name") for option in objects(product, "options")]
        for variant in objects(product, "variants"):
            yield _row(place, product, variant, source, names)


def read_storefront(source: str, document: Any) -> Iterator[Row | Reject]:
    """Yield a row for each variant in an answer to a query for `products`."""
    for found in numbered(source, member(document, "data") or document, "products"):
        if isinstance(found, Reject):
            yield found
            continue
        place, product = found
        for variant in objects(product, "variants"):
            yield _storefront_row(place, product, variant)


def _row(place: Place, product: Said, variant: Said, source: str, names: list[str]) -> Row:
    values = [text(variant, f"option{number}") for number in (1, 2, 3)]
    handle = text(product, "handle")
    link = f"/products/{quote(handle)}?variant={quote(text(variant, 'id'))}" if handle else ""
    fields = filled(
        id=text(variant, "id"),
        item_group_id=text(product, "id"),
        title=text(product, "title"),
        description=text(product, "body_html"),
        link=urljoin(source, link) if link and source.startswith(("http://", "https://")) else "",
        image_link=text(variant, "featured_image", "src") or _first(product, "images", "src"),
        price=text(variant, "price"),
        list_price=unless_zero(text(variant, "compare_at_price")),
        availability=in_stock(flag(variant, "available")),
        brand=text(product, "vendor"),
        product_type=text(product, "product_type"),
        gtin=text(variant, "barcode"),
    )
    return Row(place, fields, options=_options(zip(names, values, strict=False)))


def _storefront_row(place: Place, product: Said, variant: Said) -> Row:
    compared = member(variant, "compareAtPrice")
    price, before = text(variant, "price", "amount"), unless_zero(text(compared, "amount"))
    currency = text(variant, "price", "currencyCode")
    availability, pieces = _sold(flag(variant, "availableForSale"), text(variant, "quantityAvailable"))
    fields = filled(
        id=text(variant, "id"),
        item_group_id=text(product, "id"),
        title=text(product, "title"),
        description=text(product, "description") or text(product, "descriptionHtml"),
        link=text(product, "onlineStoreUrl"),
        image_link=text(variant, "image", "url") or text(product, "featuredImage", "url"),
        price=f"{price} {currency}".strip() if price else "",
        list_price=f"{before} {text(compared, 'currencyCode')}".strip() if before else "",
        availability=availability,
        quantity=pieces,
        brand=text(product, "vendor"),
        product_type=text(product, "productType"),
        gtin=text(variant, "barcode"),
    )
    chosen = ((text(one, "name"), text(one, "value")) for one in objects(variant, "selectedOptions"))
    return Row(place, fields, options=_options(chosen))


def _options(pairs: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if name and value and value != _NO_OPTION)


def _first(product: Said, name: str, of: str) -> str:
    return next((text(one, of) for one in objects(product, name)), "")


def _sold(available: bool | None, pieces: str) -> tuple[str, str]:
    """Return availability and count; who sells on below zero has none there, and takes orders."""
    none_left = pieces.startswith("-") or not pieces.strip("0")
    if available and pieces and none_left:
        return "backorder", ""
    return in_stock(available), "0" if pieces.startswith("-") else pieces
