"""News over a stream that the twin holds open: server-sent events, one signed news each.

Spec: spec/37-subscribe.md (SUB-17 to SUB-19).

The id of an event is the number of its news, for people who look on; what counts is inside the signature.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Final, Protocol

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from transport.intake import read_message_body
from transport.media import EVENTS

STREAM_PATH: Final = "/stream"
_COMMENT: Final = b":\n\n"

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
