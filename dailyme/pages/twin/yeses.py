"""Yeses: one at a time for a wish, each given once however often it is sent.

Spec: spec/80-agree.md (AGREE-20, AGREE-22).

A second press joins the first. A brand that does not answer at once is waited for behind the pages: the
person is told that it is in doubt, and the accept goes on being settled.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request

from consumer_twin import Nobody, Outcome, Refuse, approve, decline, resume
from consumer_twin.answerable import CAN_ANSWER, Answerable
from consumer_twin.deciding import unmandated
from consumer_twin.edge.answering import SqlAnswering
from consumer_twin.person import RefuseReason
from dailyme.pages.twin.home import Home

PATIENCE_S: Final = 6.0
"""How long a page waits for a brand's answer before it says that none has come yet."""


@dataclass
class Yeses:
    """The answers that are under way in one home."""

    home: Home
    patience_s: float = PATIENCE_S
    _locks: defaultdict[int, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))
    _under_way: dict[str, asyncio.Future[Outcome | None]] = field(default_factory=dict)

    async def stands(self, offer: str) -> Answerable:
        """Return how the option of hash *offer* stands. Raises `UnknownOptionError`."""
        return await SqlAnswering(self.home.database).of(offer, self.home.now_ms())

    def is_under_way(self, offer: str) -> bool:
        """Whether an answer to the option of hash *offer* is being settled just now."""
        return offer in self._under_way

    async def approve(self, offer: str) -> Outcome | None:
        """Say yes to the option of hash *offer*; None if it was answered before, or no answer came yet."""

        async def yes() -> Outcome | None:
            if (await self.stands(offer)).state != "open":
                return None
            async with self.home.twin() as twin:
                return await approve(offer, twin)

        return await self._once(offer, yes)

    async def decline(self, offer: str, reason: RefuseReason) -> Outcome | None:
        """Turn down the option of hash *offer* and those beside it; None if nothing was left to turn down."""

        async def no() -> Outcome | None:
            if (await self.stands(offer)).state not in CAN_ANSWER:
                return None
            async with self.home.twin() as twin:
                return await decline(offer, Refuse(reason), twin)

        return await self._once(offer, no)

    async def settle(self, offer: str) -> None:
        """Ask again for what is in doubt, with the same bytes; nothing new is taken for it."""

        async def again() -> Outcome | None:
            async with self.home.twin() as twin:
                settled = await resume(unmandated(twin), Nobody())
            return next(iter(settled), None)

        await self._once(offer, again)

    async def _once(
        self, offer: str, act: Callable[[], Coroutine[Any, Any, Outcome | None]]
    ) -> Outcome | None:
        """Run *act*, unless one is under way for *offer*, and return what came of it within the patience."""
        wish = (await self.stands(offer)).record.number
        if offer not in self._under_way:
            found: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()
            self._under_way[offer] = found
            self.home.run(f"answer {offer[:10]}", self._do(offer, wish, act, found))
        waiting = self._under_way[offer]
        done, _ = await asyncio.wait({waiting}, timeout=self.patience_s)
        return waiting.result() if done else None

    async def _do(
        self,
        offer: str,
        wish: int,
        act: Callable[[], Coroutine[Any, Any, Outcome | None]],
        found: asyncio.Future[Outcome | None],
    ) -> None:
        try:
            async with self._locks[wish]:
                outcome = await act()
        except Exception as error:
            found.set_exception(error)  # told to whoever waits for it
            found.exception()
        else:
            found.set_result(outcome)
        finally:
            if not found.done():
                found.cancel()
            self._under_way.pop(offer, None)
            self.home.live.say("today", "changed")


def yeses_of(request: Request) -> Yeses:
    """Return the answers of the home that *request* came to."""
    state = request.app.state
    if not hasattr(state, "yeses"):
        state.yeses = Yeses(state.home)
    found: Yeses = state.yeses
    return found
