"""Filters as SQL over the store's tables: they are hard, whatever the words say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from catalog_search.offer import Offer
from catalog_search.ports import Filters

_WITH_FACET: Final = "offers.number IN (SELECT number FROM facets WHERE name = ? AND value = ?)"


def condition(filters: Filters) -> tuple[str, tuple[object, ...]]:
    """Return *filters* as SQL over `offers`, and its values."""
    parts: list[str] = []
    values: list[object] = []
    plain = (
        ("currency = ?", filters.currency),
        ("price_minor >= ?", filters.lowest_minor),
        ("price_minor <= ?", filters.highest_minor),
        ("seller = ?", filters.seller),
        ("condition = ?", filters.condition),
    )
    for sql, value in plain:
        if value is not None:
            parts.append(sql)
            values.append(value)
    if filters.stock == "in-stock":
        parts.append("in_stock = 1")
    for name, text in asked_facets(filters):
        parts.append(_WITH_FACET)
        values.extend((name, text))
    if filters.region is not None:
        parts.append(f"(regions = '[]' OR {_WITH_FACET})")
        values.extend(("region", folded(filters.region)))
    return " AND ".join(parts) or "1", tuple(values)


def asked_facets(filters: Filters) -> list[tuple[str, str]]:
    """Return name and value of what *filters* ask of an offer, every one of them, but the region."""
    asked = [(f"option:{folded(name)}", folded(value)) for name, value in filters.attributes]
    return asked + ([("category", folded(filters.category))] if filters.category is not None else [])


def facets(offer: Offer) -> Iterator[tuple[str, str]]:
    """Yield name and value of what *offer* is filtered by, as rows of `facets`."""
    for category in offer.categories:
        yield "category", folded(category)
        for part in category.split(">"):
            yield "category", folded(part)
    for name, value in offer.options:
        yield f"option:{folded(name)}", folded(value)
    for region in offer.regions:
        yield "region", folded(region)


def folded(text: str) -> str:
    """Return *text* as it is compared: capitals and the number of spaces don't matter."""
    return " ".join(text.casefold().split())
