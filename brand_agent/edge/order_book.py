"""The order book in the brand's database.

Spec: spec/85-fulfil.md (FUL-7, FUL-11).

Each change is one conditional UPDATE, so that a code that two ask for is taken once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

import orjson
from sqlalchemy import BigInteger, Column, Connection, Index, Integer, String, Table, insert, select, update

from brand_agent.edge.tables import BESIDE, METADATA
from brand_agent.fulfilment.orders import NewOrder, Order, UnknownOrderError, WrongStageError
from protocol.commitment import Beside
from protocol.fulfilling import may_follow
from protocol.fulfilment import How, Stage

ORDERS: Final = Table(
    "brand_order",
    METADATA,
    Column("thread", String, primary_key=True),
    Column("agreement", String, nullable=False, index=True),
    Column("message", String, nullable=False),
    Column("title", String, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("currency", String, nullable=False),
    Column("code", String, nullable=False, unique=True),
    Column("code_expires_ms", BigInteger, nullable=False),
    Column("promised_ms", BigInteger, nullable=False),
    Column("at_ms", BigInteger, nullable=False, index=True),
    Column("stage", String, nullable=False),
    Column("stage_ms", BigInteger, nullable=False),
    Column("expected_ms", BigInteger),
    Column("delivered_ms", BigInteger),
    Column("how", String),
    Column("stars", Integer),
    Index("brand_order_stage", "stage", "at_ms", "thread"),
)


class SqlOrders:
    """The order book of `Orders`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, order: NewOrder, values: Iterable[Beside]) -> None:
        """See `Orders`. What a new order discloses stands beside its own message."""
        row = {**asdict(order), "stage": "handed-off", "stage_ms": order.at_ms}
        if self.of(order.thread) is None:
            self._connection.execute(insert(ORDERS).values(row))
        else:
            fresh = (ORDERS.c.thread == order.thread) & (ORDERS.c.stage == "handed-off")
            self._connection.execute(update(ORDERS).where(fresh).values(row))
        rows = [_beside(order.message, one) for one in values]
        if rows:
            self._connection.execute(insert(BESIDE), rows)

    def of(self, thread: str) -> Order | None:
        """See `Orders`."""
        row = self._connection.execute(select(ORDERS).where(ORDERS.c.thread == thread)).one_or_none()
        return None if row is None else Order(**row._mapping)

    def named(self, prefix: str) -> Order:
        """The order whose agreement begins with *prefix*. Raises `UnknownOrderError`."""
        query = select(ORDERS).where(ORDERS.c.agreement.startswith(prefix, autoescape=True)).limit(2)
        rows = self._connection.execute(query).all() if prefix else []
        if len(rows) != 1:
            raise UnknownOrderError(f"{prefix[:64]!r} names {'more than one' if rows else 'no'} order")
        return Order(**rows[0]._mapping)

    def latest(self, limit: int) -> Sequence[Order]:
        """The last *limit* orders, newest first."""
        rows = self._connection.execute(select(ORDERS).order_by(ORDERS.c.at_ms.desc()).limit(limit))
        return [Order(**row._mapping) for row in rows]

    def redeem(self, code: str, *, at_ms: int) -> Order:
        """See `Orders`."""
        unused = (ORDERS.c.code == code) & (ORDERS.c.stage == "handed-off")
        unused &= ORDERS.c.code_expires_ms > at_ms
        done = self._connection.execute(update(ORDERS).where(unused).values(stage="placed", stage_ms=at_ms))
        if done.rowcount != 1:  # FUL-7
            raise UnknownOrderError("the code is unknown, was used, or is over")
        row = self._connection.execute(select(ORDERS).where(ORDERS.c.code == code)).one()
        return Order(**row._mapping)

    def advance(self, thread: str, stage: Stage, *, at_ms: int, expected_ms: int | None = None) -> Order:
        """See `Orders`."""
        order = self.of(thread)
        if order is None:
            raise UnknownOrderError("nothing was ordered in that thread")
        if not may_follow(order.stage, stage):  # FUL-11
            raise WrongStageError(f"an order that is {order.stage} can't become {stage}")
        here = (ORDERS.c.thread == thread) & (ORDERS.c.stage == order.stage)
        expected = order.expected_ms if expected_ms is None else expected_ms
        values = {"stage": stage, "stage_ms": at_ms, "expected_ms": expected}
        if self._connection.execute(update(ORDERS).where(here).values(values)).rowcount != 1:
            raise WrongStageError("the order was moved meanwhile; look again")
        found = self.of(thread)
        assert found is not None
        return found

    def delivered(self, thread: str, *, at_ms: int) -> None:
        """See `Orders`."""
        self._set(thread, delivered_ms=at_ms)

    def judged(self, thread: str, how: How) -> None:
        """See `Orders`."""
        self._set(thread, how=how)

    def reviewed(self, thread: str, stars: int) -> None:
        """See `Orders`."""
        self._set(thread, stars=stars)

    def _set(self, thread: str, **values: Any) -> None:
        self._connection.execute(update(ORDERS).where(ORDERS.c.thread == thread).values(**values))


def _beside(message: str, one: Beside) -> dict[str, Any]:
    return {"message": message, "field": one.field, "salt": one.salt, "value": orjson.dumps(one.value)}
