"""What happens is told to open pages; a page whose line broke hears what it missed, once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from dailyme.pages.shell import Live


async def heard(stream: AsyncIterator[bytes], count: int) -> list[str]:
    """Return the next *count* pieces of *stream*."""
    return [(await asyncio.wait_for(anext(stream), 2)).decode() for _ in range(count)]


async def test_an_event_has_a_number_a_kind_and_its_data_line_by_line() -> None:
    live = Live()
    stream = live.listen(None)
    assert await heard(stream, 1) == ["retry: 2000\n\n"]
    live.say("news", "one\ntwo: three\n\ndata: four")
    assert await heard(stream, 1) == [
        "id: 1\nevent: news\ndata: one\ndata: two: three\ndata: \ndata: data: four\n\n"
    ]


async def test_who_comes_back_hears_what_was_missed_and_nothing_twice() -> None:
    live = Live()
    for number in range(1, 6):
        live.say("news", str(number))
    stream = live.listen(3)
    _, four, five = await heard(stream, 3)
    assert "id: 4\n" in four and "data: 5\n" in five
    live.say("news", "6")
    assert "data: 6\n" in (await heard(stream, 1))[0]


async def test_a_number_of_an_earlier_process_hears_all_that_is_kept() -> None:
    live = Live()
    live.say("news", "new")
    _, one = await heard(live.listen(900), 2)
    assert "data: new\n" in one


async def test_all_who_listen_hear_the_same_and_closing_hangs_up() -> None:
    live = Live()
    streams = [live.listen(None) for _ in range(3)]
    for stream in streams:
        await heard(stream, 1)
    live.say("today", "changed")
    assert len({(await heard(stream, 1))[0] for stream in streams}) == 1
    live.close()
    for stream in streams:
        assert [one async for one in stream] == []


async def test_who_does_not_read_is_hung_up_on_and_keeps_nobody_waiting() -> None:
    live = Live()
    slow, quick = live.listen(None), live.listen(None)
    await heard(slow, 1)
    await heard(quick, 1)
    for number in range(2000):
        live.say("news", str(number))
        assert f"data: {number}\n" in (await heard(quick, 1))[0]
    rest = [one async for one in slow]
    assert len(rest) < 600
