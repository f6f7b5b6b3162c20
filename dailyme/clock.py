"""The clocks and the dice of the programs: real ones, and those of a seeded run.

A seeded run is the same twice: a thread's message `seq` is made `seq` seconds after a fixed moment, and every
id and key comes from the seed and a label that says what it is for.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Self

BASE_MS: Final = 1_796_115_600_000
"""2026-12-01T09:00:00Z, where seeded runs begin."""


def now_ms() -> int:
    """Return the time of this machine's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class World:
    """Time, ids and secrets of a program, as its agents ask for them."""

    clock: Callable[[int], int]
    """The time of the message `seq` of a thread; a real clock ignores the `seq`."""
    ids: Callable[[str], str]
    """A message id (22 characters of base64url) for a label that is never used twice."""
    secret: Callable[[str], bytes]
    """32 bytes for a label that is never used twice."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Waits for seconds of the clock; where it counts messages, that takes none."""

    @classmethod
    def real(cls) -> Self:
        """Return the world as it is: this machine's clock, and fresh randomness."""
        return cls(clock=lambda seq: now_ms(), ids=lambda label: secrets.token_urlsafe(16), secret=_fresh)

    @classmethod
    def seeded(cls, seed: int, name: str) -> Self:
        """Return the world of the party *name* in the run *seed*: the same every time."""
        root = hmac.digest(b"dailyme test seed", f"{seed}/{name}".encode(), "sha256")

        def derive(label: str) -> bytes:
            return hmac.digest(root, label.encode(), "sha256")

        return cls(
            clock=lambda seq: BASE_MS + 1000 * seq,
            ids=lambda label: urlsafe_b64encode(derive(f"id/{label}")[:16]).rstrip(b"=").decode(),
            secret=lambda label: derive(f"secret/{label}"),
            sleep=_no_time,
        )


async def _no_time(seconds: float) -> None:
    """Wait for nothing."""


def _fresh(label: str) -> bytes:
    return secrets.token_bytes(32)
