"""Ranges: what a brand offers on the condition that more pieces are taken, and what it never does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brand_agent import Desk, answer, read_policy, receive, stockroom
from brand_agent.edge.store import SqlLedger
from brand_agent.edge.transcripts import read_answers
from brand_agent.fairness import unfair
from protocol import Counter, Message, Offer, Price
from protocol.counter import Wanted
from tests.brand_agent.buyer import STANDARD, Buyer, post
from tests.brand_agent.shop import KEY, NOON_MS, POLICY, Clock, Shop, entry, message_id, open_shop
from tests.brand_agent.test_budget import with_budget
from tests.brand_agent.test_floor import ledger_with

RULES = """
[cost]
column = "cost_of_goods_sold"
[[volume]]
pieces = 3
discount = "0.05"
[[volume]]
pieces = 6
discount = "0.08"
"""


async def shop_with(folder: Path, *, policy: str = POLICY + RULES, **article: Any) -> Shop:
    return await open_shop(folder, entries=(entry(**{"stock": 9, **article}),), policy=policy)


def line(quantity: int = 1, at_most: int | None = 6) -> dict[str, Any]:
    found = {"product": "router", "variant": "router-1", "quantity": quantity}
    return found if at_most is None else found | {"at_most": at_most}


def wanted(total_minor: int, pieces: int | None = None) -> dict[str, Any]:
    said = {"total": Price(amount=total_minor, currency="USD"), "terms": STANDARD}
    return said if pieces is None else said | {"quantities": (pieces,)}


def asking(buyer: Buyer, own: dict[str, Any], *others: dict[str, Any]) -> bytes:
    more = {"alternatives": tuple(Wanted(**one) for one in others)} if others else {}
    return buyer.make("counter", Counter.model_validate({"offer": buyer.offer_hash, **own, **more}))


def heard(buyer: Buyer) -> list[int]:
    """How many pieces each offer was for."""
    return [one.envelope.body.lines[0].quantity for one in buyer.said if one.envelope.type == "offer"]


def off(offer: Offer) -> dict[str, int]:
    return {one.reason: -one.amount.amount for one in offer.deviations}


async def test_the_next_volume_step_is_offered_once(tmp_path: Path) -> None:
    shop, buyer = await shop_with(tmp_path), Buyer()
    await buyer.ask(shop.app, buyer.opening(lines=[line()]))
    for _ in range(4):
        await buyer.ask(shop.app, asking(buyer, wanted(1)))
    shop.database.close()
    assert heard(buyer) == [1, 3, 1, 1, 1]
    first, three = (buyer.said[place].envelope.body for place in (1, 3))
    assert isinstance(first, Offer)
    assert isinstance(three, Offer)
    assert first.total.amount == 10_000
    assert off(three)["volume"] == 1_500  # 5 % of 300.00
    assert off(three)["round-concession"] > 0  # the first of four turns
    assert three.total.amount >= 3 * 7_609  # the floor: 8 % of the net price over a cost of 70.00


async def test_a_step_is_reached_by_the_lines_together_the_first_one_first(tmp_path: Path) -> None:
    entries = [entry("router", stock=9), entry("lamp", 2_500, stock=9, cost=1_000)]
    shop, buyer = await open_shop(tmp_path, entries=entries, policy=POLICY + RULES), Buyer()
    lamp = {"product": "lamp", "variant": "lamp-1", "quantity": 1, "at_most": 9}
    await buyer.ask(shop.app, buyer.opening(lines=[line(3, 4), lamp]))
    await buyer.ask(shop.app, asking(buyer, wanted(1)))
    shop.database.close()
    assert [one.quantity for one in buyer.offer.lines] == [4, 2]  # six, the next step after three
    assert off(buyer.offer)["volume"] == (4 * 10_000 + 2 * 2_500) * 8 // 100


async def test_a_total_for_three_is_met_for_three_and_never_for_one(tmp_path: Path) -> None:
    shop, buyer = await shop_with(tmp_path), Buyer()
    await buyer.ask(shop.app, buyer.opening(lines=[line()]))
    await buyer.ask(shop.app, asking(buyer, wanted(27_900, 3)))
    shop.database.close()
    assert (buyer.offer.lines[0].quantity, buyer.offer.total.amount) == (3, 27_900)
    assert buyer.offer.meets is not None
    assert off(buyer.offer) == {"volume": 1_500, "counter-met": 600}


async def test_one_of_two_numbers_is_met_where_the_other_is_too_low(tmp_path: Path) -> None:
    shop, buyer = await shop_with(tmp_path), Buyer()
    await buyer.ask(shop.app, buyer.opening(lines=[line()]))
    await buyer.ask(shop.app, asking(buyer, wanted(9_000), wanted(54_500, 6)))
    shop.database.close()
    assert (buyer.offer.lines[0].quantity, buyer.offer.total.amount) == (6, 54_500)
    assert buyer.offer.meets_alternative == 1


@pytest.mark.parametrize(
    ("asked", "article"),
    [
        (line(1, None), {}),
        (line(1, 2), {}),
        (line(6, 8), {}),
        (line(), {"stock": 2}),
        (line(), {"cost": 9_900}),
        (line(), {"cost": None}),
    ],
    ids=["no-range", "before-the-step", "beyond-every-step", "too-few-there", "no-room", "cost-unknown"],
)
async def test_no_more_than_asked_for_is_offered_where_nothing_comes_off_or_nothing_is_there(
    tmp_path: Path, asked: dict[str, Any], article: dict[str, Any]
) -> None:
    shop, buyer = await shop_with(tmp_path, **article), Buyer()
    await buyer.ask(shop.app, buyer.opening(lines=[asked]))
    for _ in range(3):
        await buyer.ask(shop.app, asking(buyer, wanted(1)))
    shop.database.close()
    assert set(heard(buyer)) == {asked["quantity"]}


async def test_more_pieces_are_offered_before_a_thread_is_closed_after_declines(tmp_path: Path) -> None:
    shop, buyer = await shop_with(tmp_path), Buyer()
    said = await buyer.ask(shop.app, buyer.opening(lines=[line()]))
    while said.type == "offer":
        said = await buyer.ask(shop.app, buyer.decline())
    shop.database.close()
    assert heard(buyer) == [1, 1, 1, 1, 1, 3]
    assert said.type == "close"


async def test_an_offer_of_three_takes_three_from_the_stock(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path, stock=4)
    buyers = [Buyer(name) for name in ("one", "two")]
    for buyer in buyers:
        await buyer.ask(shop.app, buyer.opening(lines=[line()]))
        await buyer.ask(shop.app, asking(buyer, wanted(1)))
    answers = [(await buyer.ask(shop.app, buyer.accept())).type for buyer in buyers]
    assert answers == ["confirm", "refuse"]
    late = buyers[1]
    assert (await late.ask(shop.app, late.accept())).type == "confirm"  # the first offer, of one
    assert [one.lines[0].quantity for one in late.talk.offers.values()] == [1]
    shop.database.close()


async def test_a_budget_without_room_for_the_rule_offers_no_more_pieces(tmp_path: Path) -> None:
    shop, buyer = await shop_with(tmp_path, policy=with_budget("14.00") + RULES), Buyer()
    await buyer.ask(shop.app, buyer.opening(lines=[line()]))
    await buyer.ask(shop.app, asking(buyer, wanted(1)))
    shop.database.close()
    assert heard(buyer) == [1, 1]


@pytest.mark.parametrize("pieces", [1, 7, 1_000_000])
async def test_a_number_that_the_open_does_not_ask_for_changes_nothing(tmp_path: Path, pieces: int) -> None:
    shop, buyer = await shop_with(tmp_path), Buyer()
    await buyer.ask(shop.app, buyer.opening(lines=[line()]))
    before = await shop.dump()
    response = await post(shop.app, asking(buyer, wanted(9_500, pieces)))
    assert (response.status_code, response.json()["code"]) == (409, "bad-quantities")
    assert await shop.dump() == before
    shop.database.close()


async def test_a_total_beyond_every_amount_is_no_offer(tmp_path: Path) -> None:
    shop, buyer = await shop_with(tmp_path, price=2**50, stock=2_000_000, cost=1), Buyer()
    await buyer.ask(shop.app, buyer.opening(lines=[line(1, 1_000_000)]))
    said = await buyer.ask(shop.app, asking(buyer, wanted(9_500, 1_000_000)))
    shop.database.close()
    assert said.type in {"decline", "offer"}
    assert buyer.offer.lines[0].quantity < 10


async def test_answers_on_a_condition_are_as_fair_as_any(tmp_path: Path) -> None:
    shop = await shop_with(tmp_path)
    for name, own in (("one", wanted(27_900)), ("two", wanted(27_900)), ("three", wanted(27_900, 3))):
        buyer = Buyer(name)
        await buyer.ask(shop.app, buyer.opening(lines=[line()]))
        await buyer.ask(shop.app, asking(buyer, own))
        await buyer.ask(shop.app, asking(buyer, wanted(9_100), wanted(27_000, 3)))
    told = await shop.database.read(read_answers)
    shop.database.close()
    assert (len(told.answers), told.unchecked, list(unfair(told.answers))) == (9, 0, [])


@settings(max_examples=25, deadline=None)
@given(
    st.tuples(st.integers(100, 90_000), st.integers(1, 90_000)),
    st.tuples(st.integers(1, 4), st.integers(0, 8)),
    st.lists(st.tuples(st.integers(1, 120), st.integers(0, 12)), min_size=1, max_size=4),
    st.sampled_from(["private", "league"]),
)
def test_no_condition_brings_an_offer_below_the_floor(
    money: tuple[int, int], asked: tuple[int, int], turns: list[tuple[int, int]], play: str
) -> None:
    price, cost = money
    fewest, more = asked
    policy = read_policy(POLICY.replace("[guardrails]", f'[guardrails]\nplay = "{play}"') + RULES)
    room = stockroom([entry(price=price, cost=cost, stock=50)], policy)
    desk = Desk(KEY, policy, room, Clock(), message_id)
    buyer = Buyer()
    with ledger_with(desk) as connection:

        def say(data: bytes) -> str:
            return buyer.hear(
                data, answer(receive(data, desk), desk, SqlLedger(connection), at_ms=NOON_MS)
            ).type

        say(buyer.opening(lines=[line(fewest, fewest + more)]))
        for percent, extra in turns:
            pieces = fewest + min(more, extra)
            own = wanted(max(1, price * pieces * percent // 100), pieces if pieces > fewest else None)
            say(asking(buyer, own) if percent > 5 else buyer.decline())
            if buyer.talk.state.value == "closed":
                break
    for offer in buyer.talk.offers.values():
        count = offer.lines[0].quantity
        assert fewest <= count <= fewest + more
        floor = min(price * count, -(-cost * count * 100 // 92))
        assert offer.total.amount >= max(floor, price * count * 85 // 100)


def answers(cost: int, turns: list[tuple[int, int]], name: str) -> list[Message]:
    """What a brand whose router costs it *cost* answers a twin that takes up to six."""
    policy = read_policy(POLICY + RULES)
    desk = Desk(KEY, policy, stockroom([entry(cost=cost, stock=9)], policy), Clock(), message_id)
    buyer, said = Buyer(name), []
    with ledger_with(desk) as connection:
        for turn in (None, *turns):
            data = buyer.opening(lines=[line()]) if turn is None else asking_for(buyer, *turn)
            said.append(
                buyer.hear(data, answer(receive(data, desk), desk, SqlLedger(connection), at_ms=NOON_MS))
            )
            if said[-1].type == "close":
                break
    return said


def asking_for(buyer: Buyer, each_minor: int, pieces: int) -> bytes:
    if not each_minor:
        return buyer.decline()
    return asking(buyer, wanted(each_minor * pieces, pieces if pieces > 1 else None))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.integers(7_800, 9_100), st.integers(7_800, 9_100)).map(sorted),
    st.lists(
        st.tuples(st.one_of(st.just(0), st.integers(8_000, 9_900)), st.sampled_from([1, 3, 4, 6])), max_size=5
    ),
)
def test_two_costs_sound_the_same_until_a_total_below_the_higher_floor(
    costs: list[int], turns: list[tuple[int, int]]
) -> None:
    low, high = (answers(cost, turns, f"range {turns}") for cost in costs)
    for one, other in zip(low, high, strict=False):
        if one.data == other.data:
            continue
        assert one.envelope.type == "offer"
        offer = one.envelope.body
        assert offer.total.amount < costs[1] * offer.lines[0].quantity / 0.92
        break
