"""Time for the tests: a loop whose clock jumps to what is due next, and brands that take their time on it.

Nothing waits: a deadline of eight seconds is over at once, and who answers before whom is exact.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from consumer_twin import Seller
from protocol import Message
from protocol.commitment import Beside
from tests.consumer_twin.town import BASE_MS, Brand, Town

T = TypeVar("T")


class _Jumping(selectors.SelectSelector):
    """Looks at what is ready; where the loop would wait, it moves the time instead."""

    now_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everybody waits, and nothing is due"
        self.now_s += max(0.0, timeout)
        return super().select(0)


class Timeline(asyncio.SelectorEventLoop):
    """A loop on which waiting takes no time."""

    def __init__(self) -> None:
        self.jumping = _Jumping()
        super().__init__(self.jumping)

    def time(self) -> float:
        """Seconds since the loop began."""
        return self.jumping.now_s


def lived(life: Coroutine[Any, Any, T]) -> T:
    """Return what *life* comes to on a timeline of its own."""
    with asyncio.Runner(loop_factory=Timeline) as runner:
        return runner.run(life)


def wall_clock(seq: int) -> int:
    """The time of the timeline, whatever the message."""
    return BASE_MS + round(asyncio.get_running_loop().time() * 1000)


Latency = Callable[[Brand, Message], float]
"""Seconds that a brand takes to answer a message."""


@dataclass(frozen=True)
class Left:
    """A message that left: to whom, what, and when, in milliseconds since the loop began."""

    brand: str
    message: Message
    at_ms: int


@dataclass
class Street(Town):
    """A town whose answers take *latency*: a brand has heard a message whose answer comes too late."""

    latency: Latency = lambda brand, message: 0.0
    left: list[Left] = field(default_factory=list)

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        brand = next(one for one in self.brands if one.seller.id == seller.id)
        self.left.append(Left(brand.name, message, wall_clock(0) - BASE_MS))
        answer = await super().ask(seller, message, values)
        await asyncio.sleep(self.latency(brand, message))
        return answer

    def departures(self, brand: str) -> list[tuple[str, int]]:
        """What left for *brand* and when."""
        return [(one.message.type, one.at_ms) for one in self.left if one.brand == brand]
