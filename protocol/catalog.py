"""The catalog: products and their variants, under UCP's names, in signed pages.

Spec: spec/40-scan.md.

Names and shapes are those of UCP's product and variant schemas; brand, model and the terms that come with
a purchase stand in `metadata`, as UCP leaves room for. A catalog is public and the same for everybody: it
carries list prices, and no count of the stock.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from protocol.money import Money, Price
from protocol.price_history import PriceHistory
from protocol.times import Time, read_time
from protocol.wire import Did, Hash, Many, Maybe, Text, Wire

PAGE_TYPE: Final = "catalog-page"

Id = Annotated[str, Field(min_length=1, max_length=128)]
Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"{}|\\^`]+$", max_length=2008)]
"""A web address. A count in the pattern instead of `max_length` would make it twenty times as slow."""


class Description(Wire):
    """A description; the words are the seller's, and nothing ranks on them."""

    plain: Annotated[str, Field(max_length=4000)]


class Category(Wire):
    """A category's name or path, such as `Electronics > Routers`, and the taxonomy it is from."""

    value: Text
    taxonomy: Maybe[Annotated[str, Field(max_length=64)]] = None


class PriceRange(Wire):
    """Lowest and highest price over the variants."""

    min: Price
    max: Price


class Media(Wire):
    """A picture or film of the product."""

    type: Annotated[str, Field(max_length=64)]
    url: Url
    alt_text: Maybe[Text] = None


class OptionValue(Wire):
    """One value an option can take."""

    label: Text


class ProductOption(Wire):
    """An option of the product, such as Size, with its values."""

    name: Text
    values: Many[OptionValue]


class SelectedOption(Wire):
    """The value that a variant has for an option."""

    name: Text
    label: Text


class Barcode(Wire):
    """A code that names the article across shops."""

    type: Literal["GTIN", "EAN", "UPC", "ISBN", "JAN"]
    value: Annotated[str, Field(pattern=r"^[0-9X]{8,14}$")]


class Availability(Wire):
    """Whether the variant can be bought now; `status` in schema.org's words, as UCP spells them."""

    available: bool
    status: Maybe[
        Literal["in_stock", "limited_stock", "backorder", "preorder", "out_of_stock", "discontinued"]
    ] = None


class Metadata(Wire):
    """Facts UCP has no member for. Terms are what comes with a purchase at the list price."""

    brand: Maybe[Text] = None
    mpn: Maybe[Annotated[str, Field(min_length=1, max_length=70)]] = None
    condition: Maybe[Literal["new", "refurbished", "used"]] = None
    delivery_days: Maybe[Annotated[int, Field(ge=0, le=365)]] = None
    warranty_months: Maybe[Annotated[int, Field(ge=0, le=600)]] = None
    returns_days: Maybe[Annotated[int, Field(ge=0, le=3650)]] = None
    assumed: Maybe[Many[Text]] = None
    """Names of facts that are assumed and not from the source, for synthetic data."""


class Variant(Wire):
    """What can be bought: one combination of options, with one price."""

    id: Id
    sku: Maybe[Id] = None
    title: Text
    description: Description
    url: Maybe[Url] = None
    price: Price
    list_price: Maybe[Price] = None
    price_history: Maybe[PriceHistory] = None
    """The prices asked before, with their times: evidence, where `list_price` is a word."""
    barcodes: Maybe[Many[Barcode]] = None
    availability: Maybe[Availability] = None
    options: Maybe[Many[SelectedOption]] = None
    media: Maybe[Many[Media]] = None
    metadata: Maybe[Metadata] = None

    def available(self) -> bool:
        """Whether it can be bought now, as far as the source says."""
        return self.availability is None or self.availability.available


class Product(Wire):
    """A product with its purchasable variants, the featured one first."""

    id: Id
    title: Text
    description: Description
    url: Maybe[Url] = None
    categories: Maybe[Many[Category]] = None
    price_range: PriceRange
    list_price_range: Maybe[PriceRange] = None
    media: Maybe[Many[Media]] = None
    options: Maybe[Many[ProductOption]] = None
    variants: Annotated[tuple[Variant, ...], Field(strict=False, min_length=1, max_length=200)]
    metadata: Maybe[Metadata] = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        span = _extremes([variant.price for variant in self.variants])
        if (self.price_range.min, self.price_range.max) != span:  # SCAN-3
            raise ValueError("price_range is not the range of the variants' prices")
        if len(self.variants) > 1 and len({one.id for one in self.variants}) != len(self.variants):  # SCAN-4
            raise ValueError("two variants have one id")
        for one in self.variants:
            if one.price_history is not None and one.price_history[-1].price != one.price:  # SCAN-12
                raise ValueError("a history of prices does not end with the price that is asked")
        return self


class CatalogPage(Wire):
    """A page of a catalog, signed by the brand. `next` is the cursor of the following page."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["catalog-page"]
    from_: Annotated[Did, Field(alias="from")]
    version: Hash
    """Names the whole catalog's state; pages of one version belong together."""
    created: Time
    cursor: Annotated[str, Field(max_length=200)]
    next: Maybe[Annotated[str, Field(min_length=1, max_length=200)]] = None
    products: Many[Product]

    @model_validator(mode="after")
    def _past(self) -> Self:
        made_ms = read_time(self.created)
        for product in self.products:
            for variant in product.variants:
                history = variant.price_history
                if history is not None and history[-1].since_ms > made_ms:  # SCAN-13
                    raise ValueError("a history of prices reaches into the future")
        return self


def price_range(prices: list[Price]) -> PriceRange:
    """Return the range of *prices* (at least one, all of one currency).

    Raises ValueError if the currencies differ.
    """
    least, most = _extremes(prices)
    return PriceRange(min=least, max=most)


def _extremes(prices: list[Price]) -> tuple[Price, Price]:
    if len(prices) == 1:  # nearly all of them, and much quicker
        return prices[0], prices[0]
    if len({price.currency for price in prices}) != 1:
        raise ValueError("the variants' prices are in more than one currency")
    ordered = sorted(prices, key=_amount)
    return ordered[0], ordered[-1]


def _amount(money: Money) -> int:
    return money.amount
