"""Streams over real sockets: events, comments, floods, silence, refusals, and who hangs up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from foundation.body import BadEncodingError, TooManyBytesError
from foundation.fetch import Guard, TooSlowError, UnreachableError, open_client
from foundation.stream import Limits
from tests.transport.corner import NotTodayError, on_socket
from transport import ProblemError
from transport.errors import BadAnswerError
from transport.shell import application
from transport.stream import stream_of
from transport.stream_routes import Told, stream_router

LOCAL = Guard(local=True)
LINE = '{"words":"a\u2028b\u0085c"}'.encode()
"""Breaks of lines elsewhere, not here."""


@dataclass
class Site:
    """Streams what it is told to, then waits until somebody hangs up."""

    told: list[Told] = field(default_factory=list)
    fault: Exception | None = None
    heard: list[bytes] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self, data: bytes) -> AsyncGenerator[Told, None]:
        self.heard.append(data)
        if self.fault is not None:
            raise self.fault
        return self._stream()

    async def _stream(self) -> AsyncGenerator[Told, None]:
        try:
            for one in self.told:
                yield one
            while True:
                await asyncio.sleep(0.02)
                yield None
        finally:
            self.ended.set()

    def app(self, _origin: str) -> ASGIApp:
        return application(stream_router(self))


def answering(response: Response) -> ASGIApp:
    """An application that answers every post of a listen with *response*."""

    async def answer(_request: Request) -> Response:
        return response

    app = application()
    app.router.routes.append(Route("/stream", answer, methods=["POST"]))
    return app


async def read(origin: str, count: int, limits: Limits | None = None) -> list[bytes]:
    """The first *count* news of the stream at *origin*."""
    found: list[bytes] = []
    async with open_client(LOCAL) as client:
        stream = stream_of(f"{origin}/stream", b"{}", guard=LOCAL, client=client, limits=limits or Limits())
        async with aclosing(stream) as news:
            async for one in news:
                found.append(one)
                if len(found) == count:
                    break
    return found


async def test_an_event_is_a_news_and_its_number() -> None:
    site = Site([(2, LINE), None, (3, b"{}")])
    async with on_socket(site.app) as origin:
        assert await read(origin, 2) == [LINE, b"{}"]
        async with (
            open_client(LOCAL) as client,
            client.stream(
                "POST",
                f"{origin}/stream",
                content=b"{}",
                headers={"content-type": "application/dailyme+json"},
            ) as answer,
        ):
            assert answer.headers["cache-control"] == "no-store, no-transform"
            seen = b""
            async for part in answer.aiter_raw():
                seen += part
                if b"id: 3" in seen:
                    break
    assert seen.startswith(b":\n\nid: 2\ndata: " + LINE + b"\n\n")
    assert site.heard == [b"{}", b"{}"]


async def test_whoever_hangs_up_ends_the_stream() -> None:
    site = Site([(2, b"{}")])
    async with on_socket(site.app) as origin:
        await read(origin, 1)
        await asyncio.wait_for(site.ended.wait(), 5)


async def test_silence_is_filled_with_comments() -> None:
    site = Site()
    async with on_socket(site.app) as origin:
        with pytest.raises(TimeoutError):  # the test's: nothing is wrong with the stream
            async with asyncio.timeout(0.5):
                await read(origin, 1, Limits(silence_s=0.2))


async def test_a_stream_that_says_nothing_is_given_up() -> None:
    async def silence() -> AsyncGenerator[bytes, None]:
        yield b":\n\n"
        await asyncio.sleep(5)

    app = answering(StreamingResponse(silence(), media_type="text/event-stream"))
    async with on_socket(lambda _: app) as origin:
        with pytest.raises(TooSlowError):
            await read(origin, 1, Limits(silence_s=0.1))


@pytest.mark.parametrize("part", [b":\n\n" * 100, b"data: " + b"x" * 300, b"id: 1\n\n" * 50])
async def test_a_flood_is_cut_off(part: bytes) -> None:
    async def flood() -> AsyncGenerator[bytes, None]:
        while True:
            yield part
            await asyncio.sleep(0)

    app = answering(StreamingResponse(flood(), media_type="text/event-stream"))
    async with on_socket(lambda _: app) as origin:
        with pytest.raises(TooManyBytesError):
            await read(origin, 1, Limits(useless_bytes=10_000))


async def test_a_refusal_is_a_problem() -> None:
    site = Site(fault=NotTodayError("not today"))
    async with on_socket(site.app) as origin:
        with pytest.raises(ProblemError) as told:
            await read(origin, 1)
    assert told.value.code == "not-today"


async def test_what_is_no_stream_is_no_answer() -> None:
    app = answering(Response(b"<html>", media_type="text/html"))
    async with on_socket(lambda _: app) as origin:
        with pytest.raises(BadAnswerError):
            await read(origin, 1)


async def test_a_packed_stream_is_not_unpacked() -> None:
    headers = {"content-encoding": "gzip"}
    app = answering(Response(b"\x1f\x8b", media_type="text/event-stream", headers=headers))
    async with on_socket(lambda _: app) as origin:
        with pytest.raises(BadEncodingError):
            await read(origin, 1)


async def test_nobody_there_is_told() -> None:
    with pytest.raises(UnreachableError):
        await read("http://localhost:9", 1)
