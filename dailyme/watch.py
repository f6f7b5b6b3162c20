"""The long run: wait until the time of day, look around, wait again, until somebody says stop.

The clock may jump while it waits: it is read every half minute, so a jump ahead is late by that much at most,
and after a jump back the next time is counted anew. A look that fails is told, and the next one comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from dailyme.timetable import next_due

STEP: Final = timedelta(seconds=30)


@dataclass(frozen=True)
class Watch:
    """What a long run needs: the clock, a wait that ends early at a stop (True), what to do, whom to tell."""

    now: Callable[[], datetime]
    wait: Callable[[float], Awaitable[bool]]
    look: Callable[[], Awaitable[None]]
    tell: Callable[[str], None]


async def keep_watch(at: time, watch: Watch) -> None:
    """Look around every day at *at* until the wait says stop."""
    seen = watch.now()
    due = next_due(seen, at)
    watch.tell(f"The next look is at {due:%Y-%m-%d %H:%M}.")
    while True:
        step = min(STEP, max(timedelta(), due - seen))
        if await watch.wait(step.total_seconds()):
            return
        before, seen = seen, watch.now()
        if seen < before - STEP:
            due = next_due(seen, at)
            watch.tell(f"The clock was set back to {seen:%Y-%m-%d %H:%M}; next at {due:%Y-%m-%d %H:%M}.")
        elif seen >= due:
            await watch.look()
            seen = watch.now()
            due = next_due(seen, at)
            watch.tell(f"The next look is at {due:%Y-%m-%d %H:%M}.")


def stoppable(stop: asyncio.Event) -> Callable[[float], Awaitable[bool]]:
    """Return a wait that ends at once, and says so, when *stop* is set."""

    async def wait(seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await stop.wait()
        except TimeoutError:
            return stop.is_set()
        return True

    return wait
