"""The brand's store: every message, the stock, and the sales, over one connection's transaction.

A message, its answer and their effect are written by one work, so they are there together or not at all.
Stock goes down by one conditional UPDATE: two accepts of the last piece can't both find it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from brand_agent.controls import Standing
from brand_agent.edge.controls import read_standing, write_control
from brand_agent.edge.coupons import SqlCoupons
from brand_agent.edge.grounds import keep_grounds
from brand_agent.edge.holds import held_pieces
from brand_agent.edge.order_book import SqlOrders
from brand_agent.edge.overviews import keep_overview
from brand_agent.edge.purse import SqlPurse
from brand_agent.edge.tables import BIDS, MESSAGES, SALES, STOCK
from brand_agent.overview import Overview
from brand_agent.ports import Sale, Stored
from brand_agent.problems import ErasedThreadError
from brand_agent.report import Report, report
from brand_agent.stockroom import Key, Stockroom, pieces_of
from protocol import Agreement, Message, decode
from protocol.relation import Letter

_HEARD, _SAID = MESSAGES.alias("heard"), MESSAGES.alias("said")

# Built once: on this path the building costs more than the asking.
_ANSWER = select(_SAID.c.data).where(
    _HEARD.c.hash == bindparam("of"), _SAID.c.thread == _HEARD.c.thread, _SAID.c.seq == _HEARD.c.seq + 1
)
_HASH = select(MESSAGES.c.hash).where(
    MESSAGES.c.sender == bindparam("of"), MESSAGES.c.id == bindparam("under")
)
_ANSWERED = select(MESSAGES.c.data).where(MESSAGES.c.hash == bindparam("of"), MESSAGES.c.type == "answer")
_THREAD = (
    select(MESSAGES.c.hash, MESSAGES.c.data)
    .where(MESSAGES.c.thread == bindparam("of"))
    .order_by(MESSAGES.c.seq)
)
_THIS = (STOCK.c.product == bindparam("of"), STOCK.c.variant == bindparam("kind"))
_LEFT = select(STOCK.c.remaining).where(*_THIS)
_TAKE = (
    update(STOCK)
    .where(*_THIS, STOCK.c.remaining >= bindparam("pieces"))
    .values(remaining=STOCK.c.remaining - bindparam("pieces"))
)


class SqlLedger:
    """The ledger of `ports`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def orders(self) -> SqlOrders:
        """See `ports.Ledger`."""
        return SqlOrders(self._connection)

    @property
    def purse(self) -> SqlPurse:
        """See `ports.Ledger`."""
        return SqlPurse(self._connection)

    @property
    def coupons(self) -> SqlCoupons:
        """See `ports.Ledger`."""
        return SqlCoupons(self._connection)

    def answer_to(self, hash: str) -> bytes | None:
        """See `ports.Ledger`."""
        found = cast("bytes | None", self._connection.execute(_ANSWER, {"of": hash}).scalar())
        if found == b"":  # SKETCH-9
            raise ErasedThreadError
        return found

    def hash_of_id(self, sender: str, id: str) -> str | None:
        """See `ports.Ledger`."""
        return cast("str | None", self._connection.execute(_HASH, {"of": sender, "under": id}).scalar())

    def answered(self, hash: str) -> bytes | None:
        """See `ports.Ledger`."""
        return cast("bytes | None", self._connection.execute(_ANSWERED, {"of": hash}).scalar())

    def transcript(self, thread: str) -> Sequence[Stored]:
        """See `ports.Ledger`."""
        rows = self._connection.execute(_THREAD, {"of": thread}).all()
        if any(row.data == b"" for row in rows):  # SKETCH-9
            raise ErasedThreadError
        return [Stored(row.hash, row.data) for row in rows]

    def append(self, heard: Message | Letter, answer: Message | Letter, *, at_ms: int) -> None:
        """See `ports.Ledger`."""
        self._connection.execute(insert(MESSAGES), [_row(heard, at_ms), _row(answer, at_ms)])

    def stock(self, key: Key) -> int | None:
        """See `ports.Ledger`."""
        found = self._connection.execute(_LEFT, {"of": key[0], "kind": key[1]})
        return cast("int | None", found.scalar())

    def keep_grounds(self, thread: str, seq: int, epoch: int, grounds: bytes) -> None:
        """See `ports.Ledger`."""
        keep_grounds(self._connection, thread, seq, epoch, grounds)

    def standing(self, thread: str) -> Standing:
        """See `ports.Ledger`."""
        return read_standing(self._connection, thread)

    def said_by_hand(self, thread: str, seq: int, *, at_ms: int) -> None:
        """See `ports.Ledger`."""
        write_control(self._connection, "said", thread, "the agent", {"seq": seq}, at_ms=at_ms)

    def keep_overview(self, overview: Overview) -> None:
        """See `ports.Ledger`."""
        keep_overview(self._connection, overview)

    def keep_bid(self, thread: str, bid: bytes) -> None:
        """See `ports.Ledger`."""
        self._connection.execute(insert(BIDS), {"thread": thread, "bid": bid})

    def bid(self, thread: str) -> bytes | None:
        """See `ports.Ledger`."""
        query = select(BIDS.c.bid).where(BIDS.c.thread == thread)
        return cast("bytes | None", self._connection.execute(query).scalar())

    def take(self, wanted: Mapping[Key, int]) -> bool:
        """See `ports.Ledger`. What nobody counts is not taken from."""
        with self._connection.begin_nested() as savepoint:
            for key, pieces in sorted(wanted.items()):
                if not self._take_one(key, pieces) and self.stock(key) is not None:
                    savepoint.rollback()
                    return False
        return True

    def _take_one(self, key: Key, pieces: int) -> bool:
        named = {"of": key[0], "kind": key[1], "pieces": pieces}
        return self._connection.execute(_TAKE, named).rowcount == 1

    def record(self, sale: Sale) -> None:
        """See `ports.Ledger`."""
        columns = {column.name for column in SALES.columns} - {"number"}
        self._connection.execute(insert(SALES), {name: getattr(sale, name) for name in columns})

    def void(self, thread: str, wanted: Mapping[Key, int]) -> None:
        """See `ports.Ledger`. What nobody counts is not put back."""
        self._connection.execute(delete(SALES).where(SALES.c.thread == thread))
        _put_back(self._connection, wanted)


def put_back_sold(connection: Connection, thread: str) -> None:
    """Put back on the stock what was sold in *thread*; the sale stays in the books."""
    sold = connection.scalar(select(SALES.c.agreement).where(SALES.c.thread == thread))
    if sold is not None:
        _put_back(connection, pieces_of(Agreement.model_validate(decode(sold)).deal))


def _put_back(connection: Connection, wanted: Mapping[Key, int]) -> None:
    for (product, variant), pieces in sorted(wanted.items()):
        this = (STOCK.c.product == product) & (STOCK.c.variant == variant)
        connection.execute(update(STOCK).where(this).values(remaining=STOCK.c.remaining + pieces))


def _row(message: Message | Letter, at_ms: int) -> dict[str, Any]:
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
    changed one is a fresh count and replaces what was left, less what is set aside. What the source no longer
    counts is uncounted. What it no longer has keeps its count: an offer of it may still be firm (SCAN-17).
    """
    known = {(row.product, row.variant) for row in connection.execute(select(STOCK))}
    gone = [{"product": p, "variant": v} for p, v in (known & room.articles.keys()) - room.counts.keys()]
    if gone:
        connection.execute(
            text("DELETE FROM brand_stock WHERE product = :product AND variant = :variant"), gone
        )
    if room.counts:
        held = held_pieces(connection)
        rows = [
            {"product": p, "variant": v, "count": count, "held": held.get((p, v), 0)}
            for (p, v), count in room.counts.items()
        ]
        connection.execute(_COUNT, rows)


_UNCOUNT = text("DELETE FROM brand_stock WHERE product = :product AND variant = :variant")

_COUNT = text(
    "INSERT INTO brand_stock (product, variant, counted, remaining)"
    " VALUES (:product, :variant, :count, :count)"
    " ON CONFLICT (product, variant) DO UPDATE SET counted = excluded.counted, remaining = CASE"
    " WHEN brand_stock.counted = excluded.counted THEN brand_stock.remaining"
    " WHEN excluded.counted > :held THEN excluded.counted - :held ELSE 0 END"
)


def last_sale(connection: Connection) -> int:
    """The number of the last sale, 0 before the first: while it stays, so does the stock."""
    return connection.execute(select(func.max(SALES.c.number))).scalar() or 0


def sold_out(connection: Connection) -> frozenset[Key]:
    """The articles of which nothing is left."""
    rows = connection.execute(select(STOCK.c.product, STOCK.c.variant).where(STOCK.c.remaining == 0))
    return frozenset((row.product, row.variant) for row in rows)


def read_report(connection: Connection, currency: str) -> Report:
    """The report on all sales in *currency*."""
    names = [column.name for column in SALES.columns if column.name != "number"]
    query = select(*(SALES.c[name] for name in names)).where(SALES.c.currency == currency)
    sales = [Sale(**row._mapping) for row in connection.execute(query)]
    opened = select(func.count()).select_from(MESSAGES).where(MESSAGES.c.type == "open")
    return report(sales, connection.execute(opened).scalar_one(), currency)
