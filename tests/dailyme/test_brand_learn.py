"""`dailyme brand learn`, on the store of a brand."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from brand_agent.edge.lessons import CHANGES, read_lessons, read_margin
from brand_agent.edge.tables import MESSAGES
from dailyme.acts.brand_learn import learn
from foundation.database import Database
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import POLICY, open_shop
from tests.brand_agent.test_budget import haggled


async def test_what_was_heard_is_read_from_the_brands_own_threads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = await open_shop(tmp_path)
    buyer = await haggled(shop, "buys", turns=2)
    await buyer.ask(shop.app, buyer.accept())
    leaver = await haggled(shop, "leaves", turns=1)
    await leaver.ask(shop.app, leaver.close())
    await Buyer("only looks").ask(shop.app, Buyer("only looks").opening())
    rows, margin = await shop.database.read(read_lessons), await shop.database.read(read_margin)
    shop.database.close()
    assert sorted((one.discount, one.turn, one.taken, one.left) for one in rows) == [
        (0.0, 0, False, False),
        (0.0, 0, False, False),
        (0.0375, 1, False, False),
        (0.0375, 1, False, True),
        (0.075, 2, True, False),
    ]
    assert margin == pytest.approx(0.3)
    config = tmp_path / "brand.toml"
    config.write_text(POLICY)
    url = f"sqlite:///{tmp_path}/shop.db"
    capsys.readouterr()
    await asyncio.to_thread(learn, config, "http://localhost:1", database=url, apply=True, as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["threads"], told["deals"], told["proposals"], told["applied"]) == (2, 1, [], False)
    assert config.read_text() == POLICY


async def test_what_is_proposed_is_written_only_when_a_person_says_so(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path)
    buyer = await haggled(shop, "buys", turns=1)
    await buyer.ask(shop.app, buyer.accept())
    url = f"sqlite:///{tmp_path}/shop.db"
    await shop.database.write(lambda connection: _crowd(connection, 240))
    shop.database.close()
    config = tmp_path / "brand.toml"
    config.write_text(POLICY)
    for apply, is_changed in ((False, False), (True, True)):
        await asyncio.to_thread(learn, config, "http://localhost:1", database=url, apply=apply, as_json=True)
        assert (config.read_text() != POLICY) is is_changed
    store = Database(url)
    kept = await store.read(lambda connection: connection.execute(select(CHANGES)).one())
    store.close()
    assert (kept.before, kept.after) == (POLICY, config.read_text())


def _crowd(connection: Connection, count: int) -> None:
    """Copy the one thread that bought so many times: people who always take the first concession."""
    rows = connection.execute(select(MESSAGES).order_by(MESSAGES.c.seq)).all()
    for number in range(count):
        for row in rows:
            copy = dict(row._mapping) | {name: f"{row._mapping[name]}{number}" for name in ("thread", "id")}
            connection.execute(insert(MESSAGES), copy | {"hash": f"{row.hash}{number}"})
