"""However news arrive (twice, out of order, by stream and mailbox), the same is shown, and never more."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from protocol import read_time
from protocol.relation import Letter, NewsGapError
from tests.consumer_twin.news.kiosk import DAY_MS, NOON_MS, ORIGIN, Kiosk, Reader, subscription
from transport.memory import memory_client

MESSAGES, DAYS, LAST = 2, 3, 10

STEP = st.fixed_dictionaries(
    {
        "days": st.integers(-1, 4),
        "body": st.sampled_from([{}, {}, {}, {"topic": 3}, {"words": "more"}]),
    }
)
"""A brand's next move: so many days later (or earlier) it sends something it may send, or not."""
ORDER = st.lists(st.integers(0, 11), max_size=24)
"""In which order the stream delivers, each perhaps more than once, or never."""


@asynccontextmanager
async def opened() -> AsyncIterator[tuple[Kiosk, Reader]]:
    kiosk = Kiosk()
    with TemporaryDirectory() as folder:
        async with memory_client({ORIGIN: kiosk.app()}) as client:
            reader = Reader(Path(folder), client, kiosk.time)
            try:
                yield kiosk, reader
            finally:
                reader.database.close()


def allowed(sent: list[Letter], until_ms: int) -> list[Letter]:
    """What may ever be shown of *sent*: worked out anew, by days and counts alone."""
    kept: list[Letter] = []
    last_ms = NOON_MS
    for one in sent:
        made_ms = read_time(one.envelope.created)
        recent = [
            kept_one for kept_one in kept if read_time(kept_one.envelope.created) > made_ms - DAYS * DAY_MS
        ]
        fine = last_ms <= made_ms < until_ms and one.value["body"]["topic"] == 0
        if not fine or len(recent) >= MESSAGES:
            break
        kept.append(one)
        last_ms = made_ms
    return kept


@given(st.lists(STEP, min_size=1, max_size=12), ORDER, st.integers(0, 12))
@settings(max_examples=15, deadline=None)
def test_the_order_of_delivery_does_not_matter(
    steps: list[dict[str, Any]], order: list[int], fetched_at: int
) -> None:
    asyncio.run(_delivered(steps, order, fetched_at))


async def _delivered(steps: list[dict[str, Any]], order: list[int], fetched_at: int) -> None:
    async with opened() as (kiosk, reader):
        one = await reader.subscribe(subscription(messages=MESSAGES, days=DAYS, last=LAST))
        sent, at_ms = [], NOON_MS
        for step in steps:
            at_ms = max(NOON_MS, at_ms + step["days"] * DAY_MS)
            long = {"valid_until": "2027-11-01T00:00:00Z", **step["body"]}
            sent.append(kiosk.add(one.hash, at_ms=at_ms, body=long))
        kiosk.time.at_ms = max(read_time(letter.envelope.created) for letter in sent)
        for turn, place in enumerate(order):
            if turn == fetched_at:
                await reader.mail.fetch()
            if place < len(sent):
                with suppress(NewsGapError):  # the mailbox has what a stream loses
                    await reader.mail.subscriptions.take(
                        one.number, [sent[place]], at_ms=kiosk.time(), source="stream"
                    )
        await reader.mail.fetch()
        expected = allowed(sent, one.feed.until_ms)
        assert await reader.shown() == [letter.hash for letter in expected]
        assert (await reader.one()).state == ("active" if len(expected) == len(sent) else "broken")


@given(st.lists(STEP, min_size=2, max_size=8), st.integers(0, 7))
@settings(max_examples=10, deadline=None)
def test_nothing_is_shown_after_the_person_ended_it(steps: list[dict[str, Any]], ended_at: int) -> None:
    asyncio.run(_ended(steps, ended_at))


async def _ended(steps: list[dict[str, Any]], ended_at: int) -> None:
    async with opened() as (kiosk, reader):
        one = await reader.subscribe(subscription(messages=100, days=1, last=90))
        for number, step in enumerate(steps):
            if number == ended_at:
                kiosk.down = True
                await reader.mail.unsubscribe(await reader.one())
            news = kiosk.add(one.hash, body={"valid_until": "2027-11-01T00:00:00Z", **step["body"]})
            with suppress(NewsGapError):
                await reader.mail.subscriptions.take(one.number, [news], at_ms=kiosk.time(), source="stream")
        if ended_at < len(steps):
            assert await reader.shown() == []
            assert (await reader.one()).dropped == len(steps) - ended_at or (await reader.one()).why


async def test_what_a_stream_loses_is_fetched(kiosk: Kiosk, reader: Reader) -> None:
    one = await reader.subscribe(subscription(messages=9, days=1))
    first, second = kiosk.add(one.hash), kiosk.add(one.hash)
    try:
        await reader.mail.subscriptions.take(1, [second], at_ms=kiosk.time(), source="stream")
    except NewsGapError:
        await reader.mail.catch_up(await reader.one())
    assert await reader.shown() == [first.hash, second.hash]
