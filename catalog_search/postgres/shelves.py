"""Shelves in PostgreSQL: any number of workers read brands and answer twins over one database.

A brand is read by one worker at a time, who holds it for a while and longer with each page; whoever is killed
is followed by another, at the page where it stopped. What twins see changes in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from catalog_search.ports import Filters
from catalog_search.postgres.index import PostgresIndex, make_tables
from catalog_search.postgres.reaching import connected, place_at, reached
from catalog_search.postgres.shelf_asking import Versions, by_place, in_slice
from catalog_search.postgres.shelf_tables import SHELF_TABLES, product_place
from catalog_search.postgres.shelf_writing import show
from catalog_search.shelves import Asked, Brand, Kept, Reading, Shown, SignedPage, State, Stood, Sums
from protocol import decode
from protocol.equivocation import said

if TYPE_CHECKING:
    from asyncpg import Record

    from catalog_search.postgres.reaching import Connection, Pool

_ENROL: Final = """
INSERT INTO shelf_brand (did, profile, url, regions, categories, due_ms) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (did) DO UPDATE SET profile = excluded.profile, url = excluded.url, regions = excluded.regions,
  categories = excluded.categories, due_ms = excluded.due_ms, etag = '', coming = NULL, cursor = NULL
WHERE shelf_brand.profile <> excluded.profile
"""
_CLAIM: Final = """
UPDATE shelf_brand SET held_ms = $1::bigint + $2::bigint, holder = gen_random_uuid()::text WHERE did = (
  SELECT did FROM shelf_brand WHERE due_ms <= $1 AND held_ms <= $1 ORDER BY due_ms, did LIMIT 1
  FOR UPDATE SKIP LOCKED)
RETURNING *, (SELECT count(*) FROM shelf_page p WHERE p.did = shelf_brand.did AND p.version = coming) AS pages
"""
_KEEP: Final = """
INSERT INTO shelf_page (did, version, cursor, next, hash, data) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (did, version, cursor) DO UPDATE SET hash = excluded.hash, data = excluded.data
"""
_PROOF: Final = """
INSERT INTO shelf_proof VALUES ($1, $2, $3, sha256($1::bytea || $2::bytea)) ON CONFLICT DO NOTHING
"""
_DONE: Final = """
UPDATE shelf_brand SET version = $2, read_ms = $3, due_ms = $4, held_ms = 0, failures = 0, problem = '',
  etag = coalesce((SELECT hash FROM shelf_page p WHERE p.did = $1 AND p.version = $2 AND p.cursor = ''), ''),
  coming = NULL, cursor = NULL
WHERE did = $1
"""
_STILL: Final = """
UPDATE shelf_brand SET read_ms = $3, due_ms = $4, held_ms = 0, failures = 0, problem = '',
  coming = NULL, cursor = NULL
WHERE did = $1 AND holder = $2
"""
_FAILED: Final = """
UPDATE shelf_brand SET problem = $3, due_ms = $4, held_ms = 0, failures = failures + 1
WHERE did = $1 AND holder = $2
"""
_STATES: Final = """
SELECT b.did, b.read_ms, b.failures, b.problem,
  (SELECT count(*) FROM shelf_product p WHERE p.did = b.did) AS products
FROM shelf_brand b ORDER BY b.did
"""


class PostgresShelves:
    """Shelves in PostgreSQL, beside the search index. Implements `Shelves`; made by `open`."""

    def __init__(self, pool: Pool) -> None:
        """*pool* holds connections to a database with the tables."""
        self._pool, self._index, self._versions = pool, PostgresIndex(pool), Versions()

    @classmethod
    async def open(cls, url: str) -> PostgresShelves:
        """Open the shelves in the database of *url*; missing tables are created.

        Raises `UnreachableIndexError`; `NotAnIndexError` where another version made the tables.
        """
        pool = await connected(url)
        try:
            async with reached(), pool.acquire() as connection, connection.transaction():
                await make_tables(connection)
                await connection.execute(SHELF_TABLES)
        except BaseException:
            await pool.close()
            raise
        return cls(pool)

    async def enrol(self, brands: Iterable[Brand], *, now_ms: int) -> int:
        """See `Shelves`."""
        rows = [(one.did, one.profile, one.url, one.regions, one.categories, now_ms) for one in brands]
        async with reached(), self._pool.acquire() as connection, connection.transaction():
            await connection.executemany(_ENROL, rows)
            drop = "DELETE FROM shelf_brand WHERE did <> ALL($1::text[]) RETURNING did"
            gone = [row["did"] for row in await connection.fetch(drop, [row[0] for row in rows])]
            if gone:
                await connection.execute("DELETE FROM search_offer WHERE seller = ANY($1::text[])", gone)
                await _changed(connection, now_ms)
        return len(gone)

    async def hurry(self, now_ms: int) -> None:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection:
            await connection.execute("UPDATE shelf_brand SET due_ms = least(due_ms, $1)", now_ms)

    async def claim(self, now_ms: int, lease_ms: int) -> Reading | None:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection:
            row = await connection.fetchrow(_CLAIM, now_ms, lease_ms)
        return None if row is None else _reading(row)

    async def waiting(self, now_ms: int) -> int:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection:
            due = "SELECT count(*) FROM shelf_brand WHERE due_ms <= $1"
            return int(await connection.fetchval(due, now_ms))

    async def begin(self, reading: Reading, version: str) -> None:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection, connection.transaction():
            if await _is_held(connection, reading):
                forget = "DELETE FROM shelf_page WHERE did = $1 AND version IS DISTINCT FROM $2"
                await connection.execute(forget, reading.brand.did, reading.version)
                mark = "UPDATE shelf_brand SET coming = $2, cursor = NULL WHERE did = $1"
                await connection.execute(mark, reading.brand.did, version)

    async def keep(self, reading: Reading, page: SignedPage, *, now_ms: int, lease_ms: int) -> Kept:
        """See `Shelves`."""
        did = reading.brand.did
        async with reached(), self._pool.acquire() as connection, connection.transaction():
            if not await _is_held(connection, reading):
                return "lost"
            find = "SELECT data FROM shelf_page WHERE did = $1 AND version = $2 AND cursor = $3"
            held = await connection.fetchval(find, did, page.version, page.cursor)
            if held is not None and said(decode(held)) != said(decode(page.data)):
                await connection.execute(_PROOF, held, page.data, did)
                return "contradicts"
            if held is not None and page.version != reading.version:
                return "again"
            await connection.execute(_KEEP, did, page.version, page.cursor, page.next, page.hash, page.data)
            move = "UPDATE shelf_brand SET coming = $2, cursor = $3, held_ms = $4 WHERE did = $1"
            await connection.execute(move, did, page.version, page.next, now_ms + lease_ms)
        return "new" if held is None else "same"

    async def finish(self, reading: Reading, version: str, *, now_ms: int, due_ms: int) -> Sums | None:
        """See `Shelves`. Raises `TwiceError`; then nothing has changed."""
        did = reading.brand.did
        async with reached(), self._pool.acquire() as connection, connection.transaction():
            if not await _is_held(connection, reading):
                return None
            sums = await show(connection, reading.brand, version)
            await connection.execute(_DONE, did, version, now_ms, due_ms)
            drop = "DELETE FROM shelf_page WHERE did = $1 AND version <> $2"
            await connection.execute(drop, did, version)
            await _changed(connection, now_ms)
        return sums

    async def still(self, reading: Reading, *, now_ms: int, due_ms: int) -> None:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection:
            await connection.execute(_STILL, reading.brand.did, reading.holder, now_ms, due_ms)

    async def failed(self, reading: Reading, problem: str, *, due_ms: int) -> None:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection:
            await connection.execute(_FAILED, reading.brand.did, reading.holder, problem, due_ms)

    async def slice(self, asked: Asked, after: str | None, limit: int) -> Shown:
        """See `Shelves`."""
        place = place_at(after)
        async with (
            reached(),
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            items = await in_slice(connection, asked, place, limit)
            version, at_ms = await self._versions.of(connection, asked)
        return Shown(version, at_ms, items)

    async def search(self, query: str, filters: Filters, limit: int) -> Sequence[Stood]:
        """See `Shelves`."""
        hits = await self._index.search(query, filters, limit)
        places = [product_place(hit.offer.seller, hit.offer.product) for hit in hits]
        async with reached(), self._pool.acquire() as connection:
            found = await by_place(connection, places)
        return [found[place] for place in dict.fromkeys(places) if place in found]

    async def states(self) -> Sequence[State]:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection:
            rows = await connection.fetch(_STATES)
        return [State(**dict(row)) for row in rows]

    async def proofs(self) -> Sequence[tuple[Any, Any]]:
        """See `Shelves`."""
        async with reached(), self._pool.acquire() as connection:
            rows = await connection.fetch("SELECT one, other FROM shelf_proof ORDER BY did, name")
        return [(decode(row["one"]), decode(row["other"])) for row in rows]

    async def close(self) -> None:
        """Let go of the connections."""
        await self._pool.close()


async def _is_held(connection: Connection, reading: Reading) -> bool:
    """Whether *reading* still has its brand; nobody else gets it before this transaction is over."""
    find = "SELECT holder FROM shelf_brand WHERE did = $1 FOR UPDATE"
    return bool(await connection.fetchval(find, reading.brand.did) == reading.holder)


async def _changed(connection: Connection, now_ms: int) -> None:
    """Say that slices may have changed. Last in its transaction: others wait for it."""
    count = "UPDATE shelf_state SET number = number + 1, at_ms = greatest(at_ms, $1)"
    await connection.execute(count, now_ms)


def _reading(row: Record) -> Reading:
    listed = tuple(row["regions"]), tuple(row["categories"])
    return Reading(
        Brand(row["did"], row["profile"], row["url"], *listed),
        row["holder"], row["version"], row["etag"], row["read_ms"], row["failures"], row["coming"],
        row["cursor"], row["pages"],
    )  # fmt: skip
