"""Stock that is set aside for a thread: off the stock while it is, and given back when its time is over.

Each step is a conditional UPDATE or one row, so two threads can't set the same piece aside.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as insert_or

from brand_agent.edge.tables import METADATA, STOCK
from brand_agent.stockroom import Key

HOLDS: Final = Table(
    "brand_hold",
    METADATA,
    Column("thread", String, primary_key=True),
    Column("product", String, primary_key=True),
    Column("variant", String, primary_key=True),
    Column("twin", String, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("until_ms", BigInteger, nullable=False, index=True),
    UniqueConstraint("twin", "product", "variant"),
)
"""What is set aside: a key holds an article in one thread at a time."""


class SqlHolds:
    """The holds of `brand_agent.relation.ports`, on *connection*."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def release(self, at_ms: int) -> None:
        """See `ports.Holds`."""
        over = HOLDS.c.until_ms <= at_ms
        rows = self._connection.execute(select(HOLDS).where(over)).all()
        if rows:
            self._return(rows)
            self._connection.execute(delete(HOLDS).where(over))

    def of(self, thread: str) -> Mapping[Key, int]:
        """See `ports.Holds`."""
        rows = self._connection.execute(select(HOLDS).where(HOLDS.c.thread == thread))
        return {(row.product, row.variant): row.pieces for row in rows}

    def place(
        self, thread: str, twin: str, wanted: Mapping[Key, int], *, until_ms: int, share: Decimal
    ) -> bool:
        """See `ports.Holds`."""
        with self._connection.begin_nested() as savepoint:
            for (product, variant), pieces in sorted(wanted.items()):
                row = {"product": product, "variant": variant, "pieces": pieces}
                if not self._is_within(row, share) or not self._take(row):
                    savepoint.rollback()
                    return False
                kept = insert_or(HOLDS).values(thread=thread, twin=twin, until_ms=until_ms, **row)
                if self._connection.execute(kept.on_conflict_do_nothing()).rowcount != 1:
                    savepoint.rollback()
                    return False
        return True

    def extend(self, thread: str, *, until_ms: int) -> None:
        """See `ports.Holds`."""
        longer = (HOLDS.c.thread == thread) & (HOLDS.c.until_ms < until_ms)
        self._connection.execute(update(HOLDS).where(longer).values(until_ms=until_ms))

    def give_back(self, thread: str) -> None:
        """See `ports.Holds`."""
        mine = HOLDS.c.thread == thread
        self._return(self._connection.execute(select(HOLDS).where(mine)).all())
        self._connection.execute(delete(HOLDS).where(mine))

    def use(self, thread: str) -> None:
        """See `ports.Holds`."""
        self._connection.execute(delete(HOLDS).where(HOLDS.c.thread == thread))

    def _is_within(self, wanted: Mapping[str, Any], share: Decimal) -> bool:
        """Whether *share* of the pieces, rounded up, covers what is held and what is wanted on top."""
        left = self._connection.scalar(select(STOCK.c.remaining).where(*_this(STOCK, wanted)))
        if left is None:
            return False
        held = select(func.coalesce(func.sum(HOLDS.c.pieces), 0)).where(*_this(HOLDS, wanted))
        aside = int(self._connection.scalar(held) or 0)
        return aside + int(wanted["pieces"]) <= math.ceil((int(left) + aside) * share)

    def _take(self, wanted: Mapping[str, Any]) -> bool:
        enough = STOCK.c.remaining >= wanted["pieces"]
        taken = update(STOCK).where(*_this(STOCK, wanted), enough)
        less = taken.values(remaining=STOCK.c.remaining - wanted["pieces"])
        return self._connection.execute(less).rowcount == 1

    def _return(self, rows: Iterable[Row[Any]]) -> None:
        for row in rows:
            back = update(STOCK).where(*_this(STOCK, row._mapping))
            self._connection.execute(back.values(remaining=STOCK.c.remaining + row.pieces))


def _this(table: Table, named: Mapping[Any, Any]) -> tuple[Any, Any]:
    return table.c.product == named["product"], table.c.variant == named["variant"]


def held_pieces(connection: Connection) -> dict[Key, int]:
    """Return how many pieces of each article are set aside."""
    named = (HOLDS.c.product, HOLDS.c.variant)
    rows = connection.execute(select(*named, func.sum(HOLDS.c.pieces)).group_by(*named))
    return {(product, variant): int(pieces) for product, variant, pieces in rows}
