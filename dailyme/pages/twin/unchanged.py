"""What is worked out from the whole store is kept until the store changes: a long life costs it once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, literal_column, select

from consumer_twin.edge import SqlMemory
from consumer_twin.edge.knowing import Orders, SqlKnowing
from consumer_twin.edge.letters import LETTERS
from consumer_twin.edge.log import head_of, open_log
from consumer_twin.edge.tables import MESSAGES
from consumer_twin.memory import Kind, Lesson
from foundation.database import Database

T = TypeVar("T")
_ROW: Final[Any] = literal_column("rowid")
_KEPT: Final[WeakKeyDictionary[Database, dict[str, tuple[object, Any]]]] = WeakKeyDictionary()


async def unchanged(database: Database, name: str, work: Callable[[], Awaitable[T]]) -> T:
    """Return what *work* comes to; as it did last under that *name*, if nothing was said or remembered."""
    open_log(database)
    mark = await database.read(_mark)
    kept = _KEPT.setdefault(database, {})
    before = kept.get(name)
    if before is not None and before[0] == mark:
        value: T = before[1]
        return value
    value = await work()
    kept[name] = (mark, value)
    return value


def _mark(connection: Connection) -> object:
    """Return what is another whenever a message, a letter or a memory was added, or one was forgotten."""
    said = connection.scalar(select(func.max(_ROW)).select_from(MESSAGES))
    letters = connection.execute(
        select(func.max(_ROW), func.count(LETTERS.c.answer)).select_from(LETTERS)
    ).one()
    head = head_of(connection)
    return said, tuple(letters), head.count, head.link


async def remembered(database: Database, *kinds: Kind) -> tuple[Lesson, ...]:
    """Return the lessons of *kinds*, oldest first."""

    async def work() -> tuple[Lesson, ...]:
        return await SqlMemory(database).recall(frozenset(kinds))

    return await unchanged(database, "/".join(kinds), work)


async def newest_orders(database: Database, brand: str | None, most: int) -> Orders:
    """Return what went along with the newest orders, to the DID *brand* or to any."""

    async def work() -> Orders:
        return await SqlKnowing(database).orders(brand, most=most)

    return await unchanged(database, f"orders/{brand}", work)
