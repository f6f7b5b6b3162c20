"""Answering while a body is still on its way.

A server that closes while the other side is sending makes the network drop what was answered. So the answer
goes out whole, then some of the rest is read and thrown away, and only then does the exchange end.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Final

from starlette.types import Message, Receive, Scope

REST_BYTES: Final = 1024 * 1024
REST_S: Final = 2.0
"""How much of the rest is thrown away, in bytes and seconds; whoever sends more may lose the answer."""

_ANNOUNCED: Final = frozenset({b"content-length", b"transfer-encoding"})


class Body:
    """The body of a request, and whether all of it has come."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._receive = receive
        self.ended = not any(name in _ANNOUNCED for name, _ in scope["headers"])

    async def receive(self) -> Message:
        """Pass the next part on, and note the last one."""
        message = await self._receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            self.ended = True
        return message

    async def throw_away(self) -> None:
        """Read what is left, up to `REST_BYTES` and for `REST_S`."""
        left = REST_BYTES
        with suppress(TimeoutError):
            async with asyncio.timeout(REST_S):
                while not self.ended and left > 0:
                    left -= len((await self.receive()).get("body", b""))
