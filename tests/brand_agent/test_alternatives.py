"""Counters that name several packages: the brand meets the one that takes least off its list."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from protocol import Counter, Offer, Price, Terms
from protocol.counter import Wanted
from tests.brand_agent.buyer import STANDARD, Buyer
from tests.brand_agent.shop import Shop, open_shop

QUICK = STANDARD.model_copy(update={"delivery_days": 2})
"""Costs 9.90 on top of the list total."""
LONG = STANDARD.model_copy(update={"warranty_months": 24})
"""Costs 3.00 on top: 3 % of the price."""


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    made = await open_shop(tmp_path)
    yield made
    made.database.close()


def wanted(total_minor: int, terms: Terms) -> Wanted:
    return Wanted(total=Price(amount=total_minor, currency="USD"), terms=terms)


def counter(buyer: Buyer, own: Wanted, *others: Wanted) -> bytes:
    more: dict[str, Any] = {"alternatives": others} if others else {}
    return buyer.make("counter", Counter(offer=buyer.offer_hash, total=own.total, terms=own.terms, **more))


async def answered(shop: Shop, name: str, own: Wanted, *others: Wanted) -> Offer:
    buyer = Buyer(name)
    await buyer.ask(shop.app, buyer.opening())
    said = await buyer.ask(shop.app, counter(buyer, own, *others))
    assert said.type == "offer"
    return buyer.offer


async def test_the_brand_meets_the_package_that_takes_least_off_its_list(shop: Shop) -> None:
    """All three could be met: the quick one is 3.90 off its list, the long one 3.00, the plain one 3.50."""
    plain, quick, long = wanted(9_650, STANDARD), wanted(10_600, QUICK), wanted(10_000, LONG)
    offer = await answered(shop, "three", plain, quick, long)
    assert (offer.meets_alternative, offer.total.amount, offer.terms.warranty_months) == (2, 10_000, 24)
    alone = await answered(shop, "alone", plain)
    assert (alone.meets_alternative, alone.total.amount) == (None, 9_650)
    assert alone.meets is not None
    turned = await answered(shop, "turned", long, plain)
    assert (turned.meets_alternative, turned.total.amount) == (None, 10_000)


async def test_an_alternative_is_met_where_the_counter_itself_is_not(shop: Shop) -> None:
    offer = await answered(shop, "low", wanted(5_000, STANDARD), wanted(10_000, LONG))
    assert (offer.meets_alternative, offer.total.amount) == (1, 10_000)


async def test_where_none_can_be_met_the_answer_is_that_to_the_counter_alone(shop: Shop) -> None:
    alone = await answered(shop, "alone", wanted(5_000, STANDARD))
    offer = await answered(shop, "three", wanted(5_000, STANDARD), wanted(5_500, LONG), wanted(5_900, QUICK))
    assert offer.meets is None
    assert (offer.total, offer.terms, offer.deviations) == (alone.total, alone.terms, alone.deviations)
