"""The box of what is to be sent, and the log of what was."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Final, Literal

from sqlalchemy import ColumnElement, Connection, Select, delete, exists, insert, select, update

from brand_agent.console.errors import ConsoleError
from brand_agent.edge.tables import MESSAGES
from brand_agent.edge.webhooks.tables import DELIVERIES, HOOKS, TRIES

State = Literal["waiting", "arrived", "failed"]
LEASE_MS: Final = 60_000
"""So long a try is left alone; if its program ended meanwhile, the delivery is due again after it."""
KEPT_MS: Final = 30 * 86_400_000
SAID_MOST: Final = 500


class UnknownDeliveryError(ConsoleError):
    """There is no such delivery, or it is older than the log."""

    code = "unknown-delivery"
    status: ClassVar[int] = 404
    advice = "The log goes back 30 days."


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to one webhook. *due_ms*: when it is tried next, while it waits."""

    number: int
    hook: int
    name: str
    event: str
    thread: str
    body: bytes
    made_ms: int
    state: State
    tries: int
    due_ms: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent. name: the id that it keeps, however often it is sent."""

    name: str
    event: str
    thread: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Try:
    """One request. status: None if nobody answered. said: the answer's beginning, or why there is none."""

    at_ms: int
    took_ms: int
    status: int | None
    said: str


def put(connection: Connection, hook: int, letter: Letter, *, at_ms: int) -> int:
    """Put *letter* for webhook *hook* into the box, due at once; return its number."""
    row = {"hook": hook, "made_ms": at_ms, "state": "waiting", "tries": 0, "due_ms": at_ms}
    new = insert(DELIVERIES).values(row | asdict(letter)).returning(DELIVERIES.c.number)
    number: int = connection.execute(new).scalar_one()
    return number


_ERASED: Final = exists().where(  # EVENT-2: what is erased is no event, also on its way
    MESSAGES.c.thread == DELIVERIES.c.thread, MESSAGES.c.seq == 0, MESSAGES.c.data == b""
)


def _due(at_ms: int) -> Select[Any]:
    return (
        select(DELIVERIES)
        .join(HOOKS, HOOKS.c.number == DELIVERIES.c.hook)
        .where(DELIVERIES.c.state == "waiting", DELIVERIES.c.due_ms <= at_ms, HOOKS.c.off == "", ~_ERASED)
        .order_by(DELIVERIES.c.due_ms, DELIVERIES.c.number)
    )


def is_due(connection: Connection, *, at_ms: int) -> bool:
    """Whether anything is to be sent now."""
    return connection.execute(_due(at_ms).limit(1)).first() is not None


def take_due(connection: Connection, limit: int, *, at_ms: int) -> tuple[Delivery, ...]:
    """Return at most *limit* deliveries that are due, each now this caller's for `LEASE_MS`."""
    due = tuple(_delivery(row) for row in connection.execute(_due(at_ms).limit(limit)))
    if due:
        mine = DELIVERIES.c.number.in_([one.number for one in due])
        taken = {"due_ms": at_ms + LEASE_MS, "tries": DELIVERIES.c.tries + 1}
        connection.execute(update(DELIVERIES).where(mine).values(taken))
    return due


def note(connection: Connection, delivery: Delivery, one: Try, state: State, *, due_ms: int) -> None:
    """Write down the try *one* of *delivery*, which is in *state* after it and due next at *due_ms*."""
    row = {"delivery": delivery.number, "at_ms": one.at_ms, "took_ms": one.took_ms, "status": one.status}
    connection.execute(insert(TRIES).values(row | {"said": one.said}))
    mine = (DELIVERIES.c.number == delivery.number) & (DELIVERIES.c.state == "waiting")
    connection.execute(update(DELIVERIES).where(mine).values(state=state, due_ms=due_ms))


def replay(connection: Connection, hook: int, number: int, *, at_ms: int) -> None:
    """Send delivery *number* of webhook *hook* again, under the same id. Raises `UnknownDeliveryError`."""
    again = {"state": "waiting", "tries": 0, "due_ms": at_ms}
    found = connection.execute(update(DELIVERIES).where(_this(hook, number)).values(again))
    if found.rowcount != 1:
        raise UnknownDeliveryError(f"there is no delivery {number}")


def _this(hook: int, number: int) -> ColumnElement[bool]:
    return (DELIVERIES.c.hook == hook) & (DELIVERIES.c.number == number) & ~_ERASED


def get(connection: Connection, hook: int, number: int) -> tuple[Delivery, tuple[Try, ...]]:
    """Return delivery *number* of webhook *hook* and its tries, newest first.

    Raises `UnknownDeliveryError`.
    """
    row = connection.execute(select(DELIVERIES).where(_this(hook, number))).one_or_none()
    if row is None:
        raise UnknownDeliveryError(f"there is no delivery {number}")
    tries = select(TRIES).where(TRIES.c.delivery == number).order_by(TRIES.c.number.desc()).limit(50)
    return _delivery(row), tuple(
        Try(one.at_ms, one.took_ms, one.status, one.said) for one in connection.execute(tries)
    )


def latest(
    connection: Connection, hook: int, limit: int, *, before: int | None = None
) -> tuple[Delivery, ...]:
    """Return the last *limit* deliveries of webhook *hook* numbered below *before*, newest first."""
    query = select(DELIVERIES).where(DELIVERIES.c.hook == hook, ~_ERASED)
    query = query if before is None else query.where(DELIVERIES.c.number < before)
    rows = connection.execute(query.order_by(DELIVERIES.c.number.desc()).limit(limit))
    return tuple(_delivery(row) for row in rows)


def forget(connection: Connection, *, at_ms: int) -> None:
    """Drop what is older than the log, and what tells of messages that were erased."""
    old = (DELIVERIES.c.made_ms < at_ms - KEPT_MS) & (DELIVERIES.c.state != "waiting") | _ERASED
    connection.execute(delete(TRIES).where(TRIES.c.delivery.in_(select(DELIVERIES.c.number).where(old))))
    connection.execute(delete(DELIVERIES).where(old))


def _delivery(row: Any) -> Delivery:
    return Delivery(*(getattr(row, name) for name in Delivery.__slots__))
