"""The counter, where operators and shop systems say what became of orders.

Spec: spec/85-fulfil.md (FUL-7, FUL-11), spec/37-subscribe.md (SUB-1).

Whoever asked to hear of an order is told of its next stage: the event is left in the transaction of the
change, and the running brand, which holds the key, signs the news.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from brand_agent.edge.order_book import SqlOrders
from brand_agent.edge.relation import SqlBooks
from brand_agent.edge.store import put_back_sold
from brand_agent.edge.tables import METADATA
from brand_agent.fulfilment.orders import Order
from brand_agent.relation.event import order_care
from foundation.database import Database
from protocol.fulfilment import Stage


class Counter:
    """Where a brand's operator, or its shop system, says what became of orders."""

    def __init__(self, database: Database) -> None:
        database.create(METADATA)
        self._database = database

    async def latest(self, limit: int) -> Sequence[Order]:
        """Return the last *limit* orders, newest first. What each disclosed is read through the register."""
        return await self._database.read(lambda connection: SqlOrders(connection).latest(limit))

    async def redeem(self, code: str, *, at_ms: int) -> Order:
        """Place the order of *code*: it was paid. Raises `UnknownOrderError` (FUL-7)."""

        def work(connection: Connection) -> Order:
            order = SqlOrders(connection).redeem(code, at_ms=at_ms)
            _tell(connection, order)
            return order

        return await self._database.write(work)

    async def advance(self, order: str, stage: Stage, *, at_ms: int, expected_ms: int | None = None) -> Order:
        """Say that the order whose agreement's hash begins with *order* is at *stage*.

        The pieces of one that is cancelled can be sold again.

        Raises `UnknownOrderError` or `WrongStageError`.
        """

        def work(connection: Connection) -> Order:
            book = SqlOrders(connection)
            before = book.named(order)
            after = book.advance(before.thread, stage, at_ms=at_ms, expected_ms=expected_ms)
            if after.stage != before.stage:
                _tell(connection, after)
                if after.stage == "cancelled":
                    put_back_sold(connection, after.thread)
            return after

        return await self._database.write(work)


def _tell(connection: Connection, order: Order) -> None:
    """Leave the news of the stage of *order* for whoever asked to hear of it."""
    boxes, at_ms = SqlBooks(connection).mailboxes, order.stage_ms
    event = order_care(order.agreement, order.stage, at_ms=at_ms)
    if boxes.waiting(event, after=0, limit=1, at_ms=at_ms):
        boxes.leave(event, 0)
