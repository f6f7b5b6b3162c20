"""What the twin asks for instead of fetching it: the time, ids and nonces.

Time is asked per message: `clock(seq)` is when the message of that number is made or received, milliseconds
since 1970. A wall clock ignores the number; a seeded run counts by it, in each thread alike, and where time
is counted so, waiting takes none.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

Clock = Callable[[int], int]
Ids = Callable[[str], str]
"""A fresh id of 22 base64url characters (16 bytes) for a context."""
Nonces = Callable[[str], bytes]
"""Fresh 32 bytes for a context."""
Sleep = Callable[[float], Awaitable[None]]
"""Waits for that many seconds, by the clock that goes with it."""


async def at_once(seconds: float) -> None:
    """Wait as a seeded run does: its time is counted in messages."""
