"""The letters in the brand's store: among the messages; the values beside them have a table of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson
from sqlalchemy import Connection, delete, insert, select

from brand_agent.edge.store import SqlLedger
from brand_agent.edge.tables import BESIDE, MESSAGES
from brand_agent.stockroom import Key
from protocol.commitment import Beside
from protocol.relation import Letter


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

    def stock(self, key: Key) -> int | None:
        """See `ports.Letters`."""
        return self._ledger.stock(key)

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

    def erase_value(self, hash: str, field: str) -> int:
        """See `ports.Letters`."""
        mine = (BESIDE.c.message == hash) & (BESIDE.c.field == field)
        return self._connection.execute(delete(BESIDE).where(mine)).rowcount

    def erase_copies(self, key: str) -> None:
        """See `ports.Letters`."""
        asked = select(MESSAGES.c.hash + "/answer").where(
            MESSAGES.c.sender == key, MESSAGES.c.type == "sketch"
        )
        self._connection.execute(delete(BESIDE).where(BESIDE.c.message.in_(asked)))
