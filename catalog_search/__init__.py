"""Search in catalogs, and the same product in other shops. No network; tantivy only where it is installed."""

from catalog_search.errors import BadLimitError, EmptyQueryError, NotAnIndexError, SearchError
from catalog_search.hit import Hit
from catalog_search.local import LocalIndex
from catalog_search.offer import Offer, offers_of
from catalog_search.ports import Filters, Index

__all__ = [
    "BadLimitError",
    "EmptyQueryError",
    "Filters",
    "Hit",
    "Index",
    "LocalIndex",
    "NotAnIndexError",
    "Offer",
    "SearchError",
    "offers_of",
]
