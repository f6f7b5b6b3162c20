"""Who climbed how far, and which benefits were used, in the brand's store.

An agreement is shown under one key at a time, and a benefit is used by one mark once: the database says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Index, String, Table, delete, func, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from brand_agent.edge.tables import MESSAGES, METADATA, SALES
from protocol import decode, message_hash

KNOWN: Final = Table(
    "brand_known",
    METADATA,
    Column("key", String, primary_key=True),
    Column("benefit", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)
"""Keys that introduced themselves, in return for which benefit."""

SHOWN: Final = Table(
    "brand_shown",
    METADATA,
    Column("agreement", String, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("at_ms", BigInteger, nullable=False),
)
"""Agreements that were shown, each under one key."""

USED: Final = Table(
    "brand_used",
    METADATA,
    Column("benefit", String, primary_key=True),
    Column("mark", String, primary_key=True),
    Column("agreement", String, nullable=False),
    Column("key", String, nullable=False),
)
"""Uses of benefits that are given once for each person, by a keyed hash of what they are counted by."""
Index("brand_used_under", USED.c.key)


class SqlClimbs:
    """The climbs of `brand_agent.relation.ports`, on *connection*."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def introduce(self, key: str, *, benefit: str, at_ms: int) -> None:
        """See `ports.Climbs`."""
        row = insert_or(KNOWN).values(key=key, benefit=benefit, at_ms=at_ms)
        self._connection.execute(row.on_conflict_do_nothing())

    def is_known(self, key: str) -> bool:
        """See `ports.Climbs`."""
        return self._connection.scalar(select(KNOWN.c.at_ms).where(KNOWN.c.key == key)) is not None

    def has_signed(self, agreement: str, twin: str) -> bool:
        """See `ports.Climbs`."""
        return any(message_hash(_object(data)) == agreement for data in self._deals_of(twin))

    def _deals_of(self, twin: str) -> Iterable[bytes]:
        """The agreements of the threads that *twin* opened."""
        opened = (MESSAGES.c.sender == twin) & (MESSAGES.c.seq == 0) & (MESSAGES.c.thread == SALES.c.thread)
        return self._connection.scalars(select(SALES.c.agreement).where(opened)).all()

    def show(self, agreements: Iterable[str], key: str, *, at_ms: int) -> bool:
        """See `ports.Climbs`."""
        with self._connection.begin_nested() as savepoint:
            for agreement in agreements:
                row = insert_or(SHOWN).values(agreement=agreement, key=key, at_ms=at_ms)
                self._connection.execute(row.on_conflict_do_nothing())
                owner = select(SHOWN.c.key).where(SHOWN.c.agreement == agreement)
                if self._connection.scalar(owner) != key:
                    savepoint.rollback()
                    return False
        return True

    def shown(self, key: str) -> int:
        """See `ports.Climbs`."""
        found = select(func.count()).select_from(SHOWN).where(SHOWN.c.key == key)
        return self._connection.scalar(found) or 0

    def forget_shown(self, key: str) -> None:
        """See `ports.Climbs`."""
        self._connection.execute(delete(SHOWN).where(SHOWN.c.key == key))

    def forget(self, key: str) -> None:
        """See `ports.Climbs`."""
        self.forget_shown(key)
        self._connection.execute(delete(KNOWN).where(KNOWN.c.key == key))


def _object(data: bytes) -> dict[str, Any]:
    value = decode(data)
    assert isinstance(value, dict)
    return value
