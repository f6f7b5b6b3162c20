"""Feeds for shopping agents: UCP's catalog and ACP's product feed, which agree in nearly all names.

Spec: spec/40-scan.md (SCAN-30, SCAN-31).

Source: UCP, `product.schema.json` and `variant.schema.json` of the shopping catalog; ACP,
`schema.feed.json` of the agentic commerce protocol. Both state prices as whole minor units with their
currency. UCP calls an option's value `label`, ACP calls it `value` and the list `variant_options`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalog_adapters.entry import Reject
from catalog_adapters.item import Place
from catalog_adapters.rows import Row
from catalog_adapters.shops.values import (
    Said,
    filled,
    flag,
    in_stock,
    in_units,
    member,
    numbered,
    objects,
    text,
)

_GOOGLE = "google_product_category"
_CODES = ("GTIN", "EAN", "UPC", "ISBN", "JAN")


def read_agent_feed(source: str, document: Any) -> Iterator[Row | Reject]:
    """Yield a row for each variant of the feed's `products`, or of a line's one product."""
    listed = {"products": [document]} if member(document, "variants") is not None else document
    for found in numbered(source, listed, "products"):
        if isinstance(found, Reject):
            yield found
            continue
        place, product = found
        variants = objects(product, "variants")
        if not variants:
            id_ = text(product, "id")[:128] or None
            yield place.reject("offer-missing", "the product has no variants", id_)
        for variant in variants:
            yield _row(place, product, variant)


def _row(place: Place, product: Said, variant: Said) -> Row:
    listed = member(variant, "list_price") or {}
    minor, currency = text(variant, "price", "amount"), text(variant, "price", "currency")
    own = text(listed, "currency") in ("", currency)
    categories = [*objects(variant, "categories"), *objects(product, "categories")]
    fields = filled(
        id=text(variant, "id"),
        item_group_id=text(product, "id"),
        title=text(product, "title") or text(variant, "title"),
        description=_words(product) or _words(variant),
        link=text(variant, "url") or text(product, "url"),
        image_link=_image(variant) or _image(product),
        price_minor=minor,
        currency=currency,
        list_price=in_units(text(listed, "amount"), currency) if own else "",
        availability=_availability(member(variant, "availability")),
        condition=_condition(variant),
        brand=text(variant, "metadata", "brand") or text(product, "metadata", "brand"),
        gtin=_gtin(variant),
        product_type=_category(categories, google=False),
        google_product_category=_category(categories, google=True),
    )
    said = objects(variant, "options") or objects(variant, "variant_options")
    options = ((text(one, "name"), text(one, "label") or text(one, "value")) for one in said)
    return Row(place, fields, options=tuple((name, label) for name, label in options if name and label))


def _words(value: Said) -> str:
    given = member(value, "description")
    return text(given) or text(given, "plain") or text(given, "html") or text(given, "markdown")


def _image(value: Said) -> str:
    pictures = (one for one in objects(value, "media") if text(one, "type") == "image")
    return next((text(one, "url") for one in pictures), "")


def _availability(said: Any) -> str:
    """The status, unless it contradicts whether it can be bought: then only that counts."""
    available, status = flag(said, "available"), text(said, "status")
    if available is False and status not in ("", "out_of_stock", "discontinued"):
        return "out_of_stock"
    return status or in_stock(available)


def _condition(variant: Said) -> str:
    """ACP lists conditions, such as `new`; several are none that can be read."""
    found = member(variant, "condition")
    if isinstance(found, list):
        return text(found[0]) if len(found) == 1 else " ".join(text(one) for one in found)
    return text(found) or text(variant, "metadata", "condition")


def _gtin(variant: Said) -> str:
    codes = [one for one in objects(variant, "barcodes") if text(one, "type").upper() in _CODES]
    return text(codes[0], "value") if codes else ""


def _category(categories: list[Said], *, google: bool) -> str:
    named = (one for one in categories if (text(one, "taxonomy") == _GOOGLE) is google)
    return next((text(one, "value") for one in named), "")
