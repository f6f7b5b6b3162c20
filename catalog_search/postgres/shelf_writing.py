"""A new version of a catalog, put in place of the old one: only what differs is written.

Inside one transaction of the caller's, page by page, so that memory stays small however long the catalog is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import orjson

from catalog_search.errors import TwiceError
from catalog_search.offer import offers_of
from catalog_search.postgres.shelf_tables import product_place, shelf_facets
from catalog_search.postgres.writing import put
from catalog_search.shelves import Brand, Sums
from protocol import Product, encode

if TYPE_CHECKING:
    from catalog_search.postgres.reaching import Connection

_HELD: Final = "SELECT place, digest, version FROM shelf_product WHERE place = ANY($1::bytea[])"
_MOVE: Final = "UPDATE shelf_product SET version = $2, cursor = $3, page = $4 WHERE place = ANY($1::bytea[])"
_PUT: Final = """
INSERT INTO shelf_product (place, did, id, version, cursor, page, currency, digest, data)
SELECT place, $2, id, $3, $4, $5, currency, digest, data
FROM unnest($1::bytea[], $6::text[], $7::text[], $8::bytea[], $9::bytea[])
  AS given (place, id, currency, digest, data)
ON CONFLICT (place) DO UPDATE SET version = excluded.version, cursor = excluded.cursor, page = excluded.page,
  currency = excluded.currency, digest = excluded.digest, data = excluded.data
"""
_NO_FACETS: Final = "DELETE FROM shelf_facet WHERE place = ANY($1::bytea[])"
_FACETS: Final = "INSERT INTO shelf_facet (place, facet) SELECT * FROM unnest($1::bytea[], $2::text[])"
_GONE: Final = "DELETE FROM shelf_product WHERE did = $1 AND version <> $2 RETURNING id"
NO_OFFERS: Final = "DELETE FROM search_offer WHERE seller = $1 AND product = ANY($2::text[])"


@dataclass(frozen=True, slots=True)
class _Written:
    place: bytes
    digest: bytes
    data: bytes
    product: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.product["id"])


async def show(connection: Connection, brand: Brand, version: str) -> Sums:
    """Show the kept pages of *version* of *brand*'s catalog. Raises `TwiceError`."""
    listing = "SELECT cursor FROM shelf_page WHERE did = $1 AND version = $2 ORDER BY cursor"
    cursors = [row["cursor"] for row in await connection.fetch(listing, brand.did, version)]
    marked = "UPDATE shelf_product SET version = '' WHERE did = $1 AND version = $2"
    await connection.execute(marked, brand.did, version)  # signed anew: met once each, as in any version
    sums = Sums()
    for cursor in cursors:
        sums = await _show_page(connection, brand, version, cursor, sums)
    gone = [row["id"] for row in await connection.fetch(_GONE, brand.did, version)]
    await connection.execute(NO_OFFERS, brand.did, gone)
    return Sums(sums.new, sums.changed, sums.same, len(gone))


async def _show_page(connection: Connection, brand: Brand, version: str, cursor: str, sums: Sums) -> Sums:
    of_page = "SELECT hash, data FROM shelf_page WHERE did = $1 AND version = $2 AND cursor = $3"
    page = await connection.fetchrow(of_page, brand.did, version, cursor)
    assert page is not None
    written = await asyncio.to_thread(_written, brand, page["data"])
    places = [one.place for one in written]
    held = {row["place"]: row for row in await connection.fetch(_HELD, places)}
    if len(set(places)) != len(places) or any(row["version"] == version for row in held.values()):
        raise TwiceError(brand.did)
    same = [one.place for one in written if one.place in held and held[one.place]["digest"] == one.digest]
    await connection.execute(_MOVE, same, version, cursor, page["hash"])
    kept = set(same)
    fresh = [one for one in written if one.place not in kept]
    if fresh:
        await _put(connection, brand, (version, cursor, page["hash"]), fresh)
    new = sum(one.place not in held for one in fresh)
    return Sums(sums.new + new, sums.changed + len(fresh) - new, sums.same + len(same))


async def _put(
    connection: Connection, brand: Brand, stands: tuple[str, str, str], fresh: list[_Written]
) -> None:
    places = [one.place for one in fresh]
    currencies = [one.product["price_range"]["min"]["currency"] for one in fresh]
    await connection.execute(
        _PUT, places, brand.did, *stands, [one.id for one in fresh], currencies,
        [one.digest for one in fresh], [one.data for one in fresh],
    )  # fmt: skip
    pairs = [(one.place, name) for one in fresh for name in set(shelf_facets(one.product, brand.categories))]
    await connection.execute(_NO_FACETS, places)
    await connection.execute(_FACETS, [place for place, _ in pairs], [name for _, name in pairs])
    await connection.execute(NO_OFFERS, brand.did, [one.id for one in fresh])
    products = [Product.model_validate(one.product) for one in fresh]
    await put(
        connection,
        [one for product in products for one in offers_of(product, seller=brand.did, regions=brand.regions)],
    )


def _written(brand: Brand, data: bytes) -> list[_Written]:
    """Return the products of a page. The digest is over what is found by, too: another profile is news."""
    listed = "\n".join((*brand.categories, "", *brand.regions)).encode()
    found = []
    for product in orjson.loads(data)["products"]:
        spelled = encode(product)
        digest = sha256(sha256(listed).digest() + spelled).digest()
        found.append(_Written(product_place(brand.did, product["id"]), digest, spelled, product))
    return found
