"""Ticks: when the twin's messages leave, so that the time to answer tells nothing of what was weighed.

Spec: spec/60-negotiate.md (NEG-37, NEG-38).

A thread's schedule is fixed by its open. What the policy and the gate take, one decision more or a second
look at plainer terms, disappears in the wait for the next tick.
"""

from __future__ import annotations

from dataclasses import dataclass

from consumer_twin.fresh import Clock, Sleep
from consumer_twin.thread import Thread


@dataclass(frozen=True)
class Ticks:
    """A schedule of departures by *clock*: every *every_ms* from a thread's open on; 0 is no schedule."""

    clock: Clock
    sleep: Sleep
    every_ms: int

    def due_ms(self, thread: Thread) -> int:
        """Return when the next message of *thread* leaves if it is ready now: the first tick there is."""
        now_ms = self.clock(thread.talk.seq + 1)
        late_ms = (now_ms - thread.opened_ms) % self.every_ms if self.every_ms else 0
        return now_ms + (self.every_ms - late_ms if late_ms else 0)

    def dated(self, thread: Thread) -> Clock:
        """Return the clock that the next message of *thread* is made by: it stands at the tick."""
        due_ms = self.due_ms(thread)
        return lambda seq: due_ms

    async def departure(self, thread: Thread) -> None:
        """Wait for the next tick of *thread*."""
        seq = thread.talk.seq
        await self._wait(self.due_ms(thread) - self.clock(seq + 1))

    def after_ms(self, ticks: int) -> int:
        """Return when that many *ticks* from now are over."""
        return self.clock(0) + ticks * self.every_ms

    async def until(self, at_ms: int) -> None:
        """Wait until *at_ms*; not at all if that is past."""
        await self._wait(at_ms - self.clock(0))

    async def _wait(self, ms: int) -> None:
        if ms > 0:
            await self.sleep(ms / 1000)
