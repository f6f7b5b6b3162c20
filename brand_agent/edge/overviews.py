"""Overviews on disk: one row for each negotiation, and pages of them by key, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    delete,
    false,
    select,
    text,
    tuple_,
)

from brand_agent.controls import Course
from brand_agent.edge.tables import METADATA
from brand_agent.overview import Overview

OVERVIEWS: Final = Table(
    "brand_overview",
    METADATA,
    Column("thread", String, primary_key=True),
    Column("phase", String, nullable=False),
    Column("state", String, nullable=False),
    Column("product", String, nullable=False),
    Column("title", String, nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("currency", String, nullable=False),
    Column("list_minor", BigInteger),
    Column("brand_minor", BigInteger),
    Column("twin_minor", BigInteger),
    Column("rounds", Integer, nullable=False),
    Column("net_minor", BigInteger),
    Column("cost_minor", BigInteger),
    Column("reason", String, nullable=False),
    Column("moved_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("course", String, nullable=False),
    Column("is_approved", Boolean, nullable=False),
    Column("changed", Integer, nullable=False),
    Index("brand_overview_changed", "changed"),
    Index("brand_overview_phase", "phase", "changed"),
    Index("brand_overview_until", "phase", "until_ms", "changed"),
    Index("brand_overview_product", "product", "changed"),
    Index("brand_overview_course", "course", "changed"),
)
"""`changed` numbers the changes of all rows in their order; `course` is who leads the thread."""

_KEEP: Final = text("""
    INSERT INTO brand_overview (
        thread, phase, state, product, title, quantity, currency, list_minor, brand_minor, twin_minor, rounds,
        net_minor, cost_minor, reason, moved_ms, until_ms, opened_ms, course, is_approved, changed
    ) VALUES (
        :thread, :phase, :state, :product, :title, :quantity, :currency, :list_minor, :brand_minor,
        :twin_minor, :rounds, :net_minor, :cost_minor, :reason, :moved_ms, :until_ms, :moved_ms, 'agent', 0,
        (SELECT COALESCE(MAX(changed), 0) + 1 FROM brand_overview)
    ) ON CONFLICT (thread) DO UPDATE SET
        phase = excluded.phase, state = excluded.state, title = excluded.title, quantity = excluded.quantity,
        list_minor = excluded.list_minor, brand_minor = excluded.brand_minor,
        twin_minor = excluded.twin_minor, rounds = excluded.rounds, net_minor = excluded.net_minor,
        cost_minor = excluded.cost_minor, reason = excluded.reason, moved_ms = excluded.moved_ms,
        until_ms = excluded.until_ms, changed = excluded.changed
""")
_STEER: Final = text("""
    UPDATE brand_overview SET
        course = :course, is_approved = :is_approved,
        changed = (SELECT COALESCE(MAX(changed), 0) + 1 FROM brand_overview)
    WHERE thread = :thread
""")

Which = Literal["all", "live", "waits", "lapsed", "agreed", "ended", "person", "stopped"]
"""live: something firm is on the table. waits: for somebody to approve. lapsed: nothing is firm any more."""


@dataclass(frozen=True, slots=True)
class Line:
    """A negotiation as it stands in a list. changed: its place, the newest the greatest."""

    overview: Overview
    opened_ms: int
    course: Course
    is_approved: bool
    changed: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: after the line of these figures."""

    changed: int
    until_ms: int = 0


def keep_overview(connection: Connection, overview: Overview) -> None:
    """Keep *overview* in the place of what was kept of its thread."""
    connection.execute(_KEEP, asdict(overview))


def keep_steering(connection: Connection, thread: str, course: Course, *, is_approved: bool) -> None:
    """Keep who leads *thread*, and whether what is given there was approved."""
    steered = {"thread": thread, "course": course, "is_approved": is_approved}
    connection.execute(_STEER, steered)


def forget_overview(connection: Connection, thread: str) -> None:
    """Forget what is kept of *thread*."""
    connection.execute(delete(OVERVIEWS).where(OVERVIEWS.c.thread == thread))


def lines(
    connection: Connection,
    which: Which,
    *,
    at_ms: int,
    after: Place | None,
    product: str = "",
    above_minor: int | None = None,
    most: int = 50,
) -> Sequence[Line]:
    """Return at most *most* negotiations after a place, those that changed last first.

    Those that are live, wait or are lapsed stand in the order in which what is on the table ends.
    above_minor: from which list total on one waits; None: none does.
    """
    query = select(OVERVIEWS).where(*_filters(which, product, at_ms))
    if which == "waits":
        query = query.where(false() if above_minor is None else OVERVIEWS.c.list_minor >= above_minor)
    query = _by_end(query, after) if which in {"live", "waits", "lapsed"} else _by_change(query, after)
    return [_line(row) for row in connection.execute(query.limit(most))]


def _by_change(query: Select[Any], after: Place | None) -> Select[Any]:
    query = query if after is None else query.where(OVERVIEWS.c.changed < after.changed)
    return query.order_by(OVERVIEWS.c.changed.desc())


def _by_end(query: Select[Any], after: Place | None) -> Select[Any]:
    until, changed = OVERVIEWS.c.until_ms, OVERVIEWS.c.changed
    if after is not None:
        query = query.where(tuple_(until, changed) < (after.until_ms, after.changed))
    return query.order_by(until.desc(), changed.desc())


def _filters(which: Which, product: str, at_ms: int) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [OVERVIEWS.c.product == product] if product else []
    match which:
        case "all":
            return found
        case "live":
            return [*found, OVERVIEWS.c.phase == "talking", OVERVIEWS.c.until_ms > at_ms]
        case "waits":
            led = OVERVIEWS.c.course == "agent", OVERVIEWS.c.is_approved == false()
            return [*_filters("live", product, at_ms), *led]
        case "lapsed":
            return [*found, OVERVIEWS.c.phase == "talking", OVERVIEWS.c.until_ms <= at_ms]
        case "agreed" | "ended":
            return [*found, OVERVIEWS.c.phase == which]
        case _:
            return [*found, OVERVIEWS.c.course == which]


def line_of(connection: Connection, thread: str) -> Line | None:
    """Return the line of *thread*."""
    row = connection.execute(select(OVERVIEWS).where(OVERVIEWS.c.thread == thread)).one_or_none()
    return None if row is None else _line(row)


def named(connection: Connection, prefix: str) -> Sequence[Line]:
    """Return the negotiations whose thread begins with *prefix*, two at most."""
    query = select(OVERVIEWS).where(OVERVIEWS.c.thread.startswith(prefix, autoescape=True)).limit(2)
    return [_line(row) for row in connection.execute(query)] if prefix else []


def last_change(connection: Connection) -> int:
    """Return the number of the last change of any negotiation."""
    return int(connection.execute(text("SELECT COALESCE(MAX(changed), 0) FROM brand_overview")).scalar_one())


def _line(row: Row[Any]) -> Line:
    kept = {name: getattr(row, name) for name in Overview.__dataclass_fields__}
    return Line(Overview(**kept), row.opened_ms, row.course, row.is_approved, row.changed)
