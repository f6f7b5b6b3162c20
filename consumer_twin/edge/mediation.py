"""Mediated threads: round by round, the brand's sealed marks are carried to the marketplace with the twin's.

Spec: spec/65-modes.md (MED-10, MED-13, MED-19, MED-20).

The twin asks both, so neither has to call anybody, and the marketplace sees no round after the one in which
the package is found.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from consumer_twin.agree import pause_s
from consumer_twin.edge.exchange import LOST, Exchange, trouble_of
from consumer_twin.edge.reached import reached
from consumer_twin.market import Market
from consumer_twin.mediated import Stake, check_offered, mark_in, stake
from consumer_twin.negotiate import LIFE_MS, say
from consumer_twin.ports import Comparing, Unreachable
from consumer_twin.scan import Trouble
from consumer_twin.thread import Thread
from consumer_twin.wish import Wish
from consumer_twin.wording import lost
from negotiation import Weights
from protocol import State
from protocol.mediation import Mediate, Package, Round
from protocol.relation import Letter, check_answer, read_letter, request
from transport import Courier


@dataclass(frozen=True)
class HttpComparing:
    """Marketplaces that compare, by *courier*."""

    courier: Courier

    async def compare(self, mediator: str, letter: Letter) -> Letter:
        """See `ports.Comparing`."""
        async with reached():
            data = await self.courier.mediate(mediator, letter.data)
            return await self.courier.with_keys(
                mediator, lambda ring: read_letter(data, ring, to=letter.sender)
            )


class Nowhere:
    """No marketplace compares."""

    async def compare(self, mediator: str, letter: Letter) -> Letter:
        """See `ports.Comparing`."""
        raise Unreachable(f"there is no way to {mediator}")


@dataclass(frozen=True)
class MediatedThreads:
    """Plays threads over *exchange*, with a marketplace that is *comparing*."""

    exchange: Exchange
    comparing: Comparing
    weights: Weights

    async def play(self, thread: Thread, market: Market, wish: Wish) -> Thread | Trouble:
        """Return *thread* with the offer of the package that was found, or as it ended without one."""
        try:
            return await self._rounds(thread, stake(thread, market, wish, self.weights, self.exchange.seed))
        except LOST as error:
            trouble = trouble_of(thread, error)
            self.exchange.hear(lost(thread.record.seller, trouble, thread.record.id))
            return trouble

    async def _rounds(self, thread: Thread, own: Stake) -> Thread | Trouble:
        for round in range(1, own.grid.rounds + 1):
            after = await self._said(thread, Round(round=round))
            if isinstance(after, Trouble) or after.talk.state is not State.MEDIATED:
                return after
            thread = after
            answer = await self._compared(thread, own.marks(round))
            named = mark_in(answer, thread)
            if named is not None:
                return await self._taken_up(thread, answer, own, named)
        return thread

    async def _taken_up(self, thread: Thread, answer: Letter, own: Stake, named: str) -> Thread | Trouble:
        package = own.package(thread.talk.round, named)
        after = await self._said(thread, Package.model_validate({"overlap": dict(answer.value)}))
        if isinstance(after, Thread):
            check_offered(after, package)
        return after

    async def _said(self, thread: Thread, body: Round | Package) -> Thread | Trouble:
        dated = self.exchange.ticks.dated(thread)
        return await self.exchange.send(thread, say(thread, body, clock=dated, ids=self.exchange.ids))

    async def _compared(self, thread: Thread, marks: tuple[str, ...]) -> Letter:
        """Return the marketplace's answer; the same bytes are sent until it comes. Raises one of `LOST`."""
        assert thread.talk.opening is not None and thread.last is not None
        mediator = thread.talk.opening.mediator or ""
        at_ms = self.exchange.clock(thread.talk.seq)
        letter = request(
            Mediate(marks=marks, said=dict(thread.last.value)),
            thread.key,
            to=mediator,
            id=self.exchange.ids(f"{thread.record.nonce.hex()}/mediate/{thread.talk.round}"),
            created_ms=at_ms,
            expires_ms=at_ms + LIFE_MS,
        )
        answer = await self._patiently(mediator, letter)
        check_answer(letter, answer)
        return answer

    async def _patiently(self, mediator: str, letter: Letter) -> Letter:
        for attempt in range(1, self.exchange.patience.tries):
            try:
                return await self._once(mediator, letter)
            except Unreachable:
                await asyncio.sleep(pause_s(attempt))
        return await self._once(mediator, letter)

    async def _once(self, mediator: str, letter: Letter) -> Letter:
        try:
            async with asyncio.timeout(self.exchange.patience.answer_s):
                return await self.comparing.compare(mediator, letter)
        except TimeoutError:
            raise Unreachable("no answer in time") from None
