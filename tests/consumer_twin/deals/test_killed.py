"""A twin that dies between two steps sends the same bytes and values again; nothing happens twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from consumer_twin import Scan, Seller, Wish
from consumer_twin.errors import RefusedMessageError, UnansweredError
from consumer_twin.ports import Brands, ProblemAnswer, Unreachable
from protocol import Message, Order, Track
from protocol.commitment import Beside
from tests.consumer_twin.deals.dealing import shopping

Sent = tuple[bytes, tuple[Beside, ...]]


@dataclass
class Broken:
    """A way to *brands* on which messages or answers are lost, or refused with a problem of that *code*."""

    brands: Brands
    lost: str
    code: str = ""
    sent: list[Sent] = field(default_factory=list)

    async def scan(self, wish: Wish) -> Scan:
        return await self.brands.scan(wish)

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        self.sent.append((message.data, values))
        if self.lost == "message":
            raise Unreachable("lost")
        answer = await self.brands.ask(seller, message, values)
        if self.lost == "answer":
            raise Unreachable("lost")
        if self.code:
            raise ProblemAnswer(self.code, 409)
        return answer


@pytest.mark.parametrize("lost", ["message", "answer"])
async def test_what_was_not_answered_is_sent_again_unchanged(tmp_path: Path, lost: str) -> None:
    async with shopping(tmp_path) as now:
        await now.buy()
        deal = (await now.deals.all())[-1]
        broken = Broken(now.deals.exchange.brands, lost)
        with pytest.raises(UnansweredError):
            await now.over(broken).say(
                deal, lambda made: Order(agreement=deal.hash, disclosed=made), [("name", "Ada")]
            )
        pending = await now.deals.named(deal.hash)
        assert pending.is_pending
        whole = Broken(now.deals.exchange.brands, "nothing")
        settled = await now.over(whole).settle(pending)
        assert settled.order is not None
        assert settled.order.handoff is not None
        assert {*map(repr, whole.sent)} <= {*map(repr, broken.sent)}
        assert len(await now.counter.latest(5)) == 1
        assert not (await now.track(settled)).is_pending


async def test_what_the_brand_does_not_take_is_taken_back(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.bought()
        refusing = Broken(now.deals.exchange.brands, "message")
        with pytest.raises(UnansweredError):
            await now.over(refusing).say(deal, lambda made: Track())
        now.later(1)  # the message has expired: the brand takes it no more
        after = await now.deals.settle(await now.deals.named(deal.hash))
        assert (after.is_pending, after.thread.talk.seq) == (False, deal.thread.talk.seq)
        tracked = await now.track(after)
        assert tracked.order is not None
        assert tracked.order.status is not None


async def test_a_refused_message_leaves_the_deal_as_it_was(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        await now.buy()
        deal = (await now.deals.all())[-1]
        unopened = Order.model_validate(
            {"agreement": deal.hash, "disclosed": [{"field": "name", "hash": "A" * 43}]}
        )
        with pytest.raises(RefusedMessageError) as refused:
            await now.deals.say(deal, lambda made: unopened)
        assert refused.value.why == "missing-value"
        assert not (await now.deals.named(deal.hash)).is_pending
