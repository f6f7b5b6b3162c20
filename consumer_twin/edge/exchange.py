"""The exchange: one message is stored, then sent, and its answer is heard and then stored.

Spec: spec/80-agree.md (AGREE-22).

The order is what makes a killed twin harmless: what was sent is always in the store, so it can be sent again
unchanged, and the brand answers a repeat with the answer it has stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from consumer_twin.agree import pause_s
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.ticks import Ticks
from consumer_twin.events import Hear, deaf
from consumer_twin.fresh import Clock, Ids, Sleep
from consumer_twin.ports import Brands, ProblemAnswer, Store, Unreachable
from consumer_twin.scan import Trouble
from consumer_twin.thread import Thread, heard, restore
from consumer_twin.wording import lost, said
from protocol import Message, ProtocolError
from protocol.commitment import Beside

T = TypeVar("T")

LOST = (ProtocolError, ProblemAnswer, Unreachable)
"""What makes an answer useless: it breaks a rule, it is unsigned, or there is none."""


@dataclass(frozen=True)
class Exchange:
    """The way to *brands*, kept in *store*; keys come from the person's *seed*.

    sleep: waits by the *clock*.
    """

    brands: Brands
    store: Store
    seed: bytes = field(repr=False)
    clock: Clock
    ids: Ids
    patience: Patience = field(default_factory=Patience)
    hear: Hear = deaf
    sleep: Sleep = asyncio.sleep

    @property
    def ticks(self) -> Ticks:
        """When messages leave."""
        return Ticks(self.clock, self.sleep, self.patience.tick_ms)

    async def load(self, name: str) -> Thread:
        """Return the thread *name* as the store has it, an unsent or unanswered message included."""
        record, messages = await self.store.thread(name)
        return restore(record, messages, self.seed)

    async def send(self, thread: Thread, message: Message) -> Thread | Trouble:
        """Store *message*, send it at the thread's next tick, and return the thread after its answer."""
        thread = heard(thread, message, at_ms=self.clock(message.envelope.seq))
        await self.store.keep(thread.record.id, message)  # AGREE-22
        await self.ticks.departure(thread)  # NEG-37
        return await self.answered(thread, message)

    async def answered(
        self, thread: Thread, message: Message, values: tuple[Beside, ...] = ()
    ) -> Thread | Trouble:
        """Send *message*, which is stored, and return the thread after its answer; or why it is lost.

        *values* travel beside it.
        """
        self.hear(said(thread, message))
        try:
            answer = await self.patiently(thread, message, values)
            after = heard(thread, answer, at_ms=self.clock(answer.envelope.seq))
        except LOST as error:
            trouble = trouble_of(thread, error)
            self.hear(lost(thread.record.seller, trouble, thread.record.id))
            return trouble
        await self.store.keep(thread.record.id, answer)
        self.hear(said(after, answer))
        return after

    async def again(self, thread: Thread) -> Thread | None:
        """Send the last message of *thread* once more, unchanged; None if that brings nothing either."""
        assert thread.last is not None
        try:
            answer = await self.once(thread, thread.last)
            after = heard(thread, answer, at_ms=self.clock(answer.envelope.seq))
        except LOST:
            return None
        await self.store.keep(thread.record.id, answer)
        return after

    async def once(self, thread: Thread, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        """Send *message* once and return the verified answer. Raises one of `LOST`."""
        try:
            async with asyncio.timeout(self.patience.answer_s):
                return await self.brands.ask(thread.record.seller, message, values)
        except TimeoutError:
            raise Unreachable("no answer in time") from None

    async def patiently(self, thread: Thread, message: Message, values: tuple[Beside, ...]) -> Message:
        """Send *message* until an answer comes, the same bytes each time. Raises one of `LOST`."""
        for attempt in range(1, self.patience.tries):
            try:
                return await self.once(thread, message, values)
            except Unreachable:
                await asyncio.sleep(pause_s(attempt))
        return await self.once(thread, message, values)


def trouble_of(thread: Thread, error: Exception) -> Trouble:
    """Return *error* as a trouble of the thread's seller."""
    code = str(getattr(error, "code", "error"))
    return Trouble(thread.record.seller.id, code, str(error)[:300] or code)


async def gathered(work: Iterable[Coroutine[Any, Any, T]], timeout_s: float) -> list[T | None]:
    """Return the results in order; None for those that are not done after *timeout_s*, which are stopped."""
    tasks = [asyncio.ensure_future(one) for one in work]
    if not tasks:
        return []
    done, late = await asyncio.wait(tasks, timeout=timeout_s)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    return [task.result() if task in done else None for task in tasks]
