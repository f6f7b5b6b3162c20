"""What the person allows at a moment, read in the transaction of whoever asks.

Spec: spec/70-decide.md (DEC-30 to DEC-36).

An accept is weighed against the very rows that it is booked beside, so no two processes can pass a cap
together.
"""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select

from consumer_twin.autonomy import Allowance, Autonomy, PausedError, Used, covers, day_start_ms
from consumer_twin.edge.autonomy_tables import AUTONOMY
from consumer_twin.edge.tables import ACCEPTS, THREADS
from consumer_twin.mandate import month_start_ms

KEPT: Final = TypeAdapter(Autonomy)
_NAMES: Final = TypeAdapter(frozenset[str])
_BOUND: Final = ("outstanding", "agreed")


def check_going(connection: Connection) -> None:
    """Return if the person did not pause everything. Raises `PausedError` (DEC-36)."""
    row = autonomy_row(connection)
    if row is not None and row.paused_ms is not None:
        raise PausedError


def allowance_of(connection: Connection, at_ms: int) -> Allowance:
    """Return what the person allows at *at_ms*, with what is used of it, in this transaction."""
    row = autonomy_row(connection)
    if row is None:
        return Allowance()
    autonomy = autonomy_of(row)
    return Allowance(autonomy, row.paused_ms, _used(connection, autonomy, at_ms))


def _used(connection: Connection, autonomy: Autonomy, at_ms: int) -> Used:
    """What is bound this day and month, approved or not; a clock that fell back frees nothing."""
    if autonomy.currency is None:
        return Used()
    bound = (ACCEPTS.c.currency == autonomy.currency) & ACCEPTS.c.status.in_(_BOUND)
    this_month = bound & (ACCEPTS.c.at_ms >= month_start_ms(at_ms))
    rows = connection.execute(
        select(ACCEPTS.c.total_minor, ACCEPTS.c.at_ms, THREADS.c.categories)
        .join(THREADS, THREADS.c.id == ACCEPTS.c.thread)
        .where(this_month)
    ).all()
    deals = [(row.total_minor, row.at_ms, _NAMES.validate_json(row.categories)) for row in rows]
    today_ms = day_start_ms(at_ms)
    return Used(
        day_minor=sum(minor for minor, when, _ in deals if when >= today_ms),
        month_minor=sum(minor for minor, _, _ in deals),
        categories={
            cap.category: sum(
                minor for minor, _, names in deals if any(covers(cap.category, one) for one in names)
            )
            for cap in autonomy.caps.categories
        },
    )


def autonomy_row(connection: Connection) -> Row[Any] | None:
    """Return the one row, if anything was ever said."""
    return connection.execute(select(AUTONOMY)).one_or_none()


def autonomy_of(row: Row[Any] | None) -> Autonomy:
    """Return what the person said in *row*."""
    return Autonomy() if row is None else KEPT.validate_json(row.data)
