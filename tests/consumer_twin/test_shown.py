"""What the person was shown lately, read back from the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from consumer_twin import Nobody, approve, pursue
from consumer_twin.edge import SqlPrices, SqlStanding
from consumer_twin.edge.diary import SqlDiary
from consumer_twin.edge.shown import SqlShown
from consumer_twin.scan import Places
from consumer_twin.sense import Observation, Run
from consumer_twin.standing import Aim
from foundation.database import Database
from tests.consumer_twin.mall import MARKET, ROUTER, mall
from tests.consumer_twin.town import BASE_MS, usd
from tests.consumer_twin.twins import wish_for

SOON_MS, LATER_MS = BASE_MS + 60_000, BASE_MS + 10 * 86_400_000


async def test_offers_that_stand_can_be_told_from_those_that_do_not(tmp_path: Path) -> None:
    async with mall(tmp_path) as market:
        twin = market.twin("twin", mandate=None)
        outcome = await pursue(wish_for(ROUTER), Nobody(), twin)
        shown = SqlShown(market.databases[-1])
        (one,) = await shown.latest(SOON_MS, most=5)
        assert [option.hash for option in one.of(0)] == [option.hash for option in outcome.options]
        assert one.open == {option.hash for option in outcome.options}
        assert (await shown.one(one.number, LATER_MS) or one).open == frozenset()

        await approve(outcome.options[0].hash, twin)
        (after,) = await shown.latest(SOON_MS, most=5)
        assert after.bound == {0: "agreed"}
        assert after.open == frozenset()
        assert await shown.one(77, SOON_MS) is None


async def test_only_the_last_round_of_a_standing_wish_is_shown(tmp_path: Path) -> None:
    async with mall(tmp_path) as market:
        twin = market.twin("twin", mandate=None)
        database = market.databases[-1]
        kept = await SqlStanding(database).add(Aim(wish_for(ROUTER), Places((MARKET,))), BASE_MS)
        for number in (1, 2):
            await twin.store.begin(wish_for(ROUTER), BASE_MS)
            await SqlDiary(database).begin_round(kept.number, number, (0,))
        await twin.store.begin(wish_for("usb hub"), BASE_MS)
        shown = await SqlShown(database).latest(SOON_MS, most=9)
        assert [(one.number, one.standing) for one in shown] == [(3, None), (2, kept.number)]
        assert [one.number for one in await SqlShown(database).latest(SOON_MS, most=9, before=2)] == [1]
        assert [await SqlShown(database).round_of(number) for number in (kept.number, 9)] == [2, None]


def run(minor: int, first: int, last: int, number: int = 0) -> Run:
    seen = Observation("did:web:a.example", "A", "p", "v", "Router", usd(minor), "router")
    return Run(seen, date(2026, 11, first), date(2026, 11, last), number)


async def test_prices_are_found_by_article(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    prices = SqlPrices(database)
    seen = run(12_900, 1, 1).seen
    await prices.observe([seen, replace(seen, product="other")], BASE_MS)
    await prices.observe([replace(seen, price=usd(11_900))], LATER_MS)
    article = (seen.seller, seen.product, seen.variant, "USD")
    found = await prices.of([article, ("nobody", "p", "v", "USD")])
    assert [one.seen.price.amount for one in found[article]] == [12_900, 11_900]
    assert found["nobody", "p", "v", "USD"] == ()
    database.close()
