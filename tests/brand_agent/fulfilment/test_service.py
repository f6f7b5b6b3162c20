"""After the agreement, through the front door: hand-off, status, remedies, outcome and review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from brand_agent.edge.orders import Counter
from brand_agent.edge.relation.register import refusals, uses_of
from brand_agent.edge.relation.using import use_grant
from protocol import Order, Outcome, Review, Track, decode, read_time
from protocol.fulfilling import DAY_MS
from protocol.fulfilment import Remedy
from tests.brand_agent.fulfilment.customer import RULES, Customer, post
from tests.brand_agent.shop import POLICY, Shop, open_shop


@pytest.fixture
async def customer(tmp_path: Path) -> Customer:
    shop = await open_shop(tmp_path, policy=POLICY + RULES)
    buyer = Customer()
    await buyer.buy(shop)
    return buyer


def counter(shop: Shop) -> Counter:
    return Counter(shop.database)


async def test_an_order_is_handed_to_the_brands_own_checkout(customer: Customer) -> None:
    handoff = (await customer.order()).value["body"]
    assert handoff["checkout"] == "http://localhost:8001/checkout"
    assert len(handoff["code"]) >= 22
    assert read_time(handoff["promised_by"]) == customer.at_ms + 5 * DAY_MS


async def test_what_was_disclosed_is_kept_apart_from_the_signed_bytes(customer: Customer) -> None:
    await customer.order("Ada Lovelace")
    (order,) = await counter(customer.shop).latest(10)
    values = await use_grant(customer.shop.database, order.message, "fulfilment", at_ms=customer.at_ms)
    assert values == {"name": "Ada Lovelace"}
    uses = await customer.shop.database.read(lambda found: uses_of(found, customer.key.did))
    assert [(one.field, one.purpose, one.refused) for one in uses] == [("name", "fulfilment", "")]
    assert await use_grant(customer.shop.database, order.message, "marketing", at_ms=customer.at_ms) == {}
    assert order.stage == "handed-off"
    rows = [row for row in await customer.shop.dump() if b"Ada" in repr(row).encode()]
    assert rows == []


async def test_an_order_without_what_it_takes_is_refused_and_says_what(customer: Customer) -> None:
    refusal = await customer.say("order", Order(agreement=customer.talk.accepted_hash))
    assert refusal.value["body"]["reason"] == "values-missing"
    assert refusal.value["body"]["fields"] == ["name"]
    assert (await customer.order()).type == "handoff"


async def test_a_value_that_was_not_signed_for_is_refused(customer: Customer) -> None:
    data, beside = customer.ordering("Ada")
    forged = beside.model_copy(update={"value": "Eve"})
    assert (await post(customer.shop.app, data, [forged])).json()["code"] == "stray-value"
    assert (await post(customer.shop.app, data)).json()["code"] == "missing-value"
    assert await counter(customer.shop).latest(10) == []


@pytest.mark.parametrize("name", ["x" * 201, " ", 7, ["Ada"], {"first": "Ada"}, None])
async def test_what_an_order_discloses_is_of_its_field(customer: Customer, name: Any) -> None:
    data, beside = customer.ordering(name)
    assert (await post(customer.shop.app, data, [beside])).json()["code"] == "bad-value"
    assert await counter(customer.shop).latest(10) == []


async def test_a_value_beside_what_discloses_none_is_refused(customer: Customer) -> None:
    _, beside = customer.ordering()
    await customer.order()
    data = customer.make("track", Track())
    assert (await post(customer.shop.app, data, [beside])).json()["code"] == "stray-value"


async def test_a_repeated_order_gets_the_same_code(customer: Customer) -> None:
    data, beside = customer.ordering()
    first, second = [await post(customer.shop.app, data, [beside]) for _ in range(2)]
    assert first.content == second.content
    assert len(await counter(customer.shop).latest(10)) == 1


async def test_the_status_is_what_the_operator_said(customer: Customer) -> None:
    code = (await customer.order()).value["body"]["code"]
    desk = counter(customer.shop)
    assert (await customer.track()).value["body"]["stage"] == "handed-off"
    order = await desk.redeem(code, at_ms=customer.at_ms)
    await desk.advance(
        order.agreement[:8], "shipped", at_ms=customer.at_ms, expected_ms=customer.at_ms + 7 * DAY_MS
    )
    status = (await customer.track()).value["body"]
    assert (status["stage"], status["expected"]) == ("shipped", "2026-12-08T12:00:00Z")


@pytest.mark.parametrize(("days", "amount"), [(5, None), (6, 500), (7, 1_000), (8, 1_200), (60, 1_200)])
async def test_a_late_delivery_costs_what_was_published_and_no_more_than_the_cap(
    customer: Customer, days: int, amount: int | None
) -> None:
    await customer.order()
    customer.later(days)
    said = await customer.received()
    if amount is None:
        assert said.type == "noted"
        return
    assert said.value["body"]["kind"] == "price-reduction"
    assert said.value["body"]["amount"] == {"amount": amount, "currency": "USD"}


async def test_a_fault_is_made_good_as_published(customer: Customer) -> None:
    await customer.order()
    body = Remedy.model_validate((await customer.received("faulty")).value["body"])
    assert (body.kind, body.points) == ("points", 300)


@pytest.mark.parametrize(("reason", "kind"), [("changed-mind", "refund"), ("wrong", "replacement")])
async def test_what_the_policy_leaves_out_is_made_good_as_usual(
    customer: Customer, reason: str, kind: str
) -> None:
    await customer.order()
    await customer.received()
    assert (await customer.returns(reason)).value["body"]["kind"] == kind


async def test_what_never_came_is_refunded_in_full(customer: Customer) -> None:
    await customer.order()
    customer.later(9)
    remedy = (await customer.returns("late")).value["body"]
    assert (remedy["kind"], remedy["amount"]["amount"]) == ("refund", 10_000)


async def test_a_change_of_mind_after_the_days_of_return_comes_too_late(tmp_path: Path) -> None:
    buyer = Customer()
    rule = '[[remedies]]\ncase = "changed-mind"\nkind = "none"\n'
    await buyer.buy(await open_shop(tmp_path, policy=POLICY + rule))
    await buyer.order()
    await buyer.received()
    assert (await buyer.returns()).value["body"][
        "kind"
    ] == "refund"  # the terms give 30 days, whatever it says
    buyer.later(40)
    assert (await buyer.returns()).value["body"]["kind"] == "none"


async def test_outcome_and_review_reach_the_order_book_once(customer: Customer) -> None:
    await customer.order()
    await customer.received()
    await customer.tells("kept")
    assert (await customer.reviews(4)).type == "noted"
    (order,) = await counter(customer.shop).latest(10)
    assert (order.how, order.stars) == ("kept", 4)
    again = customer.make("review", Review(agreement=customer.talk.accepted_hash, stars=1))
    assert (await post(customer.shop.app, again)).json()["code"] == "second-review"


async def test_a_review_without_a_deal_is_refused(tmp_path: Path) -> None:
    shop, buyer = await open_shop(tmp_path), Customer()
    await buyer.ask(shop.app, buyer.plain("open"))
    review = buyer.make("review", Review(agreement="A" * 43, stars=1))
    before = await shop.dump()
    assert (await post(shop.app, review)).json()["code"] == "no-deal"
    assert await shop.dump() == before


async def test_an_outcome_by_another_key_is_refused(customer: Customer) -> None:
    await customer.order()
    await customer.received()
    stranger = Customer("somebody else", at_ms=customer.at_ms)
    stranger.talk = customer.talk
    forged = stranger.make("review", Review(agreement=customer.talk.accepted_hash, stars=1))
    assert (await post(customer.shop.app, forged)).json()["code"] == "stranger"


async def test_the_profile_publishes_what_is_made_good(customer: Customer) -> None:
    from tests.brand_agent.buyer import to_brand

    async with to_brand(customer.shop.app) as client:
        found = decode((await client.get("/.well-known/dailyme.json")).content)
    remedies = {one["case"]: one for one in found["remedies"]}
    assert remedies["late"] == {
        "case": "late", "kind": "price-reduction", "basis_points": 500, "cap_basis_points": 1200, "days": 14,
    }  # fmt: skip
    assert "fulfil" in found["capabilities"]


async def test_what_is_refused_is_noted_under_its_key(customer: Customer) -> None:
    guest = Customer("somebody else")
    assert (await guest.ask(customer.shop.app, guest.plain("open"))).type == "offer"
    review = guest.make("review", Review(agreement="A" * 43, stars=1))
    assert (await post(customer.shop.app, review)).json()["code"] == "no-deal"
    await customer.order()
    outcome = customer.make("outcome", Outcome(agreement=customer.talk.accepted_hash, how="missing"))
    assert (await post(customer.shop.app, outcome)).json()["code"] == "not-delivered"
    rows = await customer.shop.database.read(refusals)
    assert [(row.key, row.type, row.code) for row in rows] == [
        (guest.key.did, "review", "no-deal"), (customer.key.did, "outcome", "not-delivered"),
    ]  # fmt: skip
