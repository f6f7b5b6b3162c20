"""The person's facts in the twin's store, and what each brand was told of them.

Spec: spec/45-claim.md (CLAIM-4, CLAIM-33, CLAIM-35).

A fact is what the person set, as they set it. What the twin's own records say of its deals is not kept here,
only the permission to say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import orjson
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    insert,
    select,
)

from consumer_twin.claims import PERIOD_MS, Holding, Told, deals_with, own_facts, told_of
from consumer_twin.edge.log import open_log, recalled
from consumer_twin.edge.tables import METADATA
from foundation.database import Database
from protocol.facts import FACTS, FactTypeError, Value, fact_named, read_value, spelled

FACT_ROWS: Final = Table(
    "twin_fact",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", LargeBinary),
    Column("allowed", Boolean, nullable=False),
    Column("at_ms", Integer, nullable=False),
)
"""A fact that the person set, or (without a value) allows the twin's own records to say."""

TOLD: Final = Table(
    "twin_told",
    METADATA,
    Column("brand", String, primary_key=True),
    Column("fact", String, primary_key=True),
    Column("value", String, primary_key=True),
    Column("at_ms", Integer, nullable=False),
)
"""What a brand was told, and when last."""


@dataclass(frozen=True)
class HeldFact:
    """A fact as the person set it. value: None for one of the twin's own records. allowed: for good."""

    name: str
    value: Value | None
    allowed: bool


class SqlFacts:
    """The facts in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def held(self) -> tuple[HeldFact, ...]:
        """Return what the person set, by name."""
        return await self._database.read(held)

    async def put(self, name: str, value: object, *, allowed: bool, at_ms: int) -> HeldFact:
        """Keep the JSON *value* of the fact *name*.

        Raises `SensitiveFactError` (CLAIM-2), `UnknownFactError` (CLAIM-1) or `FactTypeError` (CLAIM-3).
        """
        fact = fact_named(name)
        if fact.said or fact.own:
            whose = "the wish's region" if fact.said else "your twin's own records"
            raise FactTypeError(f"{name} is not set: it is read from {whose}")
        found = HeldFact(name, read_value(name, value), allowed)
        await self._database.write(lambda connection: _put(connection, found, at_ms))
        return found

    async def allow(self, name: str, *, allowed: bool, at_ms: int) -> HeldFact:
        """Keep whether the fact *name* may be said without asking. Raises LookupError if it is not set."""
        fact = fact_named(name)

        def work(connection: Connection) -> HeldFact:
            before = {one.name: one for one in held(connection)}.get(name)
            if before is None and not fact.own:
                raise LookupError(f"{name} is not set")
            found = HeldFact(name, None if before is None else before.value, allowed)
            _put(connection, found, at_ms)
            return found

        return await self._database.write(work)

    async def remove(self, name: str) -> bool:
        """Forget the fact *name*; False if it was not set."""
        gone = delete(FACT_ROWS).where(FACT_ROWS.c.name == name)
        return await self._database.write(lambda connection: connection.execute(gone).rowcount > 0)

    async def told(self, brand: str, *, at_ms: int) -> frozenset[Told]:
        """Return what the DID *brand* was told in the period that ends at *at_ms*."""
        return await self._database.read(lambda connection: told_to(connection, brand, at_ms=at_ms))


def held(connection: Connection) -> tuple[HeldFact, ...]:
    """Return what the person set, by name; what is no longer registered is left out."""
    rows = connection.execute(select(FACT_ROWS).order_by(FACT_ROWS.c.name))
    return tuple(
        HeldFact(row.name, None if row.value is None else _value(row.name, row.value), row.allowed)
        for row in rows
        if row.name in FACTS
    )


def holding(connection: Connection, brand: str, consented: frozenset[str], *, at_ms: int) -> Holding:
    """Return what the person holds towards the DID *brand*: facts set, own records, and what may be said."""
    found = held(connection)
    own = own_facts(deals_with(brand, recalled(connection, {"agreed", "void"})), at_ms=at_ms)
    facts = {**own, **{one.name: one.value for one in found if one.value is not None}}
    return Holding(facts, {one.name for one in found if one.allowed} | consented)


def told_to(connection: Connection, brand: str, *, at_ms: int) -> frozenset[Told]:
    """Return what the DID *brand* was told in the period that ends at *at_ms*."""
    since = (TOLD.c.brand == brand) & (TOLD.c.at_ms > at_ms - PERIOD_MS)
    rows = connection.execute(select(TOLD.c.fact, TOLD.c.value).where(since))
    return frozenset((row.fact, row.value) for row in rows)


def tell(connection: Connection, brand: str, disclosed: Mapping[str, Value], *, at_ms: int) -> None:
    """Keep that the DID *brand* is told *disclosed*."""
    for fact, value in told_of(disclosed):
        same = (TOLD.c.brand == brand) & (TOLD.c.fact == fact) & (TOLD.c.value == value)
        connection.execute(delete(TOLD).where(same))
        connection.execute(insert(TOLD).values(brand=brand, fact=fact, value=value, at_ms=at_ms))


def _put(connection: Connection, fact: HeldFact, at_ms: int) -> None:
    value = None if fact.value is None else orjson.dumps(spelled(fact.value))
    connection.execute(delete(FACT_ROWS).where(FACT_ROWS.c.name == fact.name))
    row = {"name": fact.name, "value": value, "allowed": fact.allowed, "at_ms": at_ms}
    connection.execute(insert(FACT_ROWS).values(**row))


def _value(name: str, data: bytes) -> Value:
    return read_value(name, orjson.loads(data))
