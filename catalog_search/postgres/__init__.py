"""The marketplace's index, for when a directory outgrows one machine. Needs the extra `postgres`."""

from catalog_search.postgres.index import PostgresIndex
from catalog_search.postgres.shelves import PostgresShelves

__all__ = ["PostgresIndex", "PostgresShelves"]
