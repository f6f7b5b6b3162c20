"""Filters as PostgreSQL's SQL: they are hard, whatever the words say. Values travel as parameters only."""

from __future__ import annotations

from catalog_search.conditions import asked_facets, folded
from catalog_search.ports import Filters
from catalog_search.postgres.tables import ANYWHERE, facet, text


class Values:
    """The parameters of one statement."""

    def __init__(self, *given: object) -> None:
        self.given = list(given)

    def mark(self, value: object) -> str:
        """Add *value* and return its name in SQL."""
        self.given.append(text(value) if isinstance(value, str) else value)
        return f"${len(self.given)}"


def condition(filters: Filters, values: Values) -> str:
    """Return *filters* as SQL over `search_offer o`; what they ask for is added to *values*."""
    plain = (
        ("currency =", filters.currency),
        ("price_minor >=", _held(filters.lowest_minor)),
        ("price_minor <=", _held(filters.highest_minor)),
        ("seller =", filters.seller),
        ("condition =", filters.condition),
    )
    parts = [f"o.{sql} {values.mark(value)}" for sql, value in plain if value is not None]
    if filters.stock == "in-stock":
        parts.append("o.in_stock")
    parts += [_with_one_of(values, facet(name, value)) for name, value in asked_facets(filters)]
    if filters.region is not None:
        parts.append(_with_one_of(values, ANYWHERE, facet("region", folded(filters.region))))
    return " AND ".join(parts) or "true"


def _with_one_of(values: Values, *facets: str) -> str:
    asked = values.mark(list(facets))
    return f"EXISTS (SELECT FROM search_facet f WHERE f.place = o.place AND f.facet = ANY({asked}::text[]))"


def _held(price_minor: int | None) -> int | None:
    """The number next to *price_minor* that a bigint can hold: no price lies between."""
    return None if price_minor is None else max(-(2**63), min(price_minor, 2**63 - 1))
