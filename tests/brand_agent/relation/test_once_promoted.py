"""A promotion that is given once: the offer says so, and one address has it one time under whatever key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from brand_agent import PolicyError, read_policy
from protocol import State
from protocol.claim import Claim
from tests.brand_agent.relation.climber import CLIMBABLE, Climber
from tests.brand_agent.relation.test_once_ordered import ORDERED, RULES, order
from tests.brand_agent.shop import POLICY, Shop, entry, open_shop

PROMOTION = """
[[promotion]]
id = "winter"
title = "A twentieth off, once"
discount = "0.05"
once = "delivery-address"
valid_from = 2026-12-01T00:00:00Z
valid_until = 2027-01-01T00:00:00Z
"""
COST = '[cost]\ncolumn = "cost"\n'
WINTER, WELCOME = ("winter", "delivery-address"), ("welcome", "delivery-address")


@pytest_asyncio.fixture(params=[POLICY + COST, CLIMBABLE], ids=["no ladder", "ladder"])
async def shop(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path, entries=(entry(stock=9),), policy=request.param + PROMOTION + RULES)
    yield opened
    opened.database.close()


async def offered(shop: Shop, one: Climber) -> list[tuple[str, str]]:
    """What the offer to *one*, who claims the promotion, is bound to."""
    await one.ask(shop.app, one.opening(claims=[Claim(promotion="winter", disclosed=())]))
    return [(condition.benefit, condition.once) for condition in one.offer.conditions or ()]


async def bought(shop: Shop, name: str) -> Climber:
    """A guest with an agreement at the promotion's discount."""
    one = Climber(name)
    assert (await offered(shop, one), one.offer.total.amount) == ([WINTER], 9_500)
    assert (await one.ask(shop.app, one.accept())).type == "confirm"
    return one


async def used(shop: Shop) -> list[str]:
    def work(connection: Connection) -> list[str]:
        return list(connection.scalars(text("SELECT benefit FROM brand_used ORDER BY benefit")))

    return await shop.database.read(work)


async def test_a_second_order_to_one_address_under_another_key_is_refused(shop: Shop) -> None:
    first, second = await bought(shop, "ada"), await bought(shop, "ada again")
    assert (await order(shop, first, **ORDERED)).type == "handoff"
    body: Any = (await order(shop, second, **ORDERED)).value["body"]
    assert body["reason"] == "benefit-used"
    assert second.talk.state is State.CLOSED
    third = await bought(shop, "eve")
    assert (await order(shop, third, **ORDERED | {"delivery-address": "14 Main Street"})).type == "handoff"
    assert await used(shop) == ["promotion/winter", "promotion/winter"]


async def test_an_order_without_the_value_is_told_which_is_missing(shop: Shop) -> None:
    body: Any = (await order(shop, await bought(shop, "ada"), name="Ada")).value["body"]
    assert (body["reason"], body["fields"]) == ("values-missing", ["name", "delivery-address"])


async def test_a_better_offer_is_bound_as_the_first_was(shop: Shop) -> None:
    one = Climber("ada")
    await offered(shop, one)
    first = one.offer
    assert (await one.ask(shop.app, one.decline())).type == "offer"
    assert one.offer.total.amount < first.total.amount
    assert one.offer.conditions == first.conditions


async def test_what_the_rung_brings_is_bound_beside_it(tmp_path: Path) -> None:
    shop = await open_shop(tmp_path, entries=(entry(stock=9),), policy=CLIMBABLE + PROMOTION + RULES)
    ada = Climber("ada")
    await ada.introduce(shop.app)
    assert await offered(shop, ada) == [WINTER, WELCOME]
    assert (await ada.ask(shop.app, ada.accept())).type == "confirm"
    assert (await order(shop, ada, **ORDERED)).type == "handoff"
    assert await used(shop) == ["promotion/winter", "welcome"]
    shop.database.close()


def test_the_page_says_once() -> None:
    rule = read_policy(POLICY + COST + PROMOTION).promotion[0]
    assert rule.members()["benefit"]["once"] == "delivery-address"


@pytest.mark.parametrize("once", ['once = "delivery-address"\n', ""])
def test_one_name_for_a_promotion_and_a_once_benefit_is_refused(once: str) -> None:
    named = PROMOTION.replace('"winter"', '"welcome"').replace('once = "delivery-address"\n', once)
    with pytest.raises(PolicyError, match="promotion welcome: a benefit is called that too"):
        read_policy(CLIMBABLE + named)
