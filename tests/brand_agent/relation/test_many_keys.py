"""Many keys: hundreds of guests with a thread each are told what one is told, and known ones likewise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brand_agent.desk import Desk, answer, receive
from brand_agent.edge.relation import SqlBooks
from brand_agent.edge.store import SqlLedger
from brand_agent.policy_reader import read_policy
from brand_agent.stockroom import stockroom
from protocol import Terms
from tests.brand_agent.buyer import STANDARD, Buyer
from tests.brand_agent.relation.climber import CLIMBABLE, Climber
from tests.brand_agent.shop import KEY, Clock, Shop, entry, message_id, open_shop
from tests.brand_agent.test_floor import ledger_with

GUESTS, KNOWN = 300, 100
QUICK = Terms(delivery_days=2, warranty_months=24, returns_days=30, extras=("gift-wrap",))
turns = st.lists(
    st.one_of(st.tuples(st.integers(8_000, 11_000), st.sampled_from([STANDARD, QUICK])), st.just("decline")),
    max_size=3,
)


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    opened = await open_shop(tmp_path, entries=(entry(stock=30),), policy=CLIMBABLE)
    yield opened
    opened.database.close()


def told(buyer: Buyer) -> list[Any]:
    """All that the brand said to *buyer* but hashes: what it gave and what it asked."""
    return [
        {name: value for name, value in message.value["body"].items() if name not in {"meets", "regarding"}}
        for message in buyer.said[1::2]
    ]


def say(buyer: Buyer, turn: Any) -> bytes:
    return buyer.decline() if turn == "decline" else buyer.counter(*turn)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(turns)
def test_hundreds_of_guests_get_what_one_guest_gets(moves: list[Any]) -> None:
    policy = read_policy(CLIMBABLE)
    desk = Desk(KEY, policy, stockroom((entry(stock=5),), policy), Clock(), message_id)
    seen: list[list[Any]] = []
    with ledger_with(desk) as connection:
        ledger, books = SqlLedger(connection), SqlBooks(connection)
        for number in range(GUESTS):
            buyer = Buyer(f"guest {number} of {moves}")
            for turn in [None, *moves]:
                asked = buyer.opening() if turn is None else say(buyer, turn)
                said = answer(receive(asked, desk), desk, ledger, at_ms=buyer.at_ms, books=books)
                if buyer.hear(asked, said).type == "close":
                    break
            seen.append(told(buyer))
    assert all(one == seen[0] for one in seen)


async def test_hundreds_of_known_keys_get_what_one_gets_but_for_the_bounded_stock(shop: Shop) -> None:
    seen = []
    for number in range(KNOWN):
        one = Climber(f"key {number}")
        await one.introduce(shop.app)
        await one.ask(shop.app, one.opening())
        seen.append(told(one)[0])
    held = [offer for offer in seen if offer["stock"] == "held"]
    assert len(held) == 15
    for offer in seen:
        offer["stock"], offer["benefits"] = "", sorted({*offer["benefits"]} - {"held"})
    assert all(offer == seen[0] for offer in seen)


async def test_a_guest_among_known_keys_gets_what_a_guest_gets(shop: Shop) -> None:
    alone = Buyer("alone")
    await alone.ask(shop.app, alone.opening())
    for number in range(10):
        one = Climber(f"key {number}")
        await one.introduce(shop.app)
        await one.ask(shop.app, one.opening())
    among = Buyer("among")
    await among.ask(shop.app, among.opening())
    assert told(among) == told(alone)
