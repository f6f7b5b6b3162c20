"""Prices that scans find: one row while they stand, and a clock that jumps shortens none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from consumer_twin import Nobody, pursue
from consumer_twin.edge import SqlPrices
from consumer_twin.history import day_of
from consumer_twin.sense import Observation
from foundation.database import Database
from protocol import Price
from tests.consumer_twin.mall import ROUTER as ROUTER_WORDS
from tests.consumer_twin.mall import mall
from tests.consumer_twin.sense.household import usd
from tests.consumer_twin.twins import wish_for

DAY_MS = 86_400_000
AT_MS = 20_000 * DAY_MS
ROUTER = Observation("did:web:shop", "Shop", "p", "v", "Router", usd(10_000), "router", "Network")


@pytest.fixture
async def prices(tmp_path: Path) -> AsyncIterator[SqlPrices]:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    yield SqlPrices(database)
    database.close()


async def rows(prices: SqlPrices) -> list[tuple[int, int, int]]:
    """Price, first and last day of each row, days counted from the first scan."""
    return [
        (run.seen.price.amount, (run.first - day_of(AT_MS)).days, (run.last - day_of(AT_MS)).days)
        for run in await prices.watched()
    ]


async def test_a_price_that_stands_is_one_row(prices: SqlPrices) -> None:
    for day, minor in enumerate([10_000, 10_000, 9_000, 9_000, 9_000, 10_000]):
        await prices.observe([replace(ROUTER, price=usd(minor))], AT_MS + day * DAY_MS)
    assert await rows(prices) == [(10_000, 0, 1), (9_000, 2, 4), (10_000, 5, 5)]


async def test_sellers_products_and_currencies_are_apart(prices: SqlPrices) -> None:
    other = [
        replace(ROUTER, seller="did:web:other"),
        replace(ROUTER, product="q"),
        replace(ROUTER, variant="w"),
    ]
    euro = replace(ROUTER, price=Price(amount=10_000, currency="EUR"))
    await prices.observe([ROUTER, *other, euro], AT_MS)
    assert len(await prices.watched()) == 5


async def test_a_clock_that_jumped_back_shortens_nothing(prices: SqlPrices) -> None:
    await prices.observe([ROUTER], AT_MS)
    await prices.observe([ROUTER], AT_MS + 9 * DAY_MS)
    await prices.observe([ROUTER], AT_MS - 900 * DAY_MS)
    await prices.observe([replace(ROUTER, price=usd(1))], AT_MS - 900 * DAY_MS)
    assert await rows(prices) == [(10_000, 0, 9), (1, 9, 9)]


async def test_what_ended_long_ago_is_dropped(prices: SqlPrices) -> None:
    await prices.observe([ROUTER], AT_MS)
    await prices.observe([replace(ROUTER, product="q")], AT_MS + 500 * DAY_MS)
    assert [run.seen.product for run in await prices.watched()] == ["q"]


async def test_a_wish_that_is_followed_keeps_the_prices_that_it_saw(tmp_path: Path) -> None:
    async with mall(tmp_path) as made:
        await pursue(wish_for(ROUTER_WORDS), Nobody(), made.twin())
        seen = await SqlPrices(made.database("twin")).watched()
    assert len({run.seen.seller for run in seen}) == len(seen) == 3
    assert {run.seen.wish for run in seen} == {ROUTER_WORDS} and all(run.seen.price.amount for run in seen)
