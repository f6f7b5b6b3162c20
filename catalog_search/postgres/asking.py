"""What an index is asked: SQL over its tables, and nothing of its own.

Values travel as parameters; what stands in the text of a statement is from this program.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import asyncpg

from catalog_search.conditions import folded
from catalog_search.ports import Filters
from catalog_search.postgres.conditions import Values, condition
from catalog_search.postgres.tables import RANKED, Row, facet, query
from catalog_search.ranking import CANDIDATES, SHORT

if TYPE_CHECKING:
    Connection: TypeAlias = asyncpg.pool.PoolConnectionProxy[asyncpg.Record]


async def in_order(
    connection: Connection, category: str | None, region: str | None, after: bytes, limit: int
) -> Sequence[Row]:
    """Return at most *limit* rows of *category* and *region* behind the place *after*.

    The facets of a category lie in the order of places: a slice far behind costs what the first one does.
    """
    values = Values(after, limit)
    source, place = "search_offer o", "o.place"
    parts = [condition(Filters(region=region), values)]
    if category is not None:
        source, place = "search_facet s JOIN search_offer o USING (place)", "s.place"
        parts.append(f"s.facet = {values.mark(facet('category', folded(category)))}")
    where = " AND ".join((f"{place} > $1", *parts))
    sql = f"SELECT o.* FROM {source} WHERE {where} ORDER BY {place} LIMIT $2"  # noqa: S608
    return await connection.fetch(sql, *values.given)


async def by_code(
    connection: Connection, codes: Iterable[str], filters: Filters, room: int
) -> dict[bytes, tuple[str, Row]]:
    """Return place -> code and row of offers that have one of *codes*."""
    wanted = {facet("code", code): code for code in codes}
    values = Values(sorted(wanted), room)
    sql = (
        "SELECT c.facet, o.* FROM search_facet c JOIN search_offer o USING (place)"  # noqa: S608
        f" WHERE c.facet = ANY($1::text[]) AND {condition(filters, values)}"
        " ORDER BY c.place, c.facet LIMIT $2"
    )
    rows = await connection.fetch(sql, *values.given) if wanted else []
    return {one["place"]: (wanted[one["facet"]], one) for one in rows}


async def by_words(
    connection: Connection, words: tuple[str, ...], filters: Filters, limit: int
) -> Sequence[Row]:
    """Return rows with a `score`, best first: of offers with all *words*; too few: with some."""
    room = max(limit, CANDIDATES)
    if len(words) <= SHORT:
        every = await _best(connection, query(words, "&"), filters, room)
        if len(every) >= limit or len(words) == 1:
            return every
    return await _best(connection, query(words, "|"), filters, room)


async def _best(connection: Connection, asked: str, filters: Filters, room: int) -> Sequence[Row]:
    values = Values(asked, RANKED, room)
    # 1: a score is divided by 1 + the logarithm of the offer's length
    sql = (
        "SELECT ts_rank($2::real[], o.words, $1::text::tsquery, 1)::float8 AS score, o.* FROM search_offer o"  # noqa: S608
        f" WHERE o.words @@ $1::text::tsquery AND {condition(filters, values)}"
        " ORDER BY score DESC, o.place LIMIT $3"
    )
    return await connection.fetch(sql, *values.given)
