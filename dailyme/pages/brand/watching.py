"""Watching the store, which the serving process writes: open pages are told that negotiations moved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import structlog

from brand_agent.edge.overviews import last_change
from dailyme.pages.brand.office import Office

EVERY_S: Final = 1.0
_log = structlog.get_logger("pages")


@asynccontextmanager
async def watched(office: Office, *, every_s: float = EVERY_S) -> AsyncIterator[None]:
    """Tell the pages of *office* of every change of a negotiation until this is left."""
    task = asyncio.create_task(_watch(office, every_s))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(office: Office, every_s: float) -> None:
    known: int | None = None
    while True:
        try:
            now = await office.database.read(last_change)
        except Exception as error:  # the next look tries again
            _log.error("watch", why=repr(error)[:500])
            now = known or 0
        if known is not None and now != known:
            tell(office, now - known)
        known = now
        await asyncio.sleep(every_s)


def tell(office: Office, moves: int) -> None:
    """Tell open pages that *moves* changes were made: the list draws itself anew, and says so politely."""
    office.live.say("negotiations", str(moves))
    words = "A negotiation moved." if moves == 1 else f"{moves:,} moves in negotiations."
    office.live.say("negotiations-news", words)
