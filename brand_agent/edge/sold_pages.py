"""Deals as a person at the brand reads them: pages by key, the newest first, and all of them in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Select, select, tuple_

from brand_agent.edge.order_book import ORDERS
from brand_agent.edge.tables import SALES
from brand_agent.fulfilment import Order
from protocol import Agreement, decode, message_hash
from protocol.fulfilment import Stage
from protocol.offers import title_of

_ORDER: Final = [column.label(f"order_{column.name}") for column in ORDERS.columns]


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement with the brand's own figures, and the order that came of it, if one did.

    number: its place, the newest the greatest. Amounts are minor units; `cost_minor` None is unknown.
    """

    number: int
    thread: str
    document: dict[str, Any]
    currency: str
    total_minor: int
    list_total_minor: int
    net_minor: int
    cost_minor: int | None
    at_ms: int
    order: Order | None

    @property
    def agreement(self) -> Agreement:
        """What both signed."""
        return Agreement.model_validate(self.document)

    @property
    def hash(self) -> str:
        """The name of the deal, by which both sides know it."""
        return message_hash(self.document)

    @property
    def title(self) -> str:
        """What was sold, in the brand's own words."""
        return title_of(self.agreement.deal)

    @property
    def quantity(self) -> int:
        """How many pieces were sold."""
        return sum(line.quantity for line in self.agreement.deal.lines)

    @property
    def margin_minor(self) -> int | None:
        """What is left of it after tax and cost."""
        return None if self.cost_minor is None else self.net_minor - self.cost_minor

    @property
    def stage(self) -> str:
        """How far it is; `agreed` before anything is ordered."""
        return "agreed" if self.order is None else self.order.stage


def deals(connection: Connection, *, before: int | None, most: int) -> Sequence[Deal]:
    """Return at most *most* deals with a number below *before*, the newest first."""
    query = _query(joined=False)
    query = query if before is None else query.where(SALES.c.number < before)
    return [_deal(row) for row in connection.execute(query.order_by(SALES.c.number.desc()).limit(most))]


@dataclass(frozen=True, slots=True)
class At:
    """Where a page of orders begins: after the one of these figures."""

    at_ms: int
    thread: str


def deals_at(connection: Connection, stage: Stage, *, after: At | None, most: int) -> Sequence[Deal]:
    """Return at most *most* deals whose order is at *stage*, those ordered last first."""
    query = _query(joined=True).where(ORDERS.c.stage == stage)
    if after is not None:
        query = query.where(tuple_(ORDERS.c.at_ms, ORDERS.c.thread) < (after.at_ms, after.thread))
    query = query.order_by(ORDERS.c.at_ms.desc(), ORDERS.c.thread.desc())
    return [_deal(row) for row in connection.execute(query.limit(most))]


def deal_of(connection: Connection, thread: str) -> Deal | None:
    """Return the deal of *thread*."""
    row = connection.execute(_query(joined=False).where(SALES.c.thread == thread)).one_or_none()
    return None if row is None else _deal(row)


def _query(*, joined: bool) -> Select[Any]:
    if joined:
        return select(SALES, *_ORDER).select_from(ORDERS).join(SALES, SALES.c.thread == ORDERS.c.thread)
    return select(SALES, *_ORDER).join(ORDERS, ORDERS.c.thread == SALES.c.thread, isouter=True)


def _deal(row: Any) -> Deal:
    order = {column.name: getattr(row, f"order_{column.name}") for column in ORDERS.columns}
    return Deal(
        number=row.number,
        thread=row.thread,
        document=decode(row.agreement),
        currency=row.currency,
        total_minor=row.total_minor,
        list_total_minor=row.list_total_minor,
        net_minor=row.net_minor,
        cost_minor=row.cost_minor,
        at_ms=row.at_ms,
        order=None if order["thread"] is None else Order(**order),
    )
