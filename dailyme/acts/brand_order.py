"""What `dailyme brand order …` does."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from brand_agent.edge.orders import Counter
from brand_agent.edge.relation.using import use_grant
from brand_agent.fulfilment import Order
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.outputs_deal import OrderList, ShownOrder
from dailyme.places import places
from dailyme.show import console, money, print_json
from dailyme.wiring.brand import brand_store
from foundation.database import Database
from protocol import Price, read_time, write_time
from protocol.fulfilling import days_late
from protocol.fulfilment import STAGES

T = TypeVar("T")


@dataclass(frozen=True)
class BrandAt:
    """Which brand: on this machine by its port, or by its address; or its store."""

    port: int
    url: str | None
    database: str | None

    @property
    def store(self) -> str:
        """The URL of its store. Raises `UsageError` if no brand was served there."""
        origin = self.url or f"http://localhost:{self.port}"
        found = self.database or brand_store(places(os.environ), origin)
        if found.startswith("sqlite:///") and not Path(found.removeprefix("sqlite:///")).exists():
            advice = "Give --port, --url or --database as to `serve`."
            raise UsageError(f"no brand was served at {origin}", advice)
        return found


def list_orders(brand: BrandAt, limit: int, *, as_json: bool) -> None:
    """Show the last *limit* orders, newest first."""
    orders = asyncio.run(_listed(brand.store, limit))
    if as_json:
        print_json(OrderList(orders=orders))
        return
    for order in orders:
        _tell(order)
    if not orders:
        console().print("No orders yet.")


def place_order(brand: BrandAt, code: str, *, at: str | None, as_json: bool) -> None:
    """Place the order of *code*."""
    at_ms = _when(at, "--at")
    _say(_at(brand, lambda counter: counter.redeem(code, at_ms=at_ms)), as_json=as_json)


def move_order(
    brand: BrandAt, order: str, stage: str, *, expected: str | None, at: str | None, as_json: bool
) -> None:
    """Say that *order* is at *stage*."""
    known = next(one for one in STAGES if one == stage)
    at_ms = _when(at, "--at")
    expected_ms = None if expected is None else _when(expected, "--expected")
    moved = _at(brand, lambda counter: counter.advance(order, known, at_ms=at_ms, expected_ms=expected_ms))
    _say(moved, as_json=as_json)


def _when(text: str | None, flag: str) -> int:
    if text is None:
        return now_ms()
    try:
        return read_time(text if "T" in text else f"{text}T12:00:00Z")
    except ValueError:
        raise UsageError(
            f"{flag} can't be {text[:40]!r}", "Give a time such as 2026-12-06T09:30:00Z, or a day."
        ) from None


async def _listed(store: str, limit: int) -> list[ShownOrder]:
    """Return the last *limit* orders; what each disclosed is used to fulfil it, and that is written down."""
    database, at_ms = Database(store), now_ms()
    try:
        found = await Counter(database).latest(limit)
        return [
            _shown(one, await use_grant(database, one.message, "fulfilment", at_ms=at_ms)) for one in found
        ]
    finally:
        database.close()


def _at(brand: BrandAt, act: Callable[[Counter], Coroutine[Any, Any, T]]) -> T:
    async def run() -> T:
        database = Database(brand.store)
        try:
            return await act(Counter(database))
        finally:
            database.close()

    return asyncio.run(run())


def _say(order: Order, *, as_json: bool) -> None:
    shown = _shown(order, {})
    if as_json:
        print_json(shown)
    else:
        _tell(shown)


def _shown(order: Order, values: Mapping[str, Any]) -> ShownOrder:
    came_ms = order.delivered_ms
    if came_ms is None:
        came_ms = order.stage_ms if order.stage in {"delivered", "returned", "refunded"} else now_ms()
    return ShownOrder(
        order=order.agreement,
        title=order.title,
        quantity=order.quantity,
        total=Price(amount=order.total_minor, currency=order.currency),
        stage=order.stage,
        since=write_time(order.stage_ms),
        promised_by=write_time(order.promised_ms),
        days_late=days_late(order.promised_ms, came_ms),
        expected=None if order.expected_ms is None else write_time(order.expected_ms),
        delivered=None if order.delivered_ms is None else write_time(order.delivered_ms),
        outcome=order.how,
        stars=order.stars,
        disclosed=dict(values),
    )


def _tell(order: ShownOrder) -> None:
    out = console()
    pieces = f"{order.quantity} x {order.title}"
    out.print(f"{order.order[:12]}  {order.stage:<16} {pieces}, {money(order.total)}", soft_wrap=True)
    late = f", {order.days_late} late" if order.days_late else ""
    told = "" if order.outcome is None else f"; turned out: {order.outcome}"
    stars = "" if order.stars is None else f", {order.stars} of 5 stars"
    out.print(f"    promised by {order.promised_by[:10]}{late}{told}{stars}", soft_wrap=True)
    for field, value in order.disclosed.items():
        out.print(f"    {field}: {value}", soft_wrap=True, markup=False)
