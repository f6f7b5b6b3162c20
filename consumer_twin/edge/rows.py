"""Rows of the twin's store, and the values that they hold."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, func, insert, select

from consumer_twin.edge.allowance import allowance_of
from consumer_twin.edge.tables import (
    ACCEPTED_LINES,
    ACCEPTS,
    BASKETS,
    KNOWN_THREADS,
    LIKELY_THREADS,
    MESSAGES,
)
from consumer_twin.mandate import month_start_ms
from consumer_twin.option import Option
from consumer_twin.records import Accepted, Spent, ThreadRecord
from consumer_twin.scan import Seller
from consumer_twin.wish import Wish
from protocol import Message, Price, PublicKey, read

WISH: Final = TypeAdapter(Wish)
OPTION: Final = TypeAdapter(Option)
_SELLER: Final = TypeAdapter(Seller)
_NAMES: Final = TypeAdapter(frozenset[str])
_BOUND: Final = ("outstanding", "agreed")


def thread_row(record: ThreadRecord) -> dict[str, Any]:
    """Return the columns of *record*."""
    return {
        "id": record.id,
        "wish": record.wish,
        "line": record.line,
        "group": record.group,
        "nonce": record.nonce,
        "seller": _SELLER.dump_json(record.seller),
        "categories": _NAMES.dump_json(record.categories),
    }


def add_thread(connection: Connection, record: ThreadRecord) -> None:
    """Insert what *record* has beside its row: a known key's step, further lines, how sure it is."""
    if record.step is not None:
        connection.execute(insert(KNOWN_THREADS).values(thread=record.id, step=record.step))
    if record.sureness != 1.0:
        connection.execute(insert(LIKELY_THREADS).values(thread=record.id, sureness=record.sureness))
    if record.beside:
        rows = [{"thread": record.id, "line": line, "group": group} for line, group in record.beside]
        connection.execute(insert(BASKETS), rows)


def thread_of(connection: Connection, row: Row[Any]) -> ThreadRecord:
    """Return the record that *row* holds."""
    step = connection.scalar(select(KNOWN_THREADS.c.step).where(KNOWN_THREADS.c.thread == row.id))
    sureness = connection.scalar(select(LIKELY_THREADS.c.sureness).where(LIKELY_THREADS.c.thread == row.id))
    lines = select(BASKETS).where(BASKETS.c.thread == row.id).order_by(BASKETS.c.line)
    return ThreadRecord(
        id=row.id,
        wish=row.wish,
        line=row.line,
        seller=_SELLER.validate_json(row.seller),
        group=row.group,
        nonce=row.nonce,
        categories=_NAMES.validate_json(row.categories),
        step=step,
        beside=tuple((one.line, one.group) for one in connection.execute(lines)),
        sureness=1.0 if sureness is None else sureness,
    )


def add_message(connection: Connection, thread: str, message: Message) -> None:
    """Insert *message* into *thread*, with the key that it was verified with."""
    connection.execute(
        insert(MESSAGES).values(
            thread=thread,
            seq=message.envelope.seq,
            hash=message.hash,
            data=message.data,
            kid=message.key.kid,
            key=message.key.raw,
        )
    )


def message_of(row: Row[Any]) -> Message:
    """Return the message that *row* holds, verified once more with the key beside it."""
    key = PublicKey(row.kid, row.key)
    to = json.loads(row.data)["to"]
    return read(row.data, lambda kid: key, to=to)


def accept_row(accepted: Accepted) -> dict[str, Any]:
    """Return the columns of *accepted*, an accept without an answer."""
    return {
        "offer": accepted.offer,
        "thread": accepted.thread,
        "wish": accepted.wish,
        "line": accepted.line,
        "total_minor": accepted.total.amount,
        "currency": accepted.total.currency,
        "by_mandate": int(accepted.by_mandate),
        "at_ms": accepted.at_ms,
        "confirm_by_ms": accepted.confirm_by_ms,
        "status": "outstanding",
    }


def add_accept(connection: Connection, accepted: Accepted) -> None:
    """Insert *accepted*, an accept without an answer, with the lines that it binds."""
    connection.execute(insert(ACCEPTS).values(**accept_row(accepted)))
    if accepted.beside:
        rows = [{"offer": accepted.offer, "line": line} for line in accepted.beside]
        connection.execute(insert(ACCEPTED_LINES), rows)


def accepted_of(connection: Connection, row: Row[Any]) -> Accepted:
    """Return the accept that *row* holds."""
    lines = select(ACCEPTED_LINES.c.line).where(ACCEPTED_LINES.c.offer == row.offer)
    return Accepted(
        offer=row.offer,
        thread=row.thread,
        wish=row.wish,
        line=row.line,
        total=Price(amount=row.total_minor, currency=row.currency),
        by_mandate=bool(row.by_mandate),
        at_ms=row.at_ms,
        confirm_by_ms=row.confirm_by_ms,
        beside=tuple(connection.scalars(lines.order_by(ACCEPTED_LINES.c.line))),
    )


def is_bound(connection: Connection, wish: int, lines: Collection[int]) -> bool:
    """Whether an accept of any of those *lines* of the wish is in doubt or agreed (AGREE-20)."""
    further = select(ACCEPTED_LINES.c.offer).where(ACCEPTED_LINES.c.line.in_(lines))
    touched = ACCEPTS.c.line.in_(lines) | ACCEPTS.c.offer.in_(further)
    mine = (ACCEPTS.c.wish == wish) & touched & ACCEPTS.c.status.in_(_BOUND)
    return connection.scalar(select(func.count()).select_from(ACCEPTS).where(mine)) != 0


def spent_of(connection: Connection, wish: int, currency: str, at_ms: int) -> Spent:
    """Return what is bound in *currency*: on *wish*, and by mandate in the calendar month of *at_ms*.

    With it comes what the person's autonomy allows at *at_ms*, read in the same transaction.
    """
    bound = (ACCEPTS.c.currency == currency) & ACCEPTS.c.status.in_(_BOUND)
    total = select(func.coalesce(func.sum(ACCEPTS.c.total_minor), 0)).where(bound)
    this_month = (ACCEPTS.c.by_mandate == 1) & (ACCEPTS.c.at_ms >= month_start_ms(at_ms))
    return Spent(
        wish=Price(amount=connection.scalar(total.where(ACCEPTS.c.wish == wish)) or 0, currency=currency),
        month=Price(amount=connection.scalar(total.where(this_month)) or 0, currency=currency),
        allowed=allowance_of(connection, at_ms),
    )
