"""Stock that is held for a known key: there when it is accepted, back when its time is over, and bounded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from protocol import Message
from tests.brand_agent.buyer import Buyer
from tests.brand_agent.relation.climber import CLIMBABLE, Climber
from tests.brand_agent.shop import NOON_MS, Shop, entry, open_shop

HALF_AN_HOUR_MS = 30 * 60_000


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(
        tmp_path, entries=(entry(stock=4), entry("poster", stock=None)), policy=CLIMBABLE
    )
    yield opened
    opened.database.close()


async def known(shop: Shop, name: str) -> Climber:
    """A key that introduced itself."""
    one = Climber(name, at_ms=shop.clock.at_ms)
    await one.introduce(shop.app)
    return one


async def left(shop: Shop) -> int:
    """How many routers anybody else could buy."""
    return next(int(row[3]) for row in await shop.dump() if row[0] == "router")


def reason(answer: Message) -> str:
    return str(answer.value["body"].get("reason", answer.type))


async def test_a_known_keys_pieces_are_set_aside_and_a_guests_are_not(shop: Shop) -> None:
    ada, guest = await known(shop, "ada"), Buyer()
    await ada.ask(shop.app, ada.opening())
    await guest.ask(shop.app, guest.opening())
    assert (ada.offer.stock, guest.offer.stock) == ("held", "while-available")
    assert ada.offer.benefits == ("held", "welcome")
    assert guest.offer.benefits is None
    assert await left(shop) == 3


async def test_a_held_offer_is_confirmed_though_everything_else_is_sold(shop: Shop) -> None:
    ada = await known(shop, "ada")
    await ada.ask(shop.app, ada.opening())
    await ada.ask(shop.app, ada.counter(9_000))
    for name in ("one", "two", "three"):
        guest = Buyer(name)
        await guest.ask(shop.app, guest.opening())
        assert (await guest.ask(shop.app, guest.accept())).type == "confirm"
    late = Buyer("too late")
    assert reason(await late.ask(shop.app, late.opening())) == "out-of-stock"
    first = next(iter(ada.talk.offers))
    assert (await ada.ask(shop.app, ada.accept(first))).type == "confirm"
    assert await left(shop) == 0


async def test_what_is_held_comes_back_when_its_time_is_over(shop: Shop) -> None:
    ada, guest = await known(shop, "ada"), Buyer()
    await ada.ask(shop.app, ada.opening())
    shop.clock.at_ms = guest.at_ms = NOON_MS + HALF_AN_HOUR_MS + 29_000
    await guest.ask(shop.app, guest.opening(("router", 3)))
    assert await left(shop) == 3
    shop.clock.at_ms = guest.at_ms = NOON_MS + HALF_AN_HOUR_MS + 30_000
    other = Buyer("other", at_ms=shop.clock.at_ms)
    await other.ask(shop.app, other.opening(("router", 4)))
    assert await left(shop) == 4
    ada.at_ms = shop.clock.at_ms
    assert reason(await ada.ask(shop.app, ada.accept())) == "expired"


async def test_a_better_offer_keeps_it_longer(shop: Shop) -> None:
    ada = await known(shop, "ada")
    await ada.ask(shop.app, ada.opening())
    shop.clock.at_ms = ada.at_ms = NOON_MS + HALF_AN_HOUR_MS - 1_000
    await ada.ask(shop.app, ada.counter(9_000))
    shop.clock.at_ms = ada.at_ms = NOON_MS + 2 * HALF_AN_HOUR_MS - 2_000
    assert ada.offer.stock == "held"
    assert (await ada.ask(shop.app, ada.accept())).type == "confirm"
    assert await left(shop) == 3


async def test_a_close_gives_it_back_at_once(shop: Shop) -> None:
    ada = await known(shop, "ada")
    await ada.ask(shop.app, ada.opening())
    await ada.ask(shop.app, ada.close())
    assert await left(shop) == 4


async def test_one_key_holds_an_article_in_one_thread(shop: Shop) -> None:
    ada = await known(shop, "ada")
    await ada.ask(shop.app, ada.opening())
    again = ada.again()
    await again.ask(shop.app, again.opening())
    assert (again.offer.stock, again.offer.benefits) == ("while-available", ("welcome",))
    assert await left(shop) == 3


async def test_many_known_keys_hold_no_more_than_the_share(shop: Shop) -> None:
    many = await asyncio.gather(*(known(shop, f"key {number}") for number in range(30)))
    await asyncio.gather(*(one.ask(shop.app, one.opening()) for one in many))
    held = [one for one in many if one.offer.stock == "held"]
    assert (len(held), await left(shop)) == (2, 2)
    assert {one.offer.total.amount for one in many} == {9_700}


async def test_many_guests_hold_nothing(shop: Shop) -> None:
    guests = [Buyer(f"guest {number}") for number in range(60)]
    await asyncio.gather(*(one.ask(shop.app, one.opening()) for one in guests))
    assert await left(shop) == 4


async def test_what_nobody_counts_is_not_promised(shop: Shop) -> None:
    ada = await known(shop, "ada")
    await ada.ask(shop.app, ada.opening(("poster", 1)))
    assert ada.offer.stock == "while-available"


@pytest.mark.parametrize(("counted", "over"), [(4, 3), (9, 8), (1, 0), (0, 0)])
async def test_a_fresh_count_leaves_what_is_held_aside(tmp_path: Path, counted: int, over: int) -> None:
    first = await open_shop(tmp_path, entries=(entry(stock=4),), policy=CLIMBABLE)
    ada = await known(first, "ada")
    await ada.ask(first.app, ada.opening())
    first.database.close()
    again = await open_shop(tmp_path, entries=(entry(stock=counted),), policy=CLIMBABLE)
    assert await left(again) == over
    assert (await ada.ask(again.app, ada.accept())).type == "confirm"
    again.database.close()
