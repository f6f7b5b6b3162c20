"""Promotions that only so many deals get: never one more, whoever comes at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from brand_agent.edge.coupons import used
from protocol import Refuse, decode
from protocol.claim import Claim
from protocol.promotion import OffersPage
from tests.brand_agent.buyer import Buyer, to_brand, value_of
from tests.brand_agent.shop import POLICY, Shop, entry, open_shop
from tests.brand_agent.test_promotions import post

COUPON = """
[cost]
column = "cost_of_goods_sold"
[[promotion]]
id = "first-five"
title = "A tenth off for the first five"
discount = "0.10"
valid_from = 2026-12-01T00:00:00Z
valid_until = 2027-01-01T00:00:00Z
uses = 5
"""


@pytest.fixture
async def giving(tmp_path: Path) -> AsyncIterator[Shop]:
    stock = [entry("router", stock=100), entry("lamp", 2_500, stock=1, cost=2_000)]
    shop = await open_shop(tmp_path, policy=POLICY + COUPON, entries=stock)
    yield shop
    shop.database.close()


async def opened(shop: Shop, name: str, product: str = "router") -> Buyer:
    """A buyer with an offer that names the coupon, if there is still one."""
    buyer = Buyer(name)
    data = buyer.opening((product, 1), claims=[Claim(promotion="first-five", disclosed=())])
    buyer.hear(data, (await post(shop, data)).content)
    return buyer


async def shown(shop: Shop) -> tuple[list[str], str]:
    """The promotions that the brand shows, and the tag of the page."""
    async with to_brand(shop.app) as client:
        got = await client.get("/offers")
    return [one.id for one in OffersPage.model_validate(decode(got.content)).promotions], got.headers["etag"]


async def test_of_many_accepts_at_once_exactly_so_many_get_it(giving: Shop) -> None:
    before, tag = await shown(giving)
    buyers = [await opened(giving, f"buyer {n}") for n in range(12)]
    assert {(one.offer.promotions, one.offer.limited) for one in buyers} == {(("first-five",),) * 2}
    answers = await asyncio.gather(*(one.ask(giving.app, one.accept()) for one in buyers))
    assert sorted(one.type for one in answers) == ["confirm"] * 5 + ["refuse"] * 7
    refusals = [one.envelope.body for one in answers if isinstance(one.envelope.body, Refuse)]
    assert {one.reason for one in refusals} == {"promotion-used"}
    assert await giving.database.read(used) == {"first-five": 5}
    assert ("router", "router-1", 100, 95) in await giving.dump()
    after, other = await shown(giving)
    assert (before, after) == (["first-five"], []) and tag != other


async def test_who_comes_too_late_can_begin_again_without_it(giving: Shop) -> None:
    late = await opened(giving, "late")
    for n in range(5):
        buyer = await opened(giving, f"buyer {n}")
        await buyer.ask(giving.app, buyer.accept())
    assert (await late.ask(giving.app, late.accept())).type == "refuse"
    again = await opened(giving, "again")
    assert again.offer.promotions is None and again.offer.limited is None
    assert again.offer.total == again.offer.list_total
    assert (await again.ask(giving.app, again.accept())).type == "confirm"


async def test_an_accept_that_finds_no_stock_uses_nothing(giving: Shop) -> None:
    buyers = [await opened(giving, f"buyer {n}", "lamp") for n in range(2)]
    answers = [await one.ask(giving.app, one.accept()) for one in buyers]
    assert [one.type for one in answers] == ["confirm", "refuse"]
    assert value_of(answers[1].data)["body"]["reason"] == "out-of-stock"
    assert await giving.database.read(used) == {"first-five": 1}


async def test_the_same_accept_sent_again_uses_one(giving: Shop) -> None:
    buyer = await opened(giving, "one")
    accept = buyer.accept()
    first, again = [(await post(giving, accept)).content for _ in range(2)]
    assert first == again
    assert await giving.database.read(used) == {"first-five": 1}
