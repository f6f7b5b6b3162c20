"""A once-benefit at the order: the first address has it, the second deal to it is off, and nobody pays."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from sqlalchemy import Connection

from brand_agent.edge.order_book import SqlOrders
from protocol import Message, Order, State
from protocol.commitment import Beside, commit
from tests.brand_agent.fulfilment.customer import post
from tests.brand_agent.relation.climber import CLIMBABLE, Climber
from tests.brand_agent.shop import Shop, entry, message_id, open_shop

CODE_MS = 48 * 3_600_000
"""How long a code can be redeemed, by the policy's default."""
RULES = '[fulfilment]\nneeds = ["name"]\n'
ORDERED = {"name": "Ada", "delivery-address": "12 Main Street"}


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path, entries=(entry(stock=9),), policy=CLIMBABLE + RULES)
    yield opened
    opened.database.close()


async def bought(shop: Shop, name: str) -> Climber:
    """A known key with an agreement at the rung's discount."""
    one = Climber(name)
    await one.introduce(shop.app)
    await one.ask(shop.app, one.opening())
    assert one.offer.total.amount == 9_700
    assert (await one.ask(shop.app, one.accept())).type == "confirm"
    return one


async def order(shop: Shop, one: Climber, **values: str) -> Message:
    """What the brand answers to an order with *values* beside."""
    one.at_ms = shop.clock.at_ms
    id = message_id(f"{one.name}:{one.turn}:{one.talk.seq + 1}")
    pairs = [commit(field, value, salt=b"1" * 32, message=id) for field, value in values.items()]
    besides: list[Beside] = [beside for _, beside in pairs]
    body = Order(agreement=one.talk.accepted_hash, disclosed=tuple(committed for committed, _ in pairs))
    data = one.make("order", body)
    response = await post(shop.app, data, besides)
    assert response.status_code == 200, response.text
    return one.hear(data, response.content)


async def figures(shop: Shop) -> tuple[int, int]:
    """How many pieces are left, and how many sales there were."""
    rows = await shop.dump()
    left = next(int(row[3]) for row in rows if row[0] == "router")
    return left, sum(row[-1] == shop.clock.at_ms and isinstance(row[2], bytes) for row in rows)


async def test_the_second_deal_to_one_address_is_off_and_costs_nobody_anything(shop: Shop) -> None:
    first, second = await bought(shop, "ada"), await bought(shop, "ada again")
    assert await figures(shop) == (7, 2)
    assert (await order(shop, first, **ORDERED)).type == "handoff"
    body: Any = (await order(shop, second, **ORDERED)).value["body"]
    assert body["reason"] == "benefit-used"
    assert second.talk.state is State.CLOSED
    assert await figures(shop) == (8, 1)


async def test_an_order_without_the_value_is_told_which_is_missing(shop: Shop) -> None:
    one = await bought(shop, "ada")
    body: Any = (await order(shop, one, name="Ada")).value["body"]
    assert (body["reason"], body["fields"]) == ("values-missing", ["name", "delivery-address"])
    assert (await order(shop, one, **ORDERED)).type == "handoff"


async def test_an_order_to_another_address_is_another_persons(shop: Shop) -> None:
    first, second = await bought(shop, "ada"), await bought(shop, "eve")
    await order(shop, first, **ORDERED)
    other = ORDERED | {"delivery-address": "14 Main Street"}
    assert (await order(shop, second, **other)).type == "handoff"


async def test_an_order_that_nobody_paid_uses_nothing_up(shop: Shop) -> None:
    first, second = await bought(shop, "mallory"), await bought(shop, "ada")
    assert (await order(shop, first, **ORDERED)).type == "handoff"
    shop.clock.at_ms += CODE_MS
    assert (await order(shop, second, **ORDERED)).type == "handoff"
    body: Any = (await order(shop, first, **ORDERED)).value["body"]
    assert body["reason"] == "benefit-used"


async def test_an_order_that_was_paid_keeps_its_use(shop: Shop) -> None:
    first, second = await bought(shop, "ada"), await bought(shop, "ada again")
    handoff: Any = (await order(shop, first, **ORDERED)).value["body"]

    def pay(connection: Connection) -> None:
        SqlOrders(connection).redeem(handoff["code"], at_ms=shop.clock.at_ms)

    await shop.database.write(pay)
    shop.clock.at_ms += CODE_MS
    body: Any = (await order(shop, second, **ORDERED)).value["body"]
    assert body["reason"] == "benefit-used"


async def test_an_order_to_another_address_frees_the_first(shop: Shop) -> None:
    first, second = await bought(shop, "ada"), await bought(shop, "eve")
    await order(shop, first, **ORDERED)
    shop.clock.at_ms += CODE_MS
    assert (await order(shop, first, **ORDERED | {"delivery-address": "14 Main Street"})).type == "handoff"
    assert (await order(shop, second, **ORDERED)).type == "handoff"
