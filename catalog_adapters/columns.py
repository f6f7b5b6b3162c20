"""Our names for what a row says, Google Merchant's names beside them, and the mapping to a shop's own.

Spec: spec/40-scan.md.

Source: Google Merchant Center, product data specification (support.google.com/merchants/answer/7052112).
A header may spell a name with spaces, capitals or the prefix `g:`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from catalog_adapters.entry import BadColumnsError, SourceSettings
from catalog_adapters.words import plain_words

NAMES: Final = frozenset(
    """
    id title description link image_link additional_image_link availability price sale_price
    sale_price_effective_date brand gtin mpn condition item_group_id color size material pattern
    product_type google_product_category shipping cost_of_goods_sold quantity expiration_date
    price_minor list_price currency delivery_days warranty_months returns_days assumed stock_since
    """.split()
)
"""Every name a row is read by: Merchant's, then, in the last line, ours for what Merchant has no name for."""

OTHER_NAMES: Final = {
    "url": "link",
    "image": "image_link",
    "category": "product_type",
    "cost": "cost_of_goods_sold",
    "stock": "quantity",
    "group": "item_group_id",
}
"""Shorter names that a mapping may use."""

META_NAMES: Final = {"quantity_to_sell_on_facebook": "quantity"}
"""What Meta's catalog feeds call otherwise than Merchant's (facebook.com/business/help/120325381656392)."""

_PRICES: Final = ("price", "price_minor")


def mapping(source: str, settings: SourceSettings) -> dict[str, str]:
    """Return our name -> theirs, as the settings map them.

    Raises `BadColumnsError` for a name that is none of ours.
    """
    stated = {**settings.columns, **({"cost": settings.cost_column} if settings.cost_column else {})}
    ours: dict[str, str] = {}
    for name, theirs in stated.items():
        plain = OTHER_NAMES.get(name, name)
        if plain not in NAMES:
            known = ", ".join(sorted(NAMES | OTHER_NAMES.keys()))
            raise BadColumnsError(source, f"{name[:40]!r} is no name of ours; they are {known}")
        ours[plain] = theirs
    return ours


def places(source: str, header: list[str], mapped: Mapping[str, str]) -> dict[str, int]:
    """Return our name -> place in the row, of the columns of *header* that are read.

    Raises `BadColumnsError` if a mapped column is missing, one that is read stands there twice, or id, title
    and price are not all there.
    """
    found: dict[str, int] = {}
    for name in sorted(NAMES):
        theirs = mapped.get(name, name)
        where = [place for place, column in enumerate(header) if column.strip() == theirs.strip()]
        where = where or [place for place, column in enumerate(header) if plain(column) == plain(theirs)]
        if len(where) > 1:
            raise BadColumnsError(source, f"the column {theirs[:60]!r} stands there twice")
        if where:
            found[name] = where[0]
        elif name in mapped:
            raise BadColumnsError(source, f"the column {theirs[:60]!r} (for {name}) is missing")
    missing = [mapped.get(name, name) for name in ("id", "title") if name not in found]
    if not any(name in found for name in _PRICES):
        missing.append("price")
    if missing:
        raise BadColumnsError(
            source, f"no column {', '.join(missing)} among: {plain_words(', '.join(header), 200)}"
        )
    return found


def plain(name: str) -> str:
    """Return the spelling of *name* that ours are compared with: `g:Image Link` is `image_link`."""
    spelled = name.strip().lower().removeprefix("g:").replace(" ", "_")
    return META_NAMES.get(spelled, spelled)
