"""Live: what happens is told to open pages by server-sent events (WHATWG HTML, section 9.2).

The last events are kept, so a page whose line broke hears what it missed: the browser says which one it heard
last. A page that does not read fast enough is hung up on, and comes again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import StreamingResponse

KEPT: Final = 256
"""Events that a page can still hear after its line broke."""
_WAITING: Final = 512
_BEAT_S: Final = 15.0
_RETRY_MS: Final = 2_000


@dataclass(frozen=True)
class Told:
    """One event: its number, its kind (what the page listens for) and its data."""

    number: int
    kind: str
    data: str

    def lines(self) -> bytes:
        """Return the event as it stands in the stream."""
        data = "".join(f"data: {line}\n" for line in self.data.splitlines() or [""])
        return f"id: {self.number}\nevent: {self.kind}\n{data}\n".encode()


class Live:
    """Who listens, and what was told."""

    def __init__(self) -> None:
        self._kept: deque[Told] = deque(maxlen=KEPT)
        self._listening: set[asyncio.Queue[Told | None]] = set()
        self._number = 0
        self._closed = False

    def say(self, kind: str, data: str) -> None:
        """Tell everybody who listens that *kind* happened."""
        self._number += 1
        told = Told(self._number, kind, data)
        self._kept.append(told)
        for queue in tuple(self._listening):
            if queue.full():
                self._listening.discard(queue)
                queue.get_nowait()
                queue.put_nowait(None)
            else:
                queue.put_nowait(told)

    async def listen(self, after: int | None) -> AsyncGenerator[bytes, None]:
        """Give the events after number *after* (None: from now on), until the site closes."""
        queue: asyncio.Queue[Told | None] = asyncio.Queue(_WAITING)
        if after is not None:
            for told in self._kept:
                if told.number > after or after > self._number:  # numbers begin anew with the process
                    queue.put_nowait(told)
        self._listening.add(queue)
        try:
            yield f"retry: {_RETRY_MS}\n\n".encode()
            while not self._closed:
                try:
                    one = await asyncio.wait_for(queue.get(), _BEAT_S)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if one is None:
                    return
                yield one.lines()
        finally:
            self._listening.discard(queue)

    def close(self) -> None:
        """Hang up on everybody."""
        self._closed = True
        for queue in tuple(self._listening):
            if not queue.full():
                queue.put_nowait(None)


def live_router(live: Live) -> APIRouter:
    """Return the router of `/live`."""
    router = APIRouter()

    @router.get("/live")
    async def stream(request: Request) -> StreamingResponse:
        last = request.headers.get("last-event-id", "")
        after = int(last) if last.isdecimal() and len(last) < 16 else None
        return StreamingResponse(live.listen(after), media_type="text/event-stream")

    return router
