"""The order book: a code works once, an order goes one way, and a killed brand forgets nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from brand_agent.edge.orders import Counter
from brand_agent.fulfilment import UnknownOrderError, WrongStageError
from protocol.fulfilling import DAY_MS
from protocol.fulfilment import Stage
from tests.brand_agent.fulfilment.customer import RULES, Customer, post
from tests.brand_agent.relation.newspaper import Reader
from tests.brand_agent.shop import POLICY, Shop, open_shop


@pytest.fixture
async def customer(tmp_path: Path) -> Customer:
    buyer = Customer()
    await buyer.buy(await open_shop(tmp_path, policy=POLICY + RULES))
    return buyer


async def test_a_code_works_once(customer: Customer) -> None:
    code = (await customer.order()).value["body"]["code"]
    counter = Counter(customer.shop.database)
    tries = await asyncio.gather(
        *(counter.redeem(code, at_ms=customer.at_ms) for _ in range(5)), return_exceptions=True
    )
    assert sum(not isinstance(one, UnknownOrderError) for one in tries) == 1


async def test_a_code_that_is_over_places_nothing(customer: Customer) -> None:
    code = (await customer.order()).value["body"]["code"]
    counter = Counter(customer.shop.database)
    with pytest.raises(UnknownOrderError):
        await counter.redeem(code, at_ms=customer.at_ms + 3 * DAY_MS)
    customer.later(3)
    fresh = (await customer.order()).value["body"]["code"]
    assert fresh != code
    assert (await counter.redeem(fresh, at_ms=customer.at_ms)).stage == "placed"


async def test_an_order_goes_one_way(customer: Customer) -> None:
    await customer.order()
    counter, at_ms = Counter(customer.shop.database), customer.at_ms
    name = customer.talk.accepted_hash
    await counter.advance(name, "delivered", at_ms=at_ms)
    for stage in ("shipped", "cancelled"):
        with pytest.raises(WrongStageError):
            await counter.advance(name, stage, at_ms=at_ms)
    assert (await counter.advance(name, "refunded", at_ms=at_ms)).stage == "refunded"
    with pytest.raises(UnknownOrderError):
        await counter.advance("nothing", "shipped", at_ms=at_ms)


async def test_a_brand_that_comes_back_answers_with_what_it_stored(
    customer: Customer, tmp_path: Path
) -> None:
    data, beside = customer.ordering()
    said = (await post(customer.shop.app, data, [beside])).content
    customer.shop.database.close()
    again = await open_shop(tmp_path, policy=POLICY + RULES)
    assert (await post(again.app, data, [beside])).content == said
    assert len(await Counter(again.database).latest(10)) == 1


async def test_who_asked_hears_of_each_new_stage(customer: Customer) -> None:
    await customer.order()
    name, counter, at_ms = customer.talk.accepted_hash, Counter(customer.shop.database), customer.at_ms
    ada, bob = Reader(customer.shop), Reader(customer.shop, "bob")
    await ada.subscribe({"kind": "order-care", "agreement": name}, messages=9)
    await bob.subscribe({"kind": "order-care", "agreement": "A" * 43})
    stages: tuple[tuple[Stage, int | None], ...] = (
        ("shipped", None),
        ("shipped", at_ms + DAY_MS),
        ("delivered", None),
    )
    for stage, expected_ms in stages:
        await counter.advance(name, stage, at_ms=at_ms, expected_ms=expected_ms)
    with pytest.raises(WrongStageError):
        await counter.advance(name, "packed", at_ms=at_ms)
    assert (await ada.fetch(), await bob.fetch()) == (2, 0)
    assert [one.value["body"]["status"] for one in ada.read] == ["shipped", "delivered"]


async def test_what_is_cancelled_can_be_sold_again_once(customer: Customer) -> None:
    await customer.order()
    name, counter, at_ms = customer.talk.accepted_hash, Counter(customer.shop.database), customer.at_ms
    assert await _left(customer.shop) == 2
    tries = [counter.advance(name, "cancelled", at_ms=at_ms) for _ in range(3)]
    await asyncio.gather(*tries, return_exceptions=True)
    assert await _left(customer.shop) == 3
    with pytest.raises(WrongStageError):
        await counter.advance(name, "shipped", at_ms=at_ms)


async def _left(shop: Shop) -> int:
    rows = await shop.dump()
    return next(int(row[3]) for row in rows if row[0] == "router")
