"""The letters in the brand's store: among the messages; the values beside them have a table of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import orjson
from sqlalchemy import Column, Connection, LargeBinary, String, Table, delete, insert, select

from brand_agent.edge.store import SqlLedger
from brand_agent.edge.tables import METADATA
from protocol.commitment import Beside
from protocol.relation import Letter

BESIDE: Final = Table(
    "brand_beside",
    METADATA,
    Column("message", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("salt", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""Values that identify a person, apart from the messages that hold their hashes: they can be erased alone."""


class SqlLetters:
    """The letters of `brand_agent.relation.ports`."""

    def __init__(self, connection: Connection) -> None:
        self._connection, self._ledger = connection, SqlLedger(connection)

    def answer_to(self, hash: str) -> bytes | None:
        """See `ports.Letters`."""
        return self._ledger.answer_to(hash)

    def hash_of_id(self, sender: str, id: str) -> str | None:
        """See `ports.Letters`."""
        return self._ledger.hash_of_id(sender, id)

    def append(self, heard: Letter, answer: Letter, *, at_ms: int) -> None:
        """See `ports.Letters`."""
        self._ledger.append(heard, answer, at_ms=at_ms)

    def values_of(self, hash: str) -> Sequence[Beside]:
        """See `ports.Letters`."""
        rows = self._connection.execute(
            select(BESIDE).where(BESIDE.c.message == hash).order_by(BESIDE.c.field)
        )
        return [Beside(field=row.field, salt=row.salt, value=orjson.loads(row.value)) for row in rows]

    def keep_values(self, hash: str, values: Iterable[Beside]) -> None:
        """See `ports.Letters`."""
        rows = [
            {"message": hash, "field": one.field, "salt": one.salt, "value": orjson.dumps(one.value)}
            for one in values
        ]
        if rows:
            self._connection.execute(insert(BESIDE), rows)

    def erase_values(self, hash: str) -> int:
        """See `ports.Letters`."""
        return self._connection.execute(delete(BESIDE).where(BESIDE.c.message == hash)).rowcount
