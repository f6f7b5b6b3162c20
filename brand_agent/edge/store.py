"""The brand's store: every message, the stock, and the sales, over one connection's transaction.

A message, its answer and their effect are written by one work, so they are there together or not at all.
Stock goes down by one conditional UPDATE: two accepts of the last piece can't both find it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from sqlalchemy import Connection, MetaData, UniqueConstraint, func, insert, select, text, update
from sqlmodel import Field, SQLModel

from brand_agent.ports import Sale, Stored
from brand_agent.report import Report, report
from brand_agent.stockroom import Key, Stockroom
from protocol import Message

METADATA = MetaData()


class _Base(SQLModel):
    metadata: ClassVar[MetaData] = METADATA


class MessageRow(_Base, table=True):
    """A message of either side. An even `seq` is the twin's, and the next one answers it."""

    __tablename__ = "brand_message"
    __table_args__ = (UniqueConstraint("sender", "id"),)

    thread: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    hash: str = Field(unique=True)
    sender: str
    id: str
    type: str
    data: bytes
    at_ms: int


class StockRow(_Base, table=True):
    """How many pieces the source counted when it was last read, and how many of them are left."""

    __tablename__ = "brand_stock"

    product: str = Field(primary_key=True)
    variant: str = Field(primary_key=True)
    counted: int
    remaining: int = Field(ge=0)


class SaleRow(_Base, table=True):
    """An agreement with the brand's own figures."""

    __tablename__ = "brand_sale"

    number: int | None = Field(default=None, primary_key=True)
    thread: str = Field(unique=True)
    agreement: bytes
    currency: str
    total_minor: int
    list_total_minor: int
    net_minor: int
    cost_minor: int | None
    at_ms: int


_MESSAGES, _STOCK, _SALES = (METADATA.tables[name] for name in ("brand_message", "brand_stock", "brand_sale"))


class SqlLedger:
    """The ledger of `ports`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def answer_to(self, hash: str) -> bytes | None:
        """See `ports.Ledger`."""
        heard, said = _MESSAGES.alias(), _MESSAGES.alias()
        query = select(said.c.data).where(
            heard.c.hash == hash, said.c.thread == heard.c.thread, said.c.seq == heard.c.seq + 1
        )
        return cast("bytes | None", self._connection.execute(query).scalar())

    def hash_of_id(self, sender: str, id: str) -> str | None:
        """See `ports.Ledger`."""
        query = select(_MESSAGES.c.hash).where(_MESSAGES.c.sender == sender, _MESSAGES.c.id == id)
        return cast("str | None", self._connection.execute(query).scalar())

    def transcript(self, thread: str) -> Sequence[Stored]:
        """See `ports.Ledger`."""
        query = select(_MESSAGES.c.hash, _MESSAGES.c.data).where(_MESSAGES.c.thread == thread)
        rows = self._connection.execute(query.order_by(_MESSAGES.c.seq))
        return [Stored(row.hash, row.data) for row in rows]

    def append(self, heard: Message, answer: Message, *, at_ms: int) -> None:
        """See `ports.Ledger`."""
        self._connection.execute(insert(_MESSAGES), [_row(heard, at_ms), _row(answer, at_ms)])

    def stock(self, key: Key) -> int | None:
        """See `ports.Ledger`."""
        query = select(_STOCK.c.remaining).where(_STOCK.c.product == key[0], _STOCK.c.variant == key[1])
        return cast("int | None", self._connection.execute(query).scalar())

    def take(self, wanted: Mapping[Key, int]) -> bool:
        """See `ports.Ledger`. What nobody counts is not taken from."""
        with self._connection.begin_nested() as savepoint:
            for key, pieces in sorted(wanted.items()):
                if not self._take_one(key, pieces) and self.stock(key) is not None:
                    savepoint.rollback()
                    return False
        return True

    def _take_one(self, key: Key, pieces: int) -> bool:
        row = _STOCK.c
        taken = self._connection.execute(
            update(_STOCK)
            .where(row.product == key[0], row.variant == key[1], row.remaining >= pieces)
            .values(remaining=row.remaining - pieces)
        )
        return taken.rowcount == 1

    def record(self, sale: Sale) -> None:
        """See `ports.Ledger`."""
        columns = {column.name for column in _SALES.columns} - {"number"}
        self._connection.execute(insert(_SALES), {name: getattr(sale, name) for name in columns})


def _row(message: Message, at_ms: int) -> dict[str, Any]:
    return {
        "thread": message.thread,
        "seq": message.envelope.seq,
        "hash": message.hash,
        "sender": message.sender,
        "id": message.envelope.id,
        "type": message.type,
        "data": message.data,
        "at_ms": at_ms,
    }


def load_counts(connection: Connection, room: Stockroom) -> None:
    """Bring the stock up to what the source of *room* counts.

    A count that is the same as at the last reading tells nothing new, so what was sold since stays sold; a
    changed one is a fresh count and replaces what was left. What the source no longer counts is uncounted.
    """
    known = {(row.product, row.variant) for row in connection.execute(select(_STOCK))}
    gone = [{"product": p, "variant": v} for p, v in known - room.counts.keys()]
    if gone:
        connection.execute(
            text("DELETE FROM brand_stock WHERE product = :product AND variant = :variant"), gone
        )
    if room.counts:
        rows = [{"product": p, "variant": v, "count": count} for (p, v), count in room.counts.items()]
        connection.execute(_COUNT, rows)


_UNCOUNT = text("DELETE FROM brand_stock WHERE product = :product AND variant = :variant")

_COUNT = text(
    "INSERT INTO brand_stock (product, variant, counted, remaining)"
    " VALUES (:product, :variant, :count, :count)"
    " ON CONFLICT (product, variant) DO UPDATE SET counted = excluded.counted, remaining = CASE"
    " WHEN brand_stock.counted = excluded.counted THEN brand_stock.remaining ELSE excluded.counted END"
)


def last_sale(connection: Connection) -> int:
    """The number of the last sale, 0 before the first: while it stays, so does the stock."""
    return connection.execute(select(func.max(_SALES.c.number))).scalar() or 0


def sold_out(connection: Connection) -> frozenset[Key]:
    """The articles of which nothing is left."""
    rows = connection.execute(select(_STOCK.c.product, _STOCK.c.variant).where(_STOCK.c.remaining == 0))
    return frozenset((row.product, row.variant) for row in rows)


def read_report(connection: Connection, currency: str) -> Report:
    """The report on all sales in *currency*."""
    names = [column.name for column in _SALES.columns if column.name != "number"]
    query = select(*(_SALES.c[name] for name in names)).where(_SALES.c.currency == currency)
    sales = [Sale(**row._mapping) for row in connection.execute(query)]
    opened = select(func.count()).select_from(_MESSAGES).where(_MESSAGES.c.seq == 0)
    return report(sales, connection.execute(opened).scalar_one(), currency)
