"""The letters in the twin's store: every request before it is sent, every answer once it is verified.

What travelled beside them stands in a table of its own and can be erased alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    insert,
    literal_column,
    select,
    update,
)

from consumer_twin.edge.log import remember
from consumer_twin.edge.tables import METADATA
from consumer_twin.memory import Lesson
from consumer_twin.relation.who import Guest, Known, Who
from foundation.database import Database
from protocol import PublicKey, decode, message_hash
from protocol.commitment import Beside
from protocol.relation import Letter, parse_letter

LETTERS: Final = Table(
    "twin_letter",
    METADATA,
    Column("hash", String, primary_key=True),
    Column("brand", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("nonce", LargeBinary),
    Column("step", Integer),
    Column("at_ms", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("kid", String, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("answer", LargeBinary),
    Column("answer_kid", String),
    Column("answer_key", LargeBinary),
)
"""A request, by its hash, and its answer, each with the public key that it was verified with."""

BESIDE: Final = Table(
    "twin_beside",
    METADATA,
    Column("letter", String, primary_key=True),
    Column("of", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("salt", String, nullable=False),
    Column("value", LargeBinary, nullable=False),
)
"""Values beside a request or its answer (*of*)."""

_KEPT: Final[Any] = literal_column("twin_letter.rowid")
"""The order in which letters were kept; times are whole seconds."""


@dataclass(frozen=True)
class Sent:
    """A request that was sent, under which key, and its answer if there is one."""

    brand: str
    who: Who
    at_ms: int
    letter: Letter
    answer: Letter | None
    values: tuple[Beside, ...] = ()
    answered: tuple[Beside, ...] = ()


class SqlLetters:
    """The letters in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.create(METADATA)

    @property
    def database(self) -> Database:
        """Where they are kept."""
        return self._database

    async def keep(self, sent: Sent, lessons: Iterable[Lesson] = ()) -> None:
        """Keep a request, with what is beside it, before it is sent; or after, with its answer."""

        def work(connection: Connection) -> None:
            connection.execute(insert(LETTERS).values(**_row(sent)))
            _keep_values(connection, sent.letter.hash, "request", sent.values)
            remember(connection, lessons)

        await self._database.write(work)

    async def answered(
        self, hash: str, answer: Letter, values: Sequence[Beside], lessons: Iterable[Lesson] = ()
    ) -> None:
        """Keep the verified answer to the request of that *hash*, once."""

        def work(connection: Connection) -> None:
            mine = (LETTERS.c.hash == hash) & (LETTERS.c.answer.is_(None))
            if connection.execute(update(LETTERS).where(mine).values(**_answer(answer))).rowcount == 1:
                _keep_values(connection, hash, "answer", values)
                remember(connection, lessons)

        await self._database.write(work)

    async def sent(self, hash: str) -> Sent | None:
        """Return the request of that *hash*."""
        found = await self._found(select(LETTERS).where(LETTERS.c.hash == hash))
        return found[0] if found else None

    async def to(self, brand: str | None = None, kinds: Iterable[str] | None = None) -> tuple[Sent, ...]:
        """Return the requests to *brand* (None: to any) of those *kinds* (None: all), oldest first."""
        query = select(LETTERS).order_by(LETTERS.c.at_ms, _KEPT)
        if brand is not None:
            query = query.where(LETTERS.c.brand == brand)
        if kinds is not None:
            query = query.where(LETTERS.c.kind.in_(tuple(kinds)))
        return await self._found(query)

    async def _found(self, query: Any) -> tuple[Sent, ...]:
        def work(connection: Connection) -> tuple[Sent, ...]:
            return tuple(_sent(connection, row) for row in connection.execute(query).all())

        return await self._database.read(work)


def _row(sent: Sent) -> dict[str, Any]:
    letter = sent.letter
    return {
        "hash": letter.hash,
        "brand": sent.brand,
        "kind": letter.type,
        "nonce": sent.who.nonce if isinstance(sent.who, Guest) else None,
        "step": sent.who.step if isinstance(sent.who, Known) else None,
        "at_ms": sent.at_ms,
        "data": letter.data,
        "kid": letter.key.kid,
        "key": letter.key.raw,
        **({} if sent.answer is None else _answer(sent.answer)),
    }


def _answer(letter: Letter) -> dict[str, Any]:
    return {"answer": letter.data, "answer_kid": letter.key.kid, "answer_key": letter.key.raw}


def _keep_values(connection: Connection, hash: str, of: str, values: Iterable[Beside]) -> None:
    rows = [
        {
            "letter": hash,
            "of": of,
            "field": one.field,
            "salt": one.salt,
            "value": orjson.dumps(one.value),
        }
        for one in values
    ]
    if rows:
        connection.execute(insert(BESIDE), rows)


def _sent(connection: Connection, row: Row[Any]) -> Sent:
    beside: dict[str, list[Beside]] = {"request": [], "answer": []}
    query = select(BESIDE).where(BESIDE.c.letter == row.hash).order_by(BESIDE.c.field)
    for one in connection.execute(query):
        value = orjson.loads(one.value)
        beside[one.of].append(Beside(field=one.field, salt=one.salt, value=value))
    return Sent(
        brand=row.brand,
        who=Known(row.step) if row.nonce is None else Guest(row.nonce),
        at_ms=row.at_ms,
        letter=_letter(row.data, row.kid, row.key),
        answer=None if row.answer is None else _letter(row.answer, row.answer_kid, row.answer_key),
        values=tuple(beside["request"]),
        answered=tuple(beside["answer"]),
    )


def _letter(data: bytes, kid: str, key: bytes) -> Letter:
    """Return a letter that was verified before it was kept."""
    value = decode(data)
    return Letter(parse_letter(value), value, data, message_hash(value), PublicKey(kid, key))
