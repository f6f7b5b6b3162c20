"""Search in catalogs, and the same product in other shops. tantivy only where it is installed."""

from catalog_search.errors import (
    BadCursorError,
    BadLimitError,
    EmptyQueryError,
    NotAnIndexError,
    SearchError,
    UnreachableIndexError,
)
from catalog_search.hit import Hit
from catalog_search.local import LocalIndex
from catalog_search.offer import Offer, offer_of, offers_of
from catalog_search.ports import Filters, Index, SharedIndex, Slice, Slices

__all__ = [
    "BadCursorError",
    "BadLimitError",
    "EmptyQueryError",
    "Filters",
    "Hit",
    "Index",
    "LocalIndex",
    "NotAnIndexError",
    "Offer",
    "SearchError",
    "SharedIndex",
    "Slice",
    "Slices",
    "UnreachableIndexError",
    "offer_of",
    "offers_of",
]
