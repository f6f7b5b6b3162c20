"""Offers in PostgreSQL: any number of workers over one index.

A twin takes slices of it by category and region, and searches at home. `search` answers as the index at home
does: codes at once, offers with all words, then with some, ordered anew by the same rule. PostgreSQL does not
know how rare a word is; the order by spelling makes up for most of that (docs/benchmarks.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from catalog_search.errors import BadLimitError, EmptyQueryError, NotAnIndexError
from catalog_search.hit import Hit
from catalog_search.offer import Offer
from catalog_search.ports import Filters, Slice
from catalog_search.postgres.asking import by_code, by_words, in_order
from catalog_search.postgres.reaching import connected, place_at, reached
from catalog_search.postgres.tables import TABLES, VERSION, Row, offer_of
from catalog_search.postgres.writing import put, remove
from catalog_search.ranking import CANDIDATES, Asked, Found, hits, rank
from protocol import to_base64url

if TYPE_CHECKING:
    from catalog_search.postgres.reaching import Connection, Pool

ANY: Final = Filters()
_OPENING: Final = 5_170_641_920_261_122
"""The lock under which tables are made, so that two workers that start at once don't both make them."""


class PostgresIndex:
    """Offers in PostgreSQL. Implements `SharedIndex`; made by `open`."""

    def __init__(self, pool: Pool) -> None:
        """*pool* holds connections to a database with the tables."""
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> PostgresIndex:
        """Open the index in the database of *url*, `postgresql://…`; missing tables are created.

        Raises `UnreachableIndexError`; `NotAnIndexError` where another version made the tables.
        """
        pool = await connected(url)
        try:
            async with reached(), pool.acquire() as connection, connection.transaction():
                await make_tables(connection)
        except BaseException:
            await pool.close()
            raise
        return cls(pool)

    async def put(self, offers: Iterable[Offer]) -> int:
        """See `SharedIndex`. An offer that can't be held raises, and none of them is put."""
        async with reached(), self._pool.acquire() as connection, connection.transaction():
            return await put(connection, offers)

    async def remove(self, ids: Iterable[str]) -> int:
        """See `SharedIndex`."""
        async with reached(), self._pool.acquire() as connection, connection.transaction():
            return await remove(connection, ids)

    async def slice(
        self, category: str | None, region: str | None, cursor: str | None = None, limit: int = 100
    ) -> Slice:
        """See `Slices`."""
        _check(limit)
        after = place_at(cursor)
        async with reached(), self._pool.acquire() as connection:
            rows = await in_order(connection, category, region, after, limit + 1)
        shown = rows[:limit]
        more = to_base64url(shown[-1]["place"]) if len(rows) > limit else None
        return Slice(tuple(map(offer_of, shown)), more)

    async def search(self, query: str, filters: Filters = ANY, limit: int = 10) -> Sequence[Hit]:
        """See `SharedIndex`."""
        _check(limit)
        asked = Asked.of(query)
        if not asked.words:
            raise EmptyQueryError(query)
        async with (
            reached(),
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            coded = await by_code(connection, asked.codes, filters, max(limit, CANDIDATES))
            worded = await by_words(connection, asked.words, filters, limit)
        return _ranked(asked, coded, worded)[:limit]

    async def close(self) -> None:
        """See `SharedIndex`."""
        await self._pool.close()


async def make_tables(connection: Connection) -> None:
    """Create missing tables. Raises `NotAnIndexError` where another version made them."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", _OPENING)
    await connection.execute(TABLES)
    await connection.execute(
        "INSERT INTO search_state VALUES ('version', $1) ON CONFLICT DO NOTHING", VERSION
    )
    known = await connection.fetchval("SELECT value FROM search_state WHERE name = 'version'")
    if known != VERSION:
        raise NotAnIndexError("the database", f"version {known}, not {VERSION}")


def _ranked(
    asked: Asked,
    coded: Mapping[bytes, tuple[str, Row]],
    worded: Sequence[Row],
) -> tuple[Hit, ...]:
    rows = {place: one for place, (_, one) in coded.items()} | {one["place"]: one for one in worded}
    scores = {one["place"]: one["score"] for one in worded}
    codes = {place: code for place, (code, _) in coded.items()}
    numbered = dict(enumerate(rows))
    found = {number: Found(scores.get(place, 0.0), codes.get(place)) for number, place in numbered.items()}
    spelled = {n: (rows[place]["spelling"], rows[place]["id"]) for n, place in numbered.items()}
    offers = {number: offer_of(rows[place]) for number, place in numbered.items()}
    return hits(asked, rank(asked, found, spelled), offers)


def _check(limit: int) -> None:
    if not 1 <= limit <= 1000:
        raise BadLimitError(limit)
