"""Shopify's import and export table: one product over several rows.

Spec: spec/40-scan.md (SCAN-31, SCAN-36).

Source: help.shopify.com, "Using CSV files to import and export products". The first row of a handle carries
the product; the rows below it with the same handle and no title carry further variants or pictures. The
columns were renamed in 2024: both spellings are read. There are no ids in the table, so a variant is named
by its handle and the values of its options, and the table states no currency: it comes from the settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from catalog_adapters.entry import BadColumnsError, Reject, SourceSettings
from catalog_adapters.item import RowError
from catalog_adapters.rows import Row
from catalog_adapters.shops.values import filled, unless_zero
from catalog_adapters.tables.header import find_header
from catalog_adapters.tables.table import read_rows

_NAMES: Final = {
    "handle": ("Handle", "URL handle"),
    "title": ("Title",),
    "body": ("Body (HTML)", "Description"),
    "vendor": ("Vendor",),
    "category": ("Product Category", "Product category"),
    "type": ("Type",),
    "published": ("Published", "Published on online store"),
    "status": ("Status",),
    "tracker": ("Variant Inventory Tracker", "Inventory tracker"),
    "pieces": ("Variant Inventory Qty", "Inventory quantity"),
    "policy": ("Variant Inventory Policy", "Continue selling when out of stock"),
    "price": ("Variant Price", "Price"),
    "compare": ("Variant Compare At Price", "Compare-at price"),
    "barcode": ("Variant Barcode", "Barcode"),
    "image": ("Image Src", "Product image URL"),
    "own_image": ("Variant Image", "Variant image URL"),
    "cost": ("Cost per item",),
    **{
        f"option{number}_{part}": (f"Option{number} {part.capitalize()}", f"Option{number} {part}")
        for number in (1, 2, 3)
        for part in ("name", "value")
    },
}
_NEEDED: Final = ("handle", "title", "price")
_NO_OPTION: Final = "Default Title"


@dataclass(slots=True)
class _Product:
    """What the first row of a handle says for all of its variants."""

    first: Row
    names: list[str] = field(default_factory=list)

    @property
    def fault(self) -> str | None:
        """Why the product is not sold to the public, if it isn't."""
        status, published = self.first.text("status").lower(), self.first.text("published").lower()
        if status in ("draft", "archived"):
            return f"its status is {status}"
        return "it is not published" if published == "false" else None


def is_shopify(cells: list[str]) -> bool:
    """Whether *cells* are the header of such a table."""
    return all(set(_NAMES[name]) & set(cells) for name in _NEEDED)


def read_shopify_table(source: str, stream: BinaryIO, settings: SourceSettings) -> Iterator[Row | Reject]:
    """Yield a row for each variant of the table.

    Raises `BadColumnsError`, `BadEncodingError` or `BadSettingsError` if the whole table can't be read.
    """
    header = find_header(source, stream, settings, lambda cells: _places(source, cells))
    product: _Product | None = None
    for row in read_rows(source, stream, settings.encoding, header):
        if isinstance(row, Reject):
            yield row
            continue
        handle = row.text("handle")
        if row.text("title"):
            product = _Product(row, [row.text(f"option{number}_name") for number in (1, 2, 3)])
        elif product is None or product.first.text("handle") != handle:
            reason = f"no row right above begins the product {handle[:60]!r}"
            yield row.place.reject("continuation-unclear", reason, handle[:128] or None)
            continue
        if row.text("price"):
            yield _variant(row, product)


def _places(source: str, cells: list[str]) -> dict[str, int]:
    found = {name: cells.index(theirs) for name, both in _NAMES.items() for theirs in both if theirs in cells}
    missing = [_NAMES[name][0] for name in _NEEDED if name not in found]
    if missing:
        raise BadColumnsError(
            source, f"a Shopify table has the columns {', '.join(missing)}; this one has not"
        )
    return found


def _variant(row: Row, product: _Product) -> Row | Reject:
    first = product.first
    handle = first.text("handle")
    values = [row.text(f"option{number}_value") for number in (1, 2, 3)]
    options = tuple(
        (name, value)
        for name, value in zip(product.names, values, strict=True)
        if name and value and value != _NO_OPTION
    )
    id_ = "/".join([handle, *(value for _, value in options)])
    if product.fault is not None:
        return row.place.reject("not-published", product.fault, id_[:128])
    try:
        availability, pieces = _stock(row)
    except RowError as error:
        return row.place.reject(error.code, error.reason, id_[:128])
    fields = filled(
        id=id_,
        item_group_id=handle,
        title=first.text("title"),
        description=first.text("body"),
        image_link=row.text("own_image") or row.text("image") or first.text("image"),
        price=row.text("price"),
        list_price=unless_zero(row.text("compare")),
        availability=availability,
        quantity=pieces,
        brand=first.text("vendor"),
        product_type=first.text("type") or first.text("category"),
        gtin=row.text("barcode").removeprefix("'"),
        cost_of_goods_sold=row.text("cost"),
    )
    return Row(row.place, fields, options=options)


def _stock(row: Row) -> tuple[str, str]:
    """Return availability and pieces. Who sells on below zero takes orders without having any.

    Raises `RowError` for a count that is none.
    """
    pieces = row.text("pieces")
    if not pieces or (not row.text("tracker") and row.text("policy").lower() != "deny"):
        return "", ""
    try:
        count = int(pieces)
    except ValueError:
        raise RowError("stock-unclear", f"{pieces[:40]!r} is no count of pieces") from None
    if count > 0:
        return "", pieces
    sells_on = row.text("policy").lower() in ("continue", "true")
    return ("backorder", "") if sells_on else ("", "0")
