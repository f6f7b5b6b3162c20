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
    for name, text in _asked_facets(filters):
        parts.append(_WITH_FACET)
        values.extend((name, text))
    if filters.region is not None:
        parts.append(f"(regions = '[]' OR {_WITH_FACET})")
        values.extend(("region", _folded(filters.region)))
    return " AND ".join(parts) or "1", tuple(values)


def _asked_facets(filters: Filters) -> list[tuple[str, str]]:
    asked = [(f"option:{_folded(name)}", _folded(value)) for name, value in filters.attributes]
    return asked + ([("category", _folded(filters.category))] if filters.category is not None else [])


def facets(offer: Offer) -> Iterator[tuple[str, str]]:
    """Yield name and value of what *offer* is filtered by, as rows of `facets`."""
    for category in offer.categories:
        yield "category", _folded(category)
        for part in category.split(">"):
            yield "category", _folded(part)
    for name, value in offer.options:
        yield f"option:{_folded(name)}", _folded(value)
    for region in offer.regions:
        yield "region", _folded(region)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
