"""From publishing to seen over a held stream, against a bare echo of server-sent events.

Both run on a real socket with uvicorn and httpx in this process, and the seeing side verifies one Ed25519
signature for each event in both. Ours also chooses who is told, counts the cap, signs, chains and commits the
news before it is sent, and parses and checks it after. CPU time, both sides together.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from hashlib import sha256
from tempfile import TemporaryDirectory
from typing import Final

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from httpx_sse import EventSource
from starlette.types import ASGIApp, Receive, Scope, Send

from benchmarks.measure import Case, Work
from brand_agent import read_policy
from brand_agent.edge.http import open_brand
from brand_agent.relation.event import Event
from foundation.database import Database
from foundation.fetch import Guard, open_client
from protocol import KeyRing, SigningKey, did_web, write_time
from protocol.relation import (
    Body,
    Letter,
    Listen,
    Place,
    Subscribe,
    check_link,
    check_news,
    feed_of,
    read_letter,
    request,
)
from protocol.relation.feed import after_news
from tests.brand_agent.shop import ENTRIES, NOON_MS, POLICY, message_id
from tests.transport.corner import on_socket
from transport import Courier

_EVENTS: Final = 100
_DAY_MS: Final = 86_400_000
_LOCAL: Final = Guard(local=True)


def stream() -> Case:
    """A hundred news, each seen before the next is published, against a hundred echoes."""
    return Case(
        "relationship.stream",
        anchor="a bare echo of server-sent events with one verified signature",
        goal=2.0,
        work=_timed(_news),
        anchor_work=_timed(_echoes),
    )


def _timed(act: Callable[[], AsyncGenerator[None, None]]) -> Work:
    """Return the work of *act* after its first step, which sets up."""

    async def run() -> float:
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        steps = act()
        await anext(steps)
        start = time.process_time()
        await anext(steps)
        spent = time.process_time() - start
        await steps.aclose()
        return spent

    return lambda: asyncio.run(run())


async def _echoes() -> AsyncGenerator[None, None]:
    key = SigningKey.for_twin(sha256(b"echo").digest())
    signed = key.sign(b"x" * 700)
    said: asyncio.Queue[bytes] = asyncio.Queue()
    app = FastAPI()

    async def echo() -> AsyncIterator[bytes]:
        yield b":\n\n"
        while True:
            yield b"data: %b\n\n" % await said.get()

    async def say(request: Request) -> Response:
        said.put_nowait(await request.body())
        return Response()

    async def events(_request: Request) -> StreamingResponse:
        return StreamingResponse(echo(), media_type="text/event-stream")

    app.router.add_route("/say", say, ["POST"])
    app.router.add_route("/stream", events, ["POST"])

    async with (
        on_socket(lambda _: app) as origin,
        open_client(_LOCAL) as client,
        client.stream("POST", f"{origin}/stream") as answer,
        aclosing(EventSource(answer).aiter_sse()) as seen,
    ):
        await client.post(f"{origin}/say", content=b"x" * 700)
        await anext(seen)
        yield
        for _ in range(_EVENTS):
            await client.post(f"{origin}/say", content=b"x" * 700)
            data = (await anext(seen)).data.encode()
            key.public.verify(data, signed)
        yield


_TWIN: Final = SigningKey.for_twin(sha256(b"twin").digest())


def _asked(body: Body, brand: str) -> Letter:
    id = message_id(type(body).__name__)
    return request(body, _TWIN, to=brand, id=id, created_ms=NOON_MS, expires_ms=NOON_MS + 60_000)


def _brand(database: Database, apps: dict[str, FastAPI]) -> Callable[[str], ASGIApp]:
    """Say how the brand is opened at an origin: with the first request."""

    def make(origin: str) -> ASGIApp:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and "brand" not in apps:
                apps["brand"] = await open_brand(
                    database,
                    policy=read_policy(POLICY),
                    entries=ENTRIES,
                    key=SigningKey.for_brand(sha256(b"brand").digest(), did_web(origin)),
                    origin=origin,
                    clock=lambda _: NOON_MS,
                    ids=message_id,
                )
            await apps.get("brand", FastAPI())(scope, receive, send)

        return app

    return make


async def _news() -> AsyncGenerator[None, None]:
    apps: dict[str, FastAPI] = {}
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/brand.db")
        try:
            async with on_socket(_brand(database, apps)) as origin, open_client(_LOCAL) as client:
                courier = Courier(client, _LOCAL, clock=lambda: NOON_MS)
                async for step in _told(courier, did_web(origin), apps):
                    yield step
                apps["brand"].state.newsroom.close()
        finally:
            database.close()


async def _told(courier: Courier, brand: str, apps: dict[str, FastAPI]) -> AsyncGenerator[None, None]:
    def read(data: bytes) -> Callable[[KeyRing], Letter]:
        return lambda ring: read_letter(data, ring, to=_TWIN.did)

    ends = (await courier.profile(brand)).endpoints
    body = {
        "topics": [{"kind": "offer"}],
        "cap": {"messages": _EVENTS, "days": 1},
        "until": write_time(NOON_MS + _DAY_MS),
        "personal_terms": "sd-base",
    }
    asked = _asked(Subscribe.model_validate(body), brand)
    parcel = await courier.relate(str(ends.relate), asked.data, brand=brand)
    feed = feed_of(asked, await courier.with_keys(brand, read(parcel.data)))
    hearing = _asked(Listen(places=(Place(subscription=asked.hash, after=1),)), brand)
    offer = Event("offer", NOON_MS + _DAY_MS, promotion="spring", words="x" * 100)
    async with aclosing(courier.listen(str(ends.stream), hearing.data)) as news:
        first = asyncio.ensure_future(anext(news))
        await asyncio.sleep(0.3)
        yield
        for number in range(_EVENTS):
            await apps["brand"].state.newsroom.publish([offer])
            data = await (anext(news) if number else first)
            letter = await courier.with_keys(brand, read(data))
            check_link(feed, letter)
            check_news(feed, letter, at_ms=NOON_MS)
            feed = after_news(feed, letter, counts=True)
        assert feed.end.seq == _EVENTS + 1
        yield
