"""What a brand's own threads teach: each offer that was heard and what came of it; and what was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, func, insert, select

from brand_agent.closing import Heard
from brand_agent.edge.console.limits import check_two
from brand_agent.edge.tables import MESSAGES, METADATA, SALES
from protocol import decode

CHANGES: Final = Table(
    "brand_settings_change",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("before", String, nullable=False),
    Column("after", String, nullable=False),
)
"""The policies that a person changed by what was learnt: the file before and after, in order."""

_ENDED: Final = {"accept", "close"}
LAST: Final = 1_000
"""Threads that are learnt from, the newest: older ones tell of another market, and cost time."""


def read_lessons(connection: Connection, last: int = LAST) -> tuple[Heard, ...]:
    """Return every offer that was heard in the *last* threads, of those that came to an end, by thread."""
    opened = select(MESSAGES.c.thread).where(MESSAGES.c.seq == 0)
    newest = opened.order_by(MESSAGES.c.at_ms.desc(), MESSAGES.c.thread).limit(last)
    query = select(MESSAGES.c.thread, MESSAGES.c.type, MESSAGES.c.data, MESSAGES.c.hash).where(
        MESSAGES.c.type.in_(("open", "offer", "decline", "counter", "reveal", "accept", "close", "withdraw")),
        MESSAGES.c.thread.in_(newest),
    )
    rows = connection.execute(query.order_by(MESSAGES.c.thread, MESSAGES.c.seq)).all()
    found: list[Heard] = []
    for number, (_, thread) in enumerate(groupby(rows, key=lambda row: row.thread)):
        kept = list(thread)
        if all(row.data != b"" for row in kept):  # SKETCH-9
            found += _heard(number, [(row.hash, decode(row.data)) for row in kept])
    return tuple(found)


def _heard(number: int, thread: Sequence[tuple[str, Any]]) -> Iterator[Heard]:
    """Yield what was on the table at each of the twin's turns, and what it did."""
    offers: dict[str, Any] = {}
    best: Any = None
    turn, sealed = 0, False
    for hash, message in thread:
        kind, body = message["type"], message["body"]
        if kind in {"offer", "reveal"}:
            sealed = sealed or kind == "reveal"
            best = offers[hash] = body.get("offer", body)
        elif best is not None and message["from"].startswith("did:key:"):
            taken = kind == "accept"
            one = offers.get(body["agreement"]["offer"], best) if taken else best
            extras = len(one["terms"].get("extras", ()))
            yield Heard(number, discount(one), turn, extras, taken, kind == "close", sealed)
            turn += 1
            if kind in _ENDED:
                return


def discount(offer: Any) -> float:
    """Return what *offer* gives below list, as a share of it."""
    listed = int(offer["list_total"]["amount"])
    return (listed - int(offer["total"]["amount"])) / listed if listed else 0.0


def read_margin(connection: Connection) -> float | None:
    """Return what is left of the list total after cost, as a share, over all sales whose cost is known."""
    known = SALES.c.cost_minor.is_not(None)
    kept = SALES.c.net_minor - SALES.c.cost_minor + SALES.c.list_total_minor - SALES.c.total_minor
    found = connection.execute(select(func.sum(kept), func.sum(SALES.c.list_total_minor)).where(known)).one()
    return None if not found[1] else float(found[0]) / float(found[1])


def record_change(connection: Connection, before: str, after: str, *, at_ms: int) -> None:
    """Keep that a person changed the policy from *before* to *after*. Raises `FourEyesError`."""
    check_two(connection, before, after)
    number = int(connection.scalar(select(func.max(CHANGES.c.number))) or 0) + 1
    row = {"number": number, "at_ms": at_ms, "before": before, "after": after}
    connection.execute(insert(CHANGES), row)
