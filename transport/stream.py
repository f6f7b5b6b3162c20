"""News over a stream that the twin holds open: server-sent events, one signed news each.

Spec: spec/37-subscribe.md (SUB-17 to SUB-19).

The id of an event is the number of its news, for people who look on; what counts is inside the signature.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Final, Protocol

import httpx
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from httpx_sse import EventSource

from foundation.body import read_capped
from foundation.fetch import Fetched, Guard
from foundation.stream import Limits, open_stream
from protocol import MAX_BYTES
from transport.errors import BadAnswerError
from transport.exchange import checked
from transport.intake import read_message_body
from transport.media import EVENTS, MESSAGE, PROBLEM, media_type

STREAM_PATH: Final = "/stream"
_COMMENT: Final = b":\n\n"
_LIMITS: Final = Limits()

Told = tuple[int, bytes] | None
"""The number of a news and its bytes; None where nothing came for a while."""


class StreamSite(Protocol):
    """What a brand streams. What it raises as a `ProtocolError` is answered as a problem document."""

    async def listen(self, data: bytes) -> AsyncGenerator[Told, None]:
        """Open the stream that the signed `listen` in *data* asks for."""


def stream_router(site: StreamSite) -> APIRouter:
    """Return the route of the stream."""

    async def stream(request: Request) -> Response:
        told = await site.listen(await read_message_body(request))
        return StreamingResponse(_events(told), media_type=EVENTS)

    router = APIRouter()
    router.add_route(STREAM_PATH, stream, ["POST"])
    return router


async def _events(told: AsyncGenerator[Told, None]) -> AsyncIterator[bytes]:
    yield _COMMENT  # the twin hears at once that it is heard
    async with aclosing(told):
        async for one in told:
            yield _COMMENT if one is None else event(*one)


def event(seq: int, data: bytes) -> bytes:
    """Return the event of the news of number *seq* (SUB-17); canonical bytes hold no line break."""
    return b"id: %d\ndata: %b\n\n" % (seq, data)


async def stream_of(
    url: str, data: bytes, *, guard: Guard, client: httpx.AsyncClient, limits: Limits = _LIMITS
) -> AsyncGenerator[bytes, None]:
    """Yield the news of the stream at *url* that the signed `listen` in *data* opens, not yet verified.

    Raises `FetchError`, also when the stream is silent or floods, or `TransportError` for a problem.
    """
    headers = {"accept": f"{EVENTS}, {PROBLEM}", "content-type": MESSAGE}
    async with open_stream(
        url, guard=guard, client=client, headers=headers, content=data, limits=limits
    ) as opened:
        kind = media_type(opened.headers.get("content-type"))
        if opened.status != 200 or kind != EVENTS:
            body = await read_capped(opened.flow, "", MAX_BYTES)
            checked(opened.status, opened.headers, Fetched(opened.status, opened.headers, body, url))
            raise BadAnswerError(f"the answer is {kind[:60]!r} and no stream")
        plain = httpx.Response(200, headers={"content-type": EVENTS}, stream=opened.flow)
        async with aclosing(EventSource(plain).aiter_sse()) as events:
            async for one in events:
                if one.data:
                    opened.flow.useful()
                    yield one.data.encode()
