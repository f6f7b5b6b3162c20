"""A late delivery, from the order to the next ranking, on real sockets."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from consumer_twin import Nobody, pursue
from consumer_twin.fulfil import outcome_of
from protocol import Outcome, ProtocolError, Review
from tests.consumer_twin.deals.dealing import shopping
from tests.consumer_twin.twins import wish_for


async def test_a_late_delivery_is_made_good_told_and_weighed(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.bought()
        order = deal.order
        assert order is not None
        assert order.handoff is not None
        await now.counter.redeem(order.handoff.code, at_ms=now.clock.at_ms)
        await now.counter.advance(deal.hash[:8], "shipped", at_ms=now.clock.at_ms)
        deal = await now.track(deal)
        assert deal.order is not None
        assert deal.order.status is not None
        assert deal.order.status.stage == "shipped"

        now.later(7)
        assert deal.days_late(now.clock.at_ms) == 2
        deal = await now.came(deal)
        remedy = deal.last_remedy
        assert remedy is not None
        total = deal.agreement.deal.total
        assert (remedy[1].kind, remedy[1].amount) == ("price-reduction", total.of(round(total.amount * 0.10)))
        assert outcome_of(deal, now.clock.at_ms) == "late"

        told = Outcome(agreement=deal.hash, how="late", regarding=remedy[0])
        deal = await now.deals.say(deal, lambda made: told)
        deal = await now.deals.say(deal, lambda made: Review(agreement=deal.hash, stars=3))
        assert deal.order is not None
        assert deal.order.is_reviewed
        (kept,) = await now.counter.latest(5)
        assert (kept.how, kept.stars) == ("late", 3)

        lessons = await now.memory.recall({"outcome"})
        assert [one.facts["days_late"] for one in lessons if one.facts] == [2]
        believed = await now.memory.beliefs()
        again = await pursue(wish_for("router"), Nobody(), replace(now.twin, beliefs=believed))
        reasons = again.lines[0].options[0].why
        assert reasons[0].startswith("Counted ")
        assert "it came 2 days late, promised by 2026-12-06" in reasons[0]


async def test_no_identifying_value_stands_in_a_signed_byte(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        await now.bought()
    for name, table in (("shop", "brand_message"), ("twin", "twin_message")):
        connection = sqlite3.connect(tmp_path / f"{name}.db")
        signed = [data for (data,) in connection.execute(f"SELECT data FROM {table}")]
        beside = connection.execute(f"SELECT value FROM {table.split('_')[0]}_beside").fetchall()
        connection.close()
        assert signed
        assert not [data for data in signed if b"Lovelace" in data]
        assert beside == [(b'"Ada Lovelace"',)]


async def test_what_the_rules_forbid_is_stopped_at_home(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.bought()
        told = Outcome(agreement=deal.hash, how="kept")
        with pytest.raises(ProtocolError) as stopped:
            await now.deals.say(deal, lambda made: told)
        assert stopped.value.code == "not-delivered"
        assert (await now.deals.named(deal.hash)).thread.talk.seq == deal.thread.talk.seq


async def test_a_promise_that_was_kept_is_learnt_once(tmp_path: Path) -> None:
    async with shopping(tmp_path) as now:
        deal = await now.came(await now.bought())
        told = Outcome(agreement=deal.hash, how="kept")
        await now.deals.say(deal, lambda made: told)
        hows = [one.facts["how"] for one in await now.memory.recall({"outcome"}) if one.facts]
        assert hows == ["in-time", "kept"]
        belief = (await now.memory.beliefs()).of(f"promise:{deal.thread.record.seller.id}")
        assert belief is not None
        assert belief.derived == pytest.approx(1 / 3)
