"""What shelves are asked: products of a slice in order, and the name of the slice's state.

Values travel as parameters; what stands in the text of a statement is from this program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from catalog_search.postgres.conditions import Values
from catalog_search.postgres.shelf_tables import category_facet
from catalog_search.shelves import Asked, Stood
from protocol import to_base64url

if TYPE_CHECKING:
    from asyncpg import Record

    from catalog_search.postgres.reaching import Connection

_KEPT: Final = 1000
"""Slices whose version one process remembers."""
_COLUMNS: Final = "p.place, p.did, p.version, b.read_ms, p.cursor, p.page, p.data"


async def in_slice(connection: Connection, asked: Asked, after: bytes, limit: int) -> tuple[Stood, ...]:
    """Return at most *limit* products of *asked* behind the place *after*, in order."""
    values = Values(after, limit)
    source, place, where = _slice(asked, values)
    sql = f"SELECT {_COLUMNS} FROM {source} WHERE {place} > $1 AND {where} ORDER BY {place} LIMIT $2"  # noqa: S608
    return tuple(_stood(row) for row in await connection.fetch(sql, *values.given))


async def by_place(connection: Connection, places: Sequence[bytes]) -> Mapping[bytes, Stood]:
    """Return the products at *places*."""
    source = "shelf_product p JOIN shelf_brand b USING (did)"
    sql = f"SELECT {_COLUMNS} FROM {source} WHERE place = ANY($1::bytea[])"  # noqa: S608
    return {row["place"]: _stood(row) for row in await connection.fetch(sql, places)}


class Versions:
    """The names of the states of slices: worked out once for each state of all shelves (DIR-17)."""

    def __init__(self) -> None:
        self._kept: dict[Asked, tuple[int, str]] = {}

    async def of(self, connection: Connection, asked: Asked) -> tuple[str, int]:
        """Return the version of *asked*, and when anything last changed."""
        state = await connection.fetchrow("SELECT number, at_ms FROM shelf_state")
        assert state is not None
        number, version = self._kept.get(asked, (-1, ""))
        if number != state["number"]:
            version = await _version(connection, asked)
            self._kept.pop(asked, None)
            self._kept[asked] = state["number"], version
            if len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return version, state["at_ms"]


async def _version(connection: Connection, asked: Asked) -> str:
    values = Values()
    source, place, where = _slice(asked, values)
    each = f"string_agg({place} || convert_to(p.page, 'UTF8'), ''::bytea ORDER BY {place})"
    sql = f"SELECT sha256(coalesce({each}, ''::bytea)) FROM {source} WHERE {where}"  # noqa: S608
    return to_base64url(await connection.fetchval(sql, *values.given))


def _slice(asked: Asked, values: Values) -> tuple[str, str, str]:
    """Return tables, the column of the order, and the condition of *asked*."""
    source, place, parts = "shelf_product p JOIN shelf_brand b USING (did)", "p.place", ["true"]
    if asked.category is not None:
        place = "s.place"
        source = "shelf_facet s JOIN shelf_product p USING (place) JOIN shelf_brand b ON b.did = p.did"
        parts.append(f"s.facet = {values.mark(category_facet(asked.category))}")
    if asked.currency is not None:
        parts.append(f"p.currency = {values.mark(asked.currency)}")
    if asked.region is not None:
        parts.append(f"{values.mark(asked.region)} = ANY(b.regions)")
    return source, place, " AND ".join(parts)


def _stood(row: Record) -> Stood:
    return Stood(
        row["place"], row["did"], row["version"], row["read_ms"], row["cursor"], row["page"], row["data"]
    )
