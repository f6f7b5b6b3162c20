"""Slices: what a directory passes on of its brands' catalogs, by category, country and currency.

Spec: spec/41-slices.md.

A slice says where to look. Each product names the signed page that it stands on, so that the brand's own
page shows whether the directory told the truth.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from protocol.canonical import encode
from protocol.catalog import Product
from protocol.errors import ProtocolError
from protocol.money import Currency
from protocol.signature import message_hash
from protocol.times import Time, read_time
from protocol.wire import Did, Hash, Many, Maybe, Text, Wire

INDEX: Final = "index"
"""The capability of a directory that serves slices."""
SLICE_TYPE: Final = "slice-page"
STALE_MS: Final = 2 * 24 * 3_600_000
"""How old what is said of a brand may be."""

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class SliceItem(Wire):
    """A product, and the page of its brand's catalog that it stands on."""

    cursor: Annotated[str, Field(max_length=200)]
    page: Hash
    product: Product


class SliceShelf(Wire):
    """Products of one brand, from one version of its catalog; `read`: when that was last found to hold."""

    brand: Did
    version: Hash
    read: Time
    items: Annotated[Many[SliceItem], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({item.product.id for item in self.items}) != len(self.items):  # DIR-14
            raise ValueError("a product stands twice")
        return self


class SlicePage(Wire):
    """A page of a slice, signed by the directory; with `query`, the answer to a search."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["slice-page"]
    from_: Annotated[Did, Field(alias="from")]
    version: Hash
    created: Time
    cursor: Annotated[str, Field(max_length=200)]
    next: Maybe[Annotated[str, Field(min_length=1, max_length=200)]] = None
    category: Maybe[Text] = None
    region: Maybe[Country] = None
    currency: Maybe[Currency] = None
    query: Maybe[Text] = None
    shelves: Many[SliceShelf]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if len({shelf.brand for shelf in self.shelves}) != len(self.shelves):  # DIR-14
            raise ValueError("a brand stands twice")
        if any(read_time(shelf.read) > read_time(self.created) for shelf in self.shelves):  # DIR-15
            raise ValueError("a catalog was read after the page was made")
        items = [item for shelf in self.shelves for item in shelf.items]
        sold_in = {item.product.price_range.min.currency for item in items}
        if self.currency is not None and not sold_in <= {self.currency}:  # DIR-16
            raise ValueError("a price is in another currency")
        return self


class ContradictedSliceError(ProtocolError):
    """The brand's page that a slice names does not hold the product as the slice says it."""

    code = "slice-contradicted"
    requirement = "DIR-13"
    status = 422
    advice = "Read the brands themselves; slice and page together prove what the directory did."

    def __init__(self, product: str) -> None:
        super().__init__(f"the page does not hold {product[:80]!r} as the slice says")
        self.product = product


def check_relayed(item: SliceItem, page: dict[str, Any]) -> bool:
    """Return whether *page*, verified, of the brand is the one that *item* names; then it holds the product.

    False: the brand has another page now, which proves nothing. Raises `ContradictedSliceError` (DIR-13).
    """
    if message_hash(page) != item.page:
        return False
    said = encode(item.product.members())
    if all(encode(product) != said for product in page["products"]):  # DIR-13
        raise ContradictedSliceError(item.product.id)
    return True
