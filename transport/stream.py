"""Listening to the news of a brand: server-sent events, one signed news each.

Spec: spec/37-subscribe.md (SUB-17 to SUB-19). What a brand sends stands in `transport.stream_routes`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

import httpx
from httpx_sse import EventSource

from foundation.body import read_capped
from foundation.fetch import Fetched, Guard
from foundation.stream import Limits, open_stream
from protocol import MAX_BYTES
from transport.errors import BadAnswerError
from transport.exchange import checked
from transport.media import EVENTS, MESSAGE, PROBLEM, media_type

_LIMITS: Final = Limits()


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
