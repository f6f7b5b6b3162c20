"""The marketplace's index, for when a directory outgrows one machine. Needs the extra `postgres`."""

from catalog_search.postgres.index import PostgresIndex

__all__ = ["PostgresIndex"]
