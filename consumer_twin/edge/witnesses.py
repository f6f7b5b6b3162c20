"""Witnesses: the signed page on which a price of something that the person looks for was first seen.

Spec: spec/40-scan.md (SCAN-14), spec/90-learn.md (LEARN-6).

The page cache holds the newest catalog alone. A page stays here with the price that was noted from it, so
that a history which leaves that price out can be held against the brand's own signature. It goes with the
price.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, delete, insert, select

from consumer_twin.edge.standing_tables import PAGES
from consumer_twin.edge.tables import METADATA
from consumer_twin.sense import Observation
from protocol import decode

WITNESSES: Final = Table(
    "twin_witness",
    METADATA,
    Column("price", Integer, primary_key=True),
    Column("brand", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""By the number of the price: the page as signed, packed."""


def keep_witness(connection: Connection, number: int, seen: Observation) -> None:
    """Keep the page of the cache that shows *seen*, whose price has *number*, if there is one."""
    if not seen.seller.startswith("did:web:"):
        return
    packed = select(PAGES.c.data).where(PAGES.c.place == seen.seller).order_by(PAGES.c.part)
    for data in connection.scalars(packed):
        page = _page(data, seen)
        if page is not None and _shows(page, seen):
            connection.execute(insert(WITNESSES), {"price": number, "brand": seen.seller, "data": data})
            return


def _page(packed: bytes, seen: Observation) -> Any:
    """The catalog page in *packed*; None if it is something else, or names no such product."""
    try:
        data = zlib.decompress(packed)
    except zlib.error:  # who sells there, and the like
        return None
    if b'"type":"catalog-page"' not in data or seen.product.encode() not in data:
        return None
    return decode(data)


def _shows(page: Any, seen: Observation) -> bool:
    price = {"amount": seen.price.amount, "currency": seen.price.currency}
    return any(
        (product["id"], variant["id"], variant["price"]) == (seen.product, seen.variant, price)
        for product in page["products"]
        for variant in product["variants"]
    )


def witnessed(connection: Connection, brand: str) -> list[Any]:
    """Return the pages of *brand* that are kept with prices, each once."""
    found = connection.scalars(select(WITNESSES.c.data).where(WITNESSES.c.brand == brand))
    return [decode(zlib.decompress(data)) for data in dict.fromkeys(found)]


def drop_witnesses(connection: Connection, prices: Table) -> None:
    """Delete the pages whose price is not in *prices* any more."""
    connection.execute(delete(WITNESSES).where(WITNESSES.c.price.not_in(select(prices.c.number))))
