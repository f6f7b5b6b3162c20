"""A brand that lies after the sale: its answer is kept as proof, and nothing else stands still."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from consumer_twin import Nobody, Scan, Seller, Wish, pursue
from consumer_twin.errors import BrokenAnswerError
from consumer_twin.fulfil import Deal
from consumer_twin.ports import Brands
from protocol import Message, ProtocolError, Status, Track, compose, read_time, write_time
from protocol.commitment import Beside
from protocol.keys import BadSignatureError
from tests.consumer_twin.deals.dealing import Shopping, shopping
from tests.consumer_twin.mall import key_of
from tests.consumer_twin.twins import wish_for


@dataclass
class Liar:
    """A way to *brands* on which every answer is a signed status that promises another day.

    fault: why no answer can be verified, if none can.
    """

    brands: Brands
    fault: ProtocolError | None = None
    sent: list[bytes] = field(default_factory=list)

    async def scan(self, wish: Wish) -> Scan:
        return await self.brands.scan(wish)

    async def ask(self, seller: Seller, message: Message, values: tuple[Beside, ...] = ()) -> Message:
        self.sent.append(message.data)
        if self.fault is not None:
            raise self.fault
        made_ms = read_time(message.envelope.created)
        lie = Status(stage="shipped", at=write_time(made_ms), promised_by=write_time(made_ms))
        return compose(
            lie,
            key_of(seller.url),
            kind="status",
            to=message.sender,
            id="A" * 22,
            created_ms=made_ms,
            expires_ms=made_ms + 300_000,
            thread=message.thread,
            prev=message.hash,
            seq=message.envelope.seq + 1,
        )


async def lied_to(now: Shopping, deal: Deal) -> Liar:
    """Ask for *deal* over a lying way, twice: the second time settles the first."""
    liar = Liar(now.deals.exchange.brands)
    with pytest.raises(BrokenAnswerError) as told:
        await now.over(liar).say(deal, lambda made: Track())
    assert (told.value.why, told.value.seller) == ("promise-differs", "Test shop")
    with pytest.raises(BrokenAnswerError):
        await now.over(liar).settle(await now.deals.named(deal.hash))
    return liar


async def test_a_lie_is_kept_as_proof_once(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.bought()
        liar = await lied_to(now, deal)
        assert len({*liar.sent}) == 1
        broken = await now.deals.named(deal.hash)
        assert (broken.is_pending, broken.broke) == (True, "promise-differs")
        (lesson,) = await now.memory.recall({"breach"})
        facts = lesson.facts or {}
        seller = deal.thread.record.seller
        assert (facts["brand"], facts["thread"]) == (seller.id, deal.thread.record.id)
        assert (facts["why"], facts["request"]) == ("promise-differs", "track")
    connection = sqlite3.connect(tmp_path / "twin.db")
    ((digest, data),) = connection.execute("SELECT hash, data FROM twin_broken_answer").fetchall()
    connection.close()
    assert digest == facts["answer"]
    assert b'"stage":"shipped"' in data


async def test_a_brand_that_mends_its_answer_goes_on(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.bought()
        await lied_to(now, deal)
        mended = await now.track(await now.deals.named(deal.hash))
        assert (mended.is_pending, mended.broke) == (False, "")
        assert (await now.deals.named(deal.hash)).broke == ""


async def test_what_cannot_be_verified_is_told_but_proves_nothing(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.bought()
        forged = Liar(now.deals.exchange.brands, BadSignatureError("the signature does not hold"))
        with pytest.raises(BrokenAnswerError):
            await now.over(forged).say(deal, lambda made: Track())
        assert (await now.deals.named(deal.hash)).broke == "bad-signature"
        (lesson,) = await now.memory.recall({"breach"})
        assert (lesson.facts or {})["answer"] == ""


async def test_other_deals_go_on(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        first = await now.bought()
        second = await now.bought()
        await lied_to(now, first)
        assert not (await now.track(second)).is_pending
        assert [one.broke for one in await now.deals.all()] == ["promise-differs", ""]


async def test_the_outcome_is_told_at_home_and_weighed(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.bought()
        await lied_to(now, deal)
        broken = await now.deals.named(deal.hash)
        for _ in range(2):
            told = await now.deals.book.tell_home(broken, "missing", at_ms=now.clock.at_ms)
        assert (told.home, (await now.deals.named(deal.hash)).home) == ("missing", "missing")
        assert [one.facts["how"] for one in await now.memory.recall({"outcome"}) if one.facts] == ["missing"]
        believed = await now.memory.beliefs()
        again = await pursue(wish_for("router"), Nobody(), replace(now.twin, beliefs=believed))
        assert again.lines[0].options[0].why[0].startswith("Counted ")
