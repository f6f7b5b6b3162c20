"""An offer as the index keeps it: one variant of one seller, with what people search and filter by.

Spec: spec/50-match.md (MATCH-1, MATCH-5).

The seller's prose is not here, on purpose: it finds nothing and ranks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from foundation.words import joined
from protocol import Product
from protocol.catalog import Metadata, Variant

TEXT_LIMIT = 2000
"""Characters of a title that are read; the rest of a longer one finds nothing."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a seller asks for one thing. What is empty is not known."""

    id: str
    """Names the offer in its index; a second offer of that name replaces the first."""
    title: str
    seller: str = ""
    product: str = ""
    """The seller's id of the product that this is a variant of."""
    brand: str = ""
    model: str = ""
    """Manufacturer's part number, as the seller spells it."""
    gtins: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    """Each a name or a path, such as `Electronics > Routers`."""
    options: tuple[tuple[str, str], ...] = ()
    """Name and value, such as `("Size", "M")`."""
    regions: tuple[str, ...] = ()
    """Where the seller delivers to; empty: not said, so no filter excludes it."""
    condition: str = "new"
    price_minor: int | None = None
    currency: str = ""
    in_stock: bool = True


def offers_of(product: Product, *, seller: str = "", regions: tuple[str, ...] = ()) -> Iterator[Offer]:
    """Yield an offer for each variant of *product*."""
    for variant in product.variants:
        yield offer_of(product, variant, seller=seller, regions=regions)


def offer_of(product: Product, variant: Variant, *, seller: str = "", regions: tuple[str, ...] = ()) -> Offer:
    """Return the offer of one *variant*; its id is `seller|product|variant` with what is known."""
    return Offer(
        id="|".join(part for part in (seller, product.id, variant.id) if part),
        title=_title(product, variant),
        seller=seller,
        product=product.id,
        brand=_fact(product, variant, "brand"),
        model=_fact(product, variant, "mpn"),
        gtins=tuple(gtin(code.value) for code in variant.barcodes or ()),
        categories=tuple(category.value for category in product.categories or ()),
        options=tuple((option.name, option.label) for option in variant.options or ()),
        regions=regions,
        condition=_fact(product, variant, "condition") or "new",
        price_minor=variant.price.amount,
        currency=variant.price.currency,
        in_stock=variant.available(),
    )


def gtin(code: str) -> str:
    """Return *code* as 14 digits, so that the same number written shorter is the same.

    >>> gtin("012345678905")
    '00012345678905'
    """
    return code.zfill(14)


def model_key(model: str, brand: str = "") -> str:
    """Return what two spellings of one model number have in common.

    >>> model_key("HP CE-278A", "HP")
    'ce278a'
    """
    key = joined(model)
    bare = key.removeprefix(joined(brand))
    return bare if len(bare) > 2 else key


def _title(product: Product, variant: Variant) -> str:
    if variant.title == product.title or variant.title in product.title:
        return product.title
    return variant.title if product.title in variant.title else f"{product.title} {variant.title}"


def _fact(product: Product, variant: Variant, name: str) -> str:
    facts: tuple[Metadata | None, ...] = (variant.metadata, product.metadata)
    return next((value for fact in facts if fact and (value := getattr(fact, name))), "")
