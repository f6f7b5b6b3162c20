"""Weights that are kept for a wish hold for its next rounds, and the options of this one follow them."""

from __future__ import annotations

from pathlib import Path

from consumer_twin.edge import SqlStanding, SqlStore
from consumer_twin.edge.weighing import SqlWeighing
from consumer_twin.memory import Beliefs
from consumer_twin.taste import Experience
from consumer_twin.weighing import Scale, moves, weighed
from dailyme.places import sqlite_url
from foundation.database import Database
from negotiation import Weights
from tests.consumer_twin.days import Square
from tests.consumer_twin.mall import mall

SLOW = "\n[[shipping]]\ndays = 9\nprice = '0.00'\n"
FAST = "\n[[shipping]]\ndays = 1\nprice = '0.00'\n"
CALM, HASTY = Weights(delivery=0.0), Weights(delivery=0.4)


async def test_kept_weights_reach_the_standing_wish_and_order_what_was_shown(tmp_path: Path) -> None:
    async with mall(tmp_path, "northgate") as market:
        market.apps.pop("http://localhost:8001")
        database = Database(sqlite_url(tmp_path / "person.db"))
        square = Square(market, tmp_path, database)
        square.more = SLOW
        await square.shop(8002, "1,Anker USB hub,20.00 USD,in_stock,Anker,9", name="Slow")
        square.more = FAST
        await square.shop(8003, "1,Anker USB hub,21.00 USD,in_stock,Anker,9", name="Fast")
        standing = await square.wish("usb hub")
        await square.today()
        store, weighing = SqlStore(database), SqlWeighing(database)
        record = await store.wish(1)
        shown = await store.options_of(1)
        scale = Scale(record, Experience(), Beliefs())
        calm, hasty = (weighed(shown, 0, one, scale) for one in (CALM, HASTY))
        assert [one.seller.name for one in calm] == ["Slow", "Fast"]
        assert [one.seller.name for one in hasty] == ["Fast", "Slow"]
        measures = scale.measure(shown, 0, CALM), scale.measure(shown, 0, HASTY)
        assert moves(calm, hasty, (CALM, HASTY), measures) == (
            "Delivery counts now, it did not before: Fast rises from 2 to 1.",
        )
        assert await weighing.of(1) is None
        assert await weighing.save(1, HASTY, hasty, square.now_ms) == standing.number
        assert (await SqlStanding(database).one(standing.number)).aim.weights == HASTY
        assert await weighing.of(1) == HASTY
        assert [one.seller.name for one in await store.options_of(1)] == ["Fast", "Slow"]
        await SqlStanding(database).step(standing.number, "done", square.now_ms)
        assert await weighing.save(1, CALM, calm, square.now_ms) is None, "a wish that is done stays as it is"
        assert await weighing.of(1) == CALM
        database.close()
