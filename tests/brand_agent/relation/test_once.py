"""Once for each person: counted by a value of the fulfilment under a secret, whatever the key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, text

from brand_agent.edge.relation import SqlBooks
from brand_agent.relation.once import mark, normalised, spend
from protocol import SigningKey
from tests.brand_agent.relation.climber import CLIMBABLE, Climber, agreement_of
from tests.brand_agent.shop import DID, KEY, Shop, entry, open_shop

HOME = {"delivery-address": "12 Main Street, Springfield"}


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path, entries=(entry(stock=30),), policy=CLIMBABLE)
    yield opened
    opened.database.close()


async def deal_of(shop: Shop, one: Climber) -> Climber:
    """An agreement that *one* came to."""
    await one.ask(shop.app, one.opening())
    assert (await one.ask(shop.app, one.accept())).type == "confirm"
    return one


async def spent(shop: Shop, one: Climber, values: dict[str, Any]) -> str | None:
    """What the brand says to an order of the deal of *one*."""
    deal = one.talk.accepted
    assert deal is not None

    def work(connection: Connection) -> str | None:
        uses = SqlBooks(connection).uses
        return spend(deal.deal, values, KEY, uses, agreement=agreement_of(one), twin=one.key.did, at_ms=0)

    return await shop.database.write(work)


async def known(shop: Shop, name: str) -> Climber:
    one = Climber(name)
    await one.introduce(shop.app)
    return one


async def test_an_offer_says_by_what_a_benefit_is_counted(shop: Shop) -> None:
    ada = await known(shop, "ada")
    await ada.ask(shop.app, ada.opening())
    assert [(one.benefit, one.once) for one in ada.offer.conditions or ()] == [
        ("welcome", "delivery-address")
    ]
    assert ada.offer.deviations[0].reason == "rung"


async def test_a_second_use_is_told(shop: Shop) -> None:
    first = await deal_of(shop, await known(shop, "ada"))
    second = await deal_of(shop, await known(shop, "ada under another key"))
    assert await spent(shop, first, HOME) is None
    assert await spent(shop, first, HOME) is None, "the same order again counts nothing more"
    assert await spent(shop, second, {"delivery-address": "12, MAIN street - Springfield"}) == "benefit-used"
    assert await spent(shop, second, {"delivery-address": "14 Main Street, Springfield"}) is None


async def test_without_the_value_nothing_is_counted(shop: Shop) -> None:
    one = await deal_of(shop, await known(shop, "ada"))
    assert await spent(shop, one, {"email": "ada@example.org"}) == "values-missing"


async def test_what_was_used_under_a_key_is_not_offered_to_it_again(shop: Shop) -> None:
    ada = await deal_of(shop, await known(shop, "ada"))
    await spent(shop, ada, HOME)
    again = ada.again()
    await again.ask(shop.app, again.opening())
    assert (again.offer.benefits, again.offer.total.amount) == (("held",), 10_000)


async def test_the_store_holds_no_value(shop: Shop) -> None:
    one = await deal_of(shop, await known(shop, "ada"))
    await spent(shop, one, HOME)

    def work(connection: Connection) -> list[Any]:
        return [tuple(row) for row in connection.execute(text("SELECT * FROM brand_used"))]

    rows = await shop.database.read(work)
    assert len(rows) == 1
    assert not any("main" in str(value).casefold() for value in rows[0])


def test_a_mark_needs_the_brands_own_key() -> None:
    other = SigningKey.for_brand(b"2" * 32, DID)
    assert mark("email", "ada@example.org", KEY) != mark("email", "ada@example.org", other)
    assert mark("email", "ada@example.org", KEY) != mark("delivery-address", "ada@example.org", KEY)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("delivery-address", "12 Main St.\nSpringfield", "12 main st, SPRINGFIELD"),
        ("delivery-address", "Straße 5", "STRASSE 5"),
        ("email", "Ada+offers@Example.org", "ada@example.org"),
        ("phone", "+1 555 010 0199", "+15550100199"),
    ],
)
def test_spellings_of_one_value_are_one(field: str, one: str, other: str) -> None:
    assert normalised(field, one) == normalised(field, other)
