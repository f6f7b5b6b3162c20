"""The till: an accept is stored, sent, and sent again unchanged until a signed answer comes.

Spec: spec/80-agree.md (AGREE-20 to AGREE-22).

Only a signed answer settles an accept, or the end of its time. What is neither stays in doubt, in the store,
and `settle` goes on from there in another process.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from consumer_twin.agree import acceptance, accepted_of, is_over, judge, may_send, pause_s
from consumer_twin.autonomy import PausedError
from consumer_twin.edge.exchange import LOST, Exchange, trouble_of
from consumer_twin.learn import of_accept, of_option
from consumer_twin.mandate import allow
from consumer_twin.option import Option
from consumer_twin.ports import Unreachable
from consumer_twin.records import Accepted, Settled, Spent, WishRecord
from consumer_twin.rules import ByRule
from consumer_twin.scan import Trouble
from consumer_twin.thread import Thread, heard
from consumer_twin.wording import said, settled
from negotiation import Approval, Mandate


@dataclass(frozen=True)
class BrandTill:
    """Accepts over an *exchange*."""

    exchange: Exchange

    async def accept(self, record: WishRecord, option: Option, authority: Approval | Mandate) -> Settled:
        """Take *option* if *authority* covers it, and wait for the brand's signed answer.

        Raises GuardError, `TooLateError` or `OutstandingAcceptError`; then nothing was sent.
        """
        assert option.thread is not None
        thread = await self.exchange.load(option.thread)
        ticks = self.exchange.ticks
        dated = ticks.dated(thread)
        message, confirm_by_ms = acceptance(thread, option, clock=dated, ids=self.exchange.ids)
        at_ms = dated(thread.talk.seq + 1)
        by_mandate = isinstance(authority, Mandate)
        rule = authority.rule if isinstance(authority, ByRule) else 0
        accepted = accepted_of(
            option, by_mandate=by_mandate, rule=rule, at_ms=at_ms, confirm_by_ms=confirm_by_ms
        )

        def object_or_pass(spent: Spent) -> None:
            allow(option, record, authority, spent, at_ms=at_ms)

        thread = heard(thread, message, at_ms=at_ms)
        lesson = of_option("approved", option, at_ms, "mandate" if by_mandate else "person")
        await self.exchange.store.reserve(accepted, message, object_or_pass, lesson)  # AGREE-22
        await ticks.departure(thread)  # NEG-37
        return await self._settle(thread, accepted)

    async def settle(self, accepted: Accepted) -> Settled:
        """Send the stored bytes of an accept again, and wait for the brand's signed answer.

        Raises `PausedError` (DEC-36); then nothing was sent.
        """
        now_ms = self.exchange.clock(0)
        spent = await self.exchange.store.spent(accepted.wish, accepted.total.currency, now_ms)
        if spent.allowed.paused_ms is not None:
            raise PausedError
        return await self._settle(await self.exchange.load(accepted.thread), accepted)

    async def _settle(self, thread: Thread, accepted: Accepted) -> Settled:
        answered = await self._insist(thread, accepted)
        at_ms = self.exchange.clock(thread.talk.seq + 1)
        if isinstance(answered, Thread):
            end = judge(answered)
        elif is_over(accepted, at_ms) and answered.code != Unreachable.code:
            end = Settled("void", f"not confirmed in time, {answered.reason}")
        else:
            end = Settled("outstanding", answered.reason)
        if end.status != "outstanding":
            answer = answered.last if isinstance(answered, Thread) else None
            lesson = of_accept(end.status, accepted, thread.record.seller, at_ms, end.reason)
            await self.exchange.store.settle(accepted, end.status, answer, lesson)
        self.exchange.hear(settled(thread, end))
        return end

    async def _insist(self, thread: Thread, accepted: Accepted) -> Thread | Trouble:
        """Send the accept until a signed answer comes, the twin's time is over, or patience ends (AGREE-21).

        A twin that comes back too late asks once: only an answer that the brand has stored can still come.
        """
        message = thread.last
        assert message is not None
        exchange, patience, seq = self.exchange, self.exchange.patience, thread.talk.seq + 1
        ends_s = asyncio.get_running_loop().time() + patience.settle_s
        trouble = Trouble(thread.record.seller.id, "too-late", "the accept would come too late")
        attempt = 0
        while may_send(accepted, exchange.clock(seq)) or is_over(accepted, exchange.clock(seq)):
            attempt += 1
            exchange.hear(said(thread, message, again=attempt > 1))
            try:
                return heard(thread, await exchange.once(thread, message), at_ms=exchange.clock(seq))
            except LOST as error:
                trouble = trouble_of(thread, error)
                useless = not isinstance(error, Unreachable) and attempt >= patience.tries
            over = is_over(accepted, exchange.clock(seq))
            if useless or over or asyncio.get_running_loop().time() + pause_s(attempt) >= ends_s:
                break
            await asyncio.sleep(pause_s(attempt))
        return trouble
