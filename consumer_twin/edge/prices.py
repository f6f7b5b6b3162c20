"""Prices that scans have found for wishes: a row for each price and the time that it stood.

Spec: spec/90-learn.md (LEARN-24).

A scan that finds the price of before moves the end of its row; another price begins a new one. So a year of
daily scans of a steady price is one row. A clock that jumped back never shortens a row.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from consumer_twin.edge.tables import METADATA
from consumer_twin.edge.witnesses import drop_witnesses, keep_witness
from consumer_twin.sense import Observation, Run, run_of
from foundation.database import Database
from protocol import Price

KEPT_MS: Final = 400 * 86_400_000
"""Prices that ended longer ago are dropped: a year and a month, for the seasons."""

SEEN: Final = Table(
    "twin_price",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("seller", String, nullable=False),
    Column("product", String, nullable=False),
    Column("variant", String, nullable=False),
    Column("price_minor", BigInteger, nullable=False),
    Column("currency", String, nullable=False),
    Column("first_ms", BigInteger, nullable=False),
    Column("last_ms", BigInteger, nullable=False),
    Column("shop", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("category", Text, nullable=False),
)
Article = tuple[str, str, str, str]
"""Seller, product, variant and currency."""
Index("twin_price_of", SEEN.c.seller, SEEN.c.product, SEEN.c.variant, SEEN.c.last_ms)


class SqlPrices:
    """The prices in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.create(METADATA)

    async def observe(self, observations: Sequence[Observation], at_ms: int) -> None:
        """Keep what was seen at *at_ms*."""

        def work(connection: Connection) -> None:
            for one in observations:
                _keep(connection, one, at_ms)
            connection.execute(delete(SEEN).where(SEEN.c.last_ms < at_ms - KEPT_MS))
            drop_witnesses(connection, SEEN)

        if observations:
            await self._database.write(work)

    async def watched(self) -> tuple[Run, ...]:
        """Return every price and when it stood, in the order they were first seen."""
        found = select(SEEN).order_by(SEEN.c.number)
        return await self._database.read(lambda connection: tuple(map(_run, connection.execute(found))))

    async def of(self, articles: Collection[Article]) -> dict[Article, tuple[Run, ...]]:
        """Return the prices of each of *articles* that was ever seen, in the order they were first seen."""

        def work(connection: Connection) -> dict[Article, tuple[Run, ...]]:
            found = {}
            for seller, product, variant, currency in articles:
                mine = (SEEN.c.seller == seller) & (SEEN.c.product == product) & (SEEN.c.variant == variant)
                rows = select(SEEN).where(mine, SEEN.c.currency == currency).order_by(SEEN.c.number)
                found[seller, product, variant, currency] = tuple(map(_run, connection.execute(rows)))
            return found

        return await self._database.read(work)


def _keep(connection: Connection, one: Observation, at_ms: int) -> None:
    mine = (SEEN.c.seller == one.seller) & (SEEN.c.product == one.product) & (SEEN.c.variant == one.variant)
    latest = select(SEEN).where(mine).order_by(SEEN.c.last_ms.desc(), SEEN.c.number.desc()).limit(1)
    row = connection.execute(latest).one_or_none()
    said: dict[str, Any] = {"shop": one.shop, "title": one.title, "wish": one.wish, "category": one.category}
    if row is not None and (row.price_minor, row.currency) == (one.price.amount, one.price.currency):
        last_ms = max(row.last_ms, at_ms)
        connection.execute(update(SEEN).where(SEEN.c.number == row.number).values(last_ms=last_ms, **said))
        return
    first_ms = at_ms if row is None else max(at_ms, row.last_ms)
    made = connection.execute(
        insert(SEEN).values(
            seller=one.seller,
            product=one.product,
            variant=one.variant,
            price_minor=one.price.amount,
            currency=one.price.currency,
            first_ms=first_ms,
            last_ms=first_ms,
            **said,
        )
    )
    assert made.inserted_primary_key is not None
    keep_witness(connection, int(made.inserted_primary_key[0]), one)


def _run(row: Row[Any]) -> Run:
    price = Price(amount=row.price_minor, currency=row.currency)
    seen = Observation(
        row.seller, row.shop, row.product, row.variant, row.title, price, row.wish, row.category
    )
    return run_of(seen, row.first_ms, row.last_ms, row.number)
