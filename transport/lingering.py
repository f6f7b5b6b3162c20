"""A refusal of a body that is still on its way.

A server that closes while the other side is sending makes the network drop what was answered. So the answer
goes out whole, then some of the rest is read and thrown away, and only then is the connection closed.
"""

from __future__ import annotations

import asyncio
from typing import Final

from fastapi import Response
from starlette.types import Receive, Scope, Send

REST_BYTES: Final = 1024 * 1024
REST_S: Final = 2.0
"""How much of the rest is thrown away, in bytes and seconds; whoever sends more loses the answer."""


class LingeringResponse(Response):
    """An answer after which a part of the unread body is thrown away."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer, read on for a while, and end."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        try:
            async with asyncio.timeout(REST_S):
                await _throw_away(receive)
        except TimeoutError:
            pass
        await send({"type": "http.response.body", "body": b""})


async def _throw_away(receive: Receive) -> None:
    left = REST_BYTES
    while left > 0:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
        left -= len(message.get("body", b""))
