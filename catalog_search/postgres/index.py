"""Offers in PostgreSQL: any number of workers over one index.

A twin takes slices of it by category and region, and searches at home. `search` answers as the index at home
does: codes at once, offers with all words, then with some, ordered anew by the same rule. PostgreSQL does not
know how rare a word is; the order by spelling makes up for most of that (docs/benchmarks.md).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

import asyncpg

from catalog_search.errors import (
    BadCursorError,
    BadLimitError,
    EmptyQueryError,
    NotAnIndexError,
    UnreachableIndexError,
)
from catalog_search.hit import Hit
from catalog_search.offer import Offer
from catalog_search.ports import Filters, Slice
from catalog_search.postgres.asking import by_code, by_words, in_order
from catalog_search.postgres.tables import (
    COLUMNS,
    TABLES,
    VERSION,
    Row,
    facets_of,
    offer_of,
    place_of,
    row,
)
from catalog_search.ranking import CANDIDATES, Asked, Found, hits, rank
from protocol import from_base64url, to_base64url
from protocol.errors import ProtocolError

if TYPE_CHECKING:
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
    Connection: TypeAlias = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]

ANY: Final = Filters()
_BATCH: Final = 2000
"""Offers of one statement."""
_WORKERS: Final = 8
"""Connections of one process: a guess; the database's own limit is 100 for all of them."""
_PATIENCE_S: Final = 60
_OPENING: Final = 5_170_641_920_261_122
"""The lock under which tables are made, so that two workers that start at once don't both make them."""
_UPSERT: Final = (
    f"INSERT INTO search_offer ({', '.join(COLUMNS)})"  # noqa: S608
    f" SELECT {', '.join(f'{name}::tsvector' if name == 'words' else name for name in COLUMNS)}"
    f" FROM unnest({', '.join(f'${n}::{kind}[]' for n, kind in enumerate(COLUMNS.values(), start=1))})"
    f" AS given ({', '.join(COLUMNS)})"
    f" ON CONFLICT (place) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS)}"
)
_NO_FACETS: Final = "DELETE FROM search_facet WHERE place = ANY($1::bytea[])"
_FACETS: Final = (
    "INSERT INTO search_facet (place, facet) SELECT * FROM unnest($1::bytea[], $2::text[])"
    " ON CONFLICT DO NOTHING"
)
_REMOVE: Final = "DELETE FROM search_offer WHERE place = ANY($1::bytea[]) RETURNING 1"


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
        pool = await _connected(url)
        try:
            async with _reached(), pool.acquire() as connection, connection.transaction():
                await connection.execute("SELECT pg_advisory_xact_lock($1)", _OPENING)
                await _make(connection)
        except BaseException:
            await pool.close()
            raise
        return cls(pool)

    async def put(self, offers: Iterable[Offer]) -> int:
        """See `SharedIndex`. An offer that can't be held raises, and none of them is put."""
        given = {place_of(offer.id): offer for offer in offers}
        places = sorted(given)  # one order for all writers: none waits for one who waits for it
        async with _reached(), self._pool.acquire() as connection, connection.transaction():
            for some in _batches(places):
                written = await asyncio.to_thread(_written, [given[place] for place in some])
                await connection.execute(_UPSERT, *written[0])
                await connection.execute(_NO_FACETS, some)
                await connection.execute(_FACETS, *written[1])
        return len(given)

    async def remove(self, ids: Iterable[str]) -> int:
        """See `SharedIndex`."""
        gone = 0
        async with _reached(), self._pool.acquire() as connection, connection.transaction():
            for some in _batches(sorted({place_of(id) for id in ids})):
                gone += len(await connection.fetch(_REMOVE, some))
        return gone

    async def slice(
        self, category: str | None, region: str | None, cursor: str | None = None, limit: int = 100
    ) -> Slice:
        """See `Slices`."""
        _check(limit)
        after = _place(cursor)
        async with _reached(), self._pool.acquire() as connection:
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
            _reached(),
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            coded = await by_code(connection, asked.codes, filters, max(limit, CANDIDATES))
            worded = await by_words(connection, asked.words, filters, limit)
        return _ranked(asked, coded, worded)[:limit]

    async def close(self) -> None:
        """See `SharedIndex`."""
        await self._pool.close()


async def _connected(url: str) -> Pool:
    settings = {"application_name": "dailyme", "jit": "off"}  # compiling costs more than such queries
    try:
        async with _reached():
            return await asyncpg.create_pool(
                url, min_size=1, max_size=_WORKERS, command_timeout=_PATIENCE_S, server_settings=settings
            )
    except ValueError:
        raise UnreachableIndexError("its URL is none") from None


async def _make(connection: Connection) -> None:
    await connection.execute(TABLES)
    put = "INSERT INTO search_state VALUES ('version', $1) ON CONFLICT DO NOTHING"
    await connection.execute(put, VERSION)
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


def _written(offers: Sequence[Offer]) -> tuple[list[list[object]], list[list[object]]]:
    """Return the columns of *offers* and of their facets. Reading words takes time: call it in a thread."""
    columns = [list(column) for column in zip(*map(row, offers), strict=True)]
    facets = [(place_of(offer.id), name) for offer in offers for name in facets_of(offer)]
    return columns, [[place for place, _ in facets], [name for _, name in facets]]


def _check(limit: int) -> None:
    if not 1 <= limit <= 1000:
        raise BadLimitError(limit)


def _place(cursor: str | None) -> bytes:
    if cursor is None:
        return b""
    try:
        place = from_base64url(cursor, "cursor")
    except ProtocolError:
        raise BadCursorError(cursor) from None
    if len(place) != len(place_of("")):
        raise BadCursorError(cursor)
    return place


def _batches(places: Sequence[bytes]) -> Iterable[Sequence[bytes]]:
    return (places[start : start + _BATCH] for start in range(0, len(places), _BATCH))


@asynccontextmanager
async def _reached() -> AsyncIterator[None]:
    """Say of a database that can't be used what its error is called: its text may hold a password."""
    try:
        yield
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError) as error:
        raise UnreachableIndexError(type(error).__name__) from error
    except (
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.InvalidSchemaNameError,
        asyncpg.InsufficientPrivilegeError,
    ) as error:
        raise UnreachableIndexError(type(error).__name__) from None
