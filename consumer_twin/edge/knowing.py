"""Who knows the person: with whom the twin spoke, and what went along with orders, from the store alone.

Spec: spec/36-consent.md, spec/38-sketch.md.

Counts and fields come from the database in a few statements, however many threads there are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, String, cast, func, literal_column, select

from consumer_twin.edge.letters import BESIDE
from consumer_twin.edge.log import open_log
from consumer_twin.edge.tables import ACCEPTS, MESSAGES, THREADS
from consumer_twin.relation.ledger import Ordered
from consumer_twin.scan import Seller
from foundation.database import Database
from protocol import read_time

_SELLER: Final = TypeAdapter(Seller)
_KEPT: Final[Any] = literal_column("twin_message.rowid")


@dataclass(frozen=True)
class Acquaintance:
    """A brand that the twin haggled with. fields: what went along with orders."""

    brand: str
    name: str
    url: str
    threads: int = 0
    agreements: int = 0
    fields: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Orders:
    """What went along with orders, newest first. older: asks for those before; None where these are all."""

    found: tuple[Ordered, ...]
    older: int | None


class SqlKnowing:
    """What the twin's store in *database* tells of who knows the person."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def brands(self) -> dict[str, Acquaintance]:
        """Return every brand that the twin haggled with, by its DID."""
        return await self._database.read(_brands)

    async def orders(self, brand: str | None = None, before: int | None = None, most: int = 50) -> Orders:
        """Return what went along with at most *most* orders, to the DID *brand* or to any."""
        return await self._database.read(lambda connection: _orders(connection, brand, before, most))


def _brands(connection: Connection) -> dict[str, Acquaintance]:
    count = func.count()
    found: dict[str, Acquaintance] = {}
    agreed = _counts(
        connection,
        select(THREADS.c.seller, count)
        .join(ACCEPTS, ACCEPTS.c.thread == THREADS.c.id)
        .where(ACCEPTS.c.status == "agreed"),
    )
    fields = _fields(connection)
    for seller, threads in _counts(connection, select(THREADS.c.seller, count)).items():
        one = _SELLER.validate_json(seller)
        before = found.get(one.id, Acquaintance(one.id, one.name, one.url))
        found[one.id] = Acquaintance(
            one.id,
            one.name,
            one.url,
            before.threads + threads,
            before.agreements + agreed.get(seller, 0),
            before.fields | fields.get(seller, frozenset()),
        )
    return found


def _counts(connection: Connection, query: Any) -> Mapping[bytes, int]:
    return {row[0]: row[1] for row in connection.execute(query.group_by(THREADS.c.seller))}


def _fields(connection: Connection) -> dict[bytes, frozenset[str]]:
    mine = select(BESIDE.c.letter).where(BESIDE.c.of == "request")
    ordered = (
        select(MESSAGES.c.thread, MESSAGES.c.hash)
        .where(MESSAGES.c.hash.in_(mine))
        .cte()
        .prefix_with("MATERIALIZED")
    )
    rows = connection.execute(
        select(THREADS.c.seller, BESIDE.c.field)
        .join(ordered, ordered.c.thread == THREADS.c.id)
        .join(BESIDE, BESIDE.c.letter == ordered.c.hash)
        .where(BESIDE.c.of == "request")
        .distinct()
    )
    found: dict[bytes, frozenset[str]] = {}
    for row in rows:
        found[row.seller] = found.get(row.seller, frozenset()) | {row.field}
    return found


def _orders(connection: Connection, brand: str | None, before: int | None, most: int) -> Orders:
    mine = select(BESIDE.c.letter).where(BESIDE.c.of == "request").distinct()
    query = select(MESSAGES, _KEPT.label("place")).where(MESSAGES.c.hash.in_(mine)).order_by(_KEPT.desc())
    if brand is not None:
        whose = func.json_extract(cast(MESSAGES.c.data, String), "$.to") == brand
        query = query.where(whose)
    if before is not None:
        query = query.where(before > _KEPT)
    rows = connection.execute(query.limit(most + 1)).all()
    shown = rows[:most]
    return Orders(
        tuple(_ordered(connection, row) for row in shown),
        shown[-1].place if len(rows) > most else None,
    )


def _ordered(connection: Connection, row: Any) -> Ordered:
    value = json.loads(row.data)
    fields = select(BESIDE.c.field).where(BESIDE.c.letter == row.hash, BESIDE.c.of == "request")
    after = (MESSAGES.c.thread == row.thread) & (MESSAGES.c.seq == row.seq + 1)
    answer = connection.execute(select(MESSAGES.c.hash, MESSAGES.c.data).where(after)).one_or_none()
    taken = answer is not None and json.loads(answer.data)["type"] == "handoff"
    return Ordered(
        brand=value["to"],
        order=row.hash,
        fields=tuple(connection.scalars(fields.order_by(BESIDE.c.field))),
        at_ms=read_time(value["created"]),
        state="in-doubt" if answer is None else "live" if taken else "refused",
        receipt=answer.hash if answer is not None and taken else "",
    )
