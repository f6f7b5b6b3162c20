"""Many accepts of the last piece at once: one gets it, and the others a signed no."""

from __future__ import annotations

import asyncio

from tests.brand_agent.buyer import Buyer, post, value_of
from tests.brand_agent.shop import Shop


async def test_of_many_accepts_of_the_last_piece_exactly_one_is_confirmed(shop: Shop) -> None:
    buyers = [Buyer(f"buyer {n}") for n in range(12)]
    await asyncio.gather(*(buyer.ask(shop.app, buyer.opening(("lamp", 1))) for buyer in buyers))
    answers = await asyncio.gather(*(buyer.ask(shop.app, buyer.accept()) for buyer in buyers))
    assert sorted(answer.type for answer in answers) == ["confirm"] + ["refuse"] * 11
    assert ("lamp", "lamp-1", 1, 0) in await shop.dump()


async def test_the_same_accept_sent_many_times_at_once_takes_one_piece(shop: Shop) -> None:
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    accept = buyer.accept()
    responses = await asyncio.gather(*(post(shop.app, accept) for _ in range(8)))
    assert len({response.content for response in responses}) == 1
    assert value_of(responses[0].content)["type"] == "confirm"
    assert ("router", "router-1", 3, 2) in await shop.dump()


async def test_two_messages_for_one_place_of_a_thread_do_not_both_come_in(shop: Shop) -> None:
    buyer = Buyer()
    await buyer.ask(shop.app, buyer.opening())
    rivals = [buyer.counter(9_000), buyer.counter(9_001)]
    responses = await asyncio.gather(*(post(shop.app, rival) for rival in rivals))
    assert sorted(response.status_code for response in responses) == [200, 409]
