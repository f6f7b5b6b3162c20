"""The newsroom: publishes what happens, and tells those who hold a stream open.

Spec: spec/37-subscribe.md (SUB-17, SUB-18).

A stream is told by a bell and reads its news from the store, so that a slow reader costs no memory. News that
another process wrote, such as `dailyme brand publish`, are noticed by looking at the store now and then.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import suppress
from typing import Final

import structlog
from sqlalchemy import Connection, func, select

from brand_agent.desk import Desk
from brand_agent.edge.relation import SqlBooks
from brand_agent.edge.relation.mailbox_tables import NEWS
from brand_agent.relation.event import Event
from brand_agent.relation.news import publish_all, publish_left
from brand_agent.relation.office import receive_letter
from foundation.database import Database
from protocol import ProtocolError
from protocol.relation import Listen, NoRequestError, check_request

_log = structlog.get_logger("brand")

HEARTBEAT_S: Final = 15.0
LOOK_S: Final = 0.5
"""How often the store is looked at for news of other processes while somebody listens."""
MAX_STREAMS: Final = 1000
_AT_ONCE: Final = 50


class NoStreamError(ProtocolError):
    """The brand holds as many streams open as it can."""

    code = "no-stream"
    requirement = "SUB-18"
    status = 503
    advice = "Fetch the mailbox, and try again later."


class Newsroom:
    """Publishes for one brand. `close` ends every stream."""

    def __init__(
        self,
        desk: Callable[[], Desk],
        database: Database,
        *,
        heartbeat_s: float = HEARTBEAT_S,
        look_s: float = LOOK_S,
    ) -> None:
        """Publish for who answers now, which *desk* says."""
        self._desk, self._database = desk, database
        self._heartbeat_s, self._look_s = heartbeat_s, look_s
        self._bells: dict[str, asyncio.Event] = {}  # by key, as each has one stream
        self._places: dict[str, dict[str, int]] = {}
        self._watch: asyncio.Task[None] | None = None

    async def publish(self, events: Iterable[Event]) -> int:
        """Put *events* into the mailboxes of those who asked; return how many were told."""
        listed = tuple(events)
        return await self.publish_in(lambda _: listed)

    async def publish_in(self, work: Callable[[Connection], Iterable[Event]]) -> int:
        """Do *work* and publish the events that it returns, in one transaction; return how many were told."""
        told = 0

        def first(connection: Connection) -> tuple[frozenset[str], bool]:
            boxes = SqlBooks(connection).mailboxes
            threads = publish_all(work(connection), self._desk(), boxes, at_ms=self._desk().clock(0))
            return threads, boxes.has_left()

        def left(connection: Connection) -> tuple[frozenset[str], bool]:
            boxes = SqlBooks(connection).mailboxes
            threads = publish_left(self._desk(), boxes, at_ms=self._desk().clock(0))
            return threads or frozenset(), boxes.has_left()

        threads, more = await self._database.write(first)
        while True:
            told += len(threads)
            self._ring(threads)
            if not more:
                return told
            threads, more = await self._database.write(left)

    async def publish_left(self) -> int:
        """Publish what was left, such as a step of an order; return how many were told."""
        left = await self._database.read(lambda connection: SqlBooks(connection).mailboxes.has_left())
        return await self.publish(()) if left else 0

    async def listen(self, data: bytes) -> AsyncGenerator[tuple[int, bytes] | None, None]:
        """Return the stream that the `listen` in *data* opens: number and bytes; None where nothing came.

        Raises a `ProtocolError` for a broken rule.
        """
        letter = receive_letter(data, self._desk())
        check_request(letter, at_ms=self._desk().clock(0))
        if not isinstance(letter.body, Listen):
            raise NoRequestError(f"a stream is opened by listen, not by {letter.type}")
        twin, asked = letter.sender, {one.subscription: one.after for one in letter.body.places}
        if len(self._bells) >= MAX_STREAMS and twin not in self._bells:
            raise NoStreamError("too many streams are open")

        def opening(connection: Connection) -> dict[str, int]:
            boxes = SqlBooks(connection).mailboxes
            mine = {name: after for name, after in asked.items() if boxes.owns(name, twin)}
            for name, after in mine.items():
                boxes.read(name, after)
            return mine

        places = await self._database.write(opening)
        _log.info("listen", subscriptions=len(places))
        return self._stream(twin, places)

    async def _stream(
        self, twin: str, places: dict[str, int]
    ) -> AsyncGenerator[tuple[int, bytes] | None, None]:
        bell = self._take_place(twin, places)
        try:
            while self._bells.get(twin) is bell:
                bell.clear()
                found = await self._database.read(lambda connection: _pending(connection, places))
                for name, seq, news in found:
                    yield seq, news
                    places[name] = seq
                if len(found) < _AT_ONCE:  # the bell was unset before the reading: nothing is missed
                    with suppress(TimeoutError):
                        await asyncio.wait_for(bell.wait(), self._heartbeat_s)
                    if not bell.is_set():
                        yield None
        finally:
            if self._bells.get(twin) is bell:
                del self._bells[twin], self._places[twin]

    def _take_place(self, twin: str, places: dict[str, int]) -> asyncio.Event:
        """End the stream that *twin* had, and return the bell of the new one."""
        before = self._bells.pop(twin, None)
        if before is not None:
            before.set()
        self._bells[twin], self._places[twin] = asyncio.Event(), places
        if self._watch is None or self._watch.done():
            self._watch = asyncio.create_task(self._look())
        return self._bells[twin]

    def _ring(self, threads: frozenset[str]) -> None:
        for twin, places in self._places.items():
            if not threads.isdisjoint(places):
                self._bells[twin].set()

    async def _look(self) -> None:
        """Notice what other processes wrote, while anybody listens."""
        last = await self._database.read(_last_news)
        while self._bells:
            await asyncio.sleep(self._look_s)
            await self.publish_left()
            now = await self._database.read(_last_news)
            if now != last:
                last = now
                for bell in self._bells.values():
                    bell.set()

    def close(self) -> None:
        """End every stream: each notices that its bell is no longer the one that hangs there."""
        bells, self._bells, self._places = self._bells, {}, {}
        for bell in bells.values():
            bell.set()
        if self._watch is not None:
            self._watch.cancel()


def _pending(connection: Connection, places: dict[str, int]) -> list[tuple[str, int, bytes]]:
    boxes = SqlBooks(connection).mailboxes
    found: list[tuple[str, int, bytes]] = []
    for name, after in places.items():
        found += [(name, seq, data) for seq, data in boxes.after(name, after, limit=_AT_ONCE)]
        if len(found) >= _AT_ONCE:
            break
    return found


def _last_news(connection: Connection) -> int:
    """What changes when news are written."""
    return int(connection.execute(select(func.max(NEWS.c.number))).scalar() or 0)
