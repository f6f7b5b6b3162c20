"""`dailyme brand fairness`, on a store that a brand kept."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from sqlalchemy import Connection, text

from dailyme.acts.brand_fairness import check_fairness
from foundation.database import Database
from tests.brand_agent.shop import open_shop
from tests.brand_agent.test_budget import haggled


def _spoil(connection: Connection) -> None:
    """Say of the first answer that it was given with less in stock than it was."""
    kept = connection.execute(text("SELECT grounds FROM brand_grounds WHERE number = 1")).scalar_one()
    spoilt = json.dumps(json.loads(kept) | {"allowance": 0}, sort_keys=True, separators=(",", ":")).encode()
    assert spoilt != kept
    connection.execute(text("UPDATE brand_grounds SET grounds = :g WHERE number = 3"), {"g": spoilt})


async def test_a_brand_sees_that_it_was_fair_and_when_it_was_not(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path)
    await haggled(shop, "one")
    shop.database.close()
    url = f"sqlite:///{tmp_path}/shop.db"
    assert await _checked(url) == 0
    store = Database(url)
    await store.write(_spoil)
    store.close()
    assert await _checked(url) == 1


async def _checked(url: str) -> int:
    return await asyncio.to_thread(check_fairness, "http://localhost:1", database=url, as_json=True)
