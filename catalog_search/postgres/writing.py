"""Writing offers, inside a transaction of the caller's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from catalog_search.offer import Offer
from catalog_search.postgres.tables import COLUMNS, facets_of, place_of, row

if TYPE_CHECKING:
    from catalog_search.postgres.reaching import Connection

_BATCH: Final = 2000
"""Offers of one statement."""
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


async def put(connection: Connection, offers: Iterable[Offer]) -> int:
    """Put *offers*, each in place of the one with its id, and return how many.

    An offer that can't be held raises; the caller's transaction must end then.
    """
    given = {place_of(offer.id): offer for offer in offers}
    places = sorted(given)  # one order for all writers: none waits for one who waits for it
    for some in _batches(places):
        written = await asyncio.to_thread(_written, [given[place] for place in some])
        await connection.execute(_UPSERT, *written[0])
        await connection.execute(_NO_FACETS, some)
        await connection.execute(_FACETS, *written[1])
    return len(given)


async def remove(connection: Connection, ids: Iterable[str]) -> int:
    """Remove offers and return how many there were."""
    gone = 0
    for some in _batches(sorted({place_of(id) for id in ids})):
        gone += len(await connection.fetch(_REMOVE, some))
    return gone


def _written(offers: Sequence[Offer]) -> tuple[list[list[object]], list[list[object]]]:
    """Return the columns of *offers* and of their facets. Reading words takes time: call it in a thread."""
    columns = [list(column) for column in zip(*map(row, offers), strict=True)]
    facets = [(place_of(offer.id), name) for offer in offers for name in facets_of(offer)]
    return columns, [[place for place, _ in facets], [name for _, name in facets]]


def _batches(places: Sequence[bytes]) -> Iterable[Sequence[bytes]]:
    return (places[start : start + _BATCH] for start in range(0, len(places), _BATCH))
