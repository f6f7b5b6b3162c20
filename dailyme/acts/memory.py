"""What the twin's store remembers, for the views on it; nothing here needs the seed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from consumer_twin.edge import SqlMemory, SqlStore
from consumer_twin.records import ThreadRecord, WishRecord
from dailyme.acts.stored import with_database
from dailyme.outputs_demo import Jwk
from protocol import Message, replay

T = TypeVar("T")


@dataclass(frozen=True)
class Talk:
    """A thread with its wish and its messages."""

    wish: WishRecord
    record: ThreadRecord
    messages: tuple[Message, ...]

    @property
    def state(self) -> str:
        """Where the negotiation stands."""
        return str(replay(self.messages).state)

    def keys(self) -> dict[str, Jwk]:
        """The public keys of everybody who signed in it."""
        return {one.key.kid: Jwk.model_validate(one.key.jwk()) for one in self.messages}


async def wishes(store: SqlStore) -> list[WishRecord]:
    """Return every wish, oldest first."""
    found: list[WishRecord] = []
    while True:
        try:
            found.append(await store.wish(len(found) + 1))
        except LookupError:
            return found


async def talks(store: SqlStore) -> list[Talk]:
    """Return every thread, oldest wish first."""
    found = []
    for wish in await wishes(store):
        for name in await store.threads_of(wish.number):
            record, messages = await store.thread(name)
            found.append(Talk(wish, record, messages))
    return found


def remembered(act: Callable[[SqlStore], Coroutine[Any, Any, T]]) -> T:
    """Run *act* on the twin's store."""
    return with_database(lambda database: act(SqlStore(database)))


def with_memory(act: Callable[[SqlMemory], Coroutine[Any, Any, T]]) -> T:
    """Run *act* on the twin's memory."""
    return with_database(lambda database: act(SqlMemory(database)))
