"""The budget of concessions: firm offers stay firm, and no day gives more than it has."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import Connection, text

from brand_agent.stockroom import DAY_MS
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.shop import NOON_MS, POLICY, Shop, entry, open_shop


def with_budget(words: str, share: str = "1") -> str:
    lines = f'[guardrails]\ndaily_concessions = "{words}"\nconcession_share = "{share}"'
    return POLICY.replace("[guardrails]", lines)


async def shop_with(folder: Path, words: str, share: str = "1", *, stock: int = 100) -> Shop:
    return await open_shop(folder, entries=(entry(stock=stock),), policy=with_budget(words, share))


async def haggled(shop: Shop, name: str, turns: int = 4) -> Buyer:
    """A buyer who has asked for nothing, so many times."""
    buyer = Buyer(name, at_ms=shop.clock.at_ms)
    await buyer.ask(shop.app, buyer.opening())
    for _ in range(turns):
        await buyer.ask(shop.app, buyer.counter(1))
    return buyer


def given(buyer: Buyer) -> int:
    return buyer.offer.list_total.amount - buyer.offer.total.amount


def spent(connection: Connection) -> list[int]:
    return list(connection.execute(text("SELECT spent_minor FROM brand_concession_day")).scalars())


def sold(connection: Connection) -> int:
    found = connection.execute(
        text("SELECT COALESCE(SUM(list_total_minor - total_minor), 0) FROM brand_sale")
    )
    return int(found.scalar_one())


async def test_many_threads_at_once_never_overdraw_the_day(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path, "50.00", "0.40")
    buyers = await asyncio.gather(*(haggled(shop, f"buyer {n}") for n in range(12)))
    answers = await asyncio.gather(*(buyer.ask(shop.app, buyer.accept()) for buyer in buyers))
    counted, total = await shop.database.read(spent), await shop.database.read(sold)
    shop.database.close()
    assert {one.type for one in answers} == {"confirm"}  # what was firm is honoured
    assert sum(counted) == total
    assert 4_000 < total <= 5_000
    assert sum(map(given, buyers)) == total


async def test_a_thread_reserves_a_share_of_what_is_left_and_gives_it_back(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path, "20.00", "0.50")
    first, second = await haggled(shop, "first"), await haggled(shop, "second")
    assert (given(first) <= 1_000, given(second) <= 500) == (True, True)
    await first.ask(shop.app, first.close())
    third = await haggled(shop, "third")
    assert given(third) > 500
    shop.clock.at_ms += 31 * 60_000  # all of it is over
    fourth = await haggled(shop, "fourth")
    shop.database.close()
    assert given(fourth) == given(first)


async def test_the_day_turns_at_midnight_utc_and_an_offer_across_it_counts_on_both(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path, "15.00")
    shop.clock.at_ms = NOON_MS + DAY_MS // 2 - 5 * 60_000
    late = await haggled(shop, "late")
    assert given(late) == 1_500
    shop.clock.at_ms += 10 * 60_000
    early = await haggled(shop, "early")
    assert given(early) == 0  # the late offer can still be taken today
    late.at_ms = shop.clock.at_ms
    assert (await late.ask(shop.app, late.accept())).type == "confirm"
    shop.clock.at_ms += DAY_MS
    assert given(await haggled(shop, "next day")) == 1_500
    shop.database.close()


async def test_what_was_reserved_is_there_after_a_restart(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path, "15.00")
    buyer = await haggled(shop, "before")
    shop.database.close()
    shop = await shop_with(tmp_path, "15.00")
    assert given(await haggled(shop, "after")) == 0
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"
    shop.database.close()


async def test_a_budget_that_shrinks_breaks_no_firm_offer(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path, "15.00")
    buyer = await haggled(shop, "before")
    shop.database.close()
    shop = await shop_with(tmp_path, "1.00")
    assert (await buyer.ask(shop.app, buyer.accept())).type == "confirm"
    assert given(await haggled(shop, "after")) == 0
    shop.database.close()
