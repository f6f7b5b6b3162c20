"""Streams held open over real sockets: seen at once, taken up again after a break, given up when forged."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.hold import FORGED, Hold
from consumer_twin.relation.subscription import Subscription
from consumer_twin.scan import Trouble
from foundation.fetch import Guard, open_client
from protocol.relation import Listen
from tests.consumer_twin.news.kiosk import Kiosk, Reader, respelled, subscription
from tests.transport.corner import on_socket

MANY = subscription(messages=9, days=1)


class Held:
    """A stream that is held, what came, and what failed."""

    def __init__(self, reader: Reader) -> None:
        self.came = asyncio.Event()
        self.failed: list[Trouble] = []
        self.gave_up = asyncio.Event()
        self.hold = Hold(reader.mail, self._came, self._failed, first_s=0.01, look_s=0.05)

    async def _came(self, _one: Subscription) -> None:
        self.came.set()

    def _failed(self, trouble: Trouble) -> None:
        self.failed.append(trouble)
        if len(self.failed) == FORGED:
            self.gave_up.set()

    async def next(self) -> None:
        """Wait until something came."""
        async with asyncio.timeout(30):
            await self.came.wait()
        self.came.clear()


@asynccontextmanager
async def holding(reader: Reader) -> AsyncIterator[Held]:
    held = Held(reader)
    task = asyncio.create_task(held.hold.run())
    try:
        yield held
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[tuple[Kiosk, Reader]]:
    kiosk = Kiosk()
    async with on_socket(kiosk.app) as origin, open_client(Guard(local=True)) as client:
        reader = Reader(tmp_path, client, kiosk.time, origin=origin)
        yield kiosk, reader
        reader.database.close()


async def listening(kiosk: Kiosk, streams: int = 1) -> None:
    """Wait until so many streams were opened."""
    async with asyncio.timeout(30):
        while kiosk.streams < streams:
            await asyncio.sleep(0.01)


async def test_news_come_as_they_are_published(served: tuple[Kiosk, Reader]) -> None:
    kiosk, reader = served
    one = await reader.subscribe(MANY)
    async with holding(reader) as held:
        await listening(kiosk)
        for count in (1, 2, 3):
            kiosk.add(one.hash)
            await held.next()
            assert len(await reader.shown()) == count


async def test_a_lost_event_is_fetched(served: tuple[Kiosk, Reader]) -> None:
    kiosk, reader = served
    one = await reader.subscribe(MANY)
    kiosk.lost = {2}
    async with holding(reader) as held:
        await listening(kiosk)
        kiosk.add(one.hash)
        kiosk.add(one.hash)
        await held.next()
        assert len(await reader.shown()) == 2
    assert held.failed == []


async def test_a_stream_is_opened_anew_from_what_is_stored(served: tuple[Kiosk, Reader]) -> None:
    kiosk, reader = served
    one = await reader.subscribe(MANY)
    async with holding(reader) as held:
        await listening(kiosk)
        kiosk.add(one.hash)
        await held.next()
    kiosk.add(one.hash)
    async with holding(reader) as held:
        await held.next()
    assert len(await reader.shown()) == 2
    places = [body.places[0].after for body in kiosk.asked if isinstance(body, Listen)]
    assert places[-1] == 2, "the second stream begins after the news that is stored"


async def test_a_new_subscription_joins(served: tuple[Kiosk, Reader]) -> None:
    kiosk, reader = served
    await reader.subscribe(MANY)
    async with holding(reader) as held:
        await listening(kiosk)
        other = await reader.subscribe(MANY)
        await listening(kiosk, 2)
        kiosk.add(other.hash)
        await held.next()
    keys = {body.places for body in kiosk.asked if isinstance(body, Listen)}
    assert all(len(places) == 1 for places in keys), "guests share no stream"


async def test_a_forging_stream_is_given_up(served: tuple[Kiosk, Reader]) -> None:
    kiosk, reader = served
    one = await reader.subscribe(MANY)
    news = kiosk.add(one.hash)
    kiosk.boxes[one.hash] = [respelled(news, created="2026-12-01T12:00:01Z")]
    async with holding(reader) as held, asyncio.timeout(30):
        await held.gave_up.wait()
        await asyncio.sleep(0.1)
    assert kiosk.streams == FORGED
    assert {trouble.code for trouble in held.failed} == {"bad-signature"}
    assert (await reader.shown(), (await reader.one()).state) == ([], "active")


async def test_a_breach_on_a_stream_ends_it(served: tuple[Kiosk, Reader]) -> None:
    kiosk, reader = served
    one = await reader.subscribe()
    for _ in range(5):
        kiosk.add(one.hash)
    async with holding(reader), asyncio.timeout(30):
        while not (await reader.one()).told:
            await asyncio.sleep(0.01)
    assert len(await reader.shown()) == 2
    assert ((await reader.one()).state, kiosk.ended) == ("broken", {one.hash})


async def test_no_stream_is_held_while_all_is_paused(served: tuple[Kiosk, Reader]) -> None:
    kiosk, reader = served
    one = await reader.subscribe(MANY)
    autonomy = SqlAutonomy(reader.database)
    async with holding(reader) as held:
        await listening(kiosk)
        await autonomy.pause(1)
        await asyncio.sleep(0.3)
        kiosk.add(one.hash)
        await asyncio.sleep(0.3)
        assert not await reader.shown()
        await autonomy.go(2)
        await listening(kiosk, streams=2)
        await held.next()
        assert len(await reader.shown()) == 1
