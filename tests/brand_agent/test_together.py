"""Bought together: what is published is what comes off, the sums hold, and the floor holds before all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brand_agent import BrandPolicy, PolicyError, UnguardedError, read_policy, stockroom
from brand_agent.guardrails import guard_offer
from brand_agent.offering import Proposal, offer_body, propose
from brand_agent.policy import TaxRule
from brand_agent.stockroom import Item
from protocol import Deviation, Message, Money, Offer, Part, check_sums
from protocol.profile import Profile
from tests.brand_agent.buyer import Buyer, to_brand
from tests.brand_agent.shop import NOON_MS, POLICY, entry, open_shop

RULES = """
[cost]
column = "cost_of_goods_sold"
[[volume]]
pieces = 3
discount = "0.05"
[[volume]]
pieces = 6
discount = "0.08"
products = ["p0"]
[[bundle]]
products = ["p1", "p0"]
discount = "0.10"
"""
taxes = st.builds(TaxRule, included=st.booleans(), rate=st.sampled_from(["0", "0.07", "0.19", "0.0825"]))
rows = st.lists(
    st.tuples(st.integers(1, 500_000), st.integers(1, 9), st.one_of(st.none(), st.integers(0, 600_000))),
    min_size=1,
    max_size=4,
)


def room_of(wanted: list[tuple[int, int, int | None]], policy: BrandPolicy) -> Any:
    return stockroom((entry(f"p{n}", price, cost=cost) for n, (price, _, cost) in enumerate(wanted)), policy)


def proposed(wanted: list[tuple[int, int, int | None]], policy: BrandPolicy) -> Proposal:
    room = room_of(wanted, policy)
    articles = [room.find(f"p{n}", f"p{n}-1") for n in range(len(wanted))]
    return propose(None, [Item(one, row[1]) for one, row in zip(articles, wanted, strict=True)], policy)


def off(offer: Offer) -> dict[str, int]:
    return {one.reason: -one.amount.amount for one in offer.deviations if one.issue == "price"}


@given(taxes, rows, st.integers(0, 100))
def test_any_basket_adds_up_and_is_never_below_its_floor(
    tax: TaxRule, wanted: list[tuple[int, int, int | None]], percent: int
) -> None:
    policy = read_policy(POLICY + RULES).model_copy(update={"tax": tax})
    proposal = proposed(wanted, policy)
    floor, start = proposal.priced.floor_total_minor, proposal.start_minor
    assert floor <= start <= proposal.priced.list_total_minor
    offer = offer_body(proposal, floor + (start - floor) * percent // 100, policy, made_ms=NOON_MS)
    check_sums(offer)
    guard_offer(offer, policy, room_of(wanted, policy), lambda key: 100, made_ms=NOON_MS)


def test_three_pieces_and_a_pair_come_off_the_list_with_their_reasons() -> None:
    policy = read_policy(POLICY + RULES)
    proposal = proposed([(10_000, 2, 5_000), (2_000, 1, 1_000)], policy)
    offer = offer_body(proposal, proposal.start_minor, policy, made_ms=NOON_MS)
    assert off(offer) == {"volume": 1_000 + 100, "bundle": 1_000 + 200}
    assert offer.list_total.amount - offer.total.amount == 2_300


def test_tax_on_top_comes_off_too() -> None:
    policy = read_policy(POLICY + RULES)
    taxed = policy.model_copy(update={"tax": TaxRule.model_validate({"included": False, "rate": "0.10"})})
    proposal = proposed([(10_000, 3, 5_000)], taxed)
    offer = offer_body(proposal, proposal.start_minor, taxed, made_ms=NOON_MS)
    assert (offer.list_total.amount, off(offer)) == (33_000, {"volume": 1_650})


def test_the_floor_comes_before_a_published_rule_and_an_unknown_cost_gives_nothing() -> None:
    policy = read_policy(POLICY + RULES)
    near = proposed([(10_000, 3, 9_000)], policy)  # 8 % margin leaves 652 of 30000, and the rule is 1500
    assert (near.start_minor, near.priced.floor_total_minor) == (30_000, 29_348)
    assert proposed([(10_000, 3, None)], policy).reductions == ()


def test_a_reduction_that_no_rule_gives_is_never_signed() -> None:
    policy = read_policy(POLICY + RULES)
    wanted: list[tuple[int, int, int | None]] = [(10_000, 3, 5_000)]
    room, good = room_of(wanted, policy), proposed(wanted, policy)
    honest = offer_body(good, good.start_minor, policy, made_ms=NOON_MS)
    guard_offer(honest, policy, room, lambda key: 9, made_ms=NOON_MS)
    more = Money(amount=-1_501, currency="USD")
    for reason in ("volume", "bundle"):
        false = Deviation(issue="price", reason=reason, amount=more)
        total = honest.list_total.model_copy(update={"amount": 30_000 - 1_501})
        parts = (
            *(one for one in honest.breakdown if one.kind != "discount"),
            Part(kind="discount", amount=more, included=False),
        )
        offer = honest.model_copy(update={"deviations": (false,), "total": total, "breakdown": parts})
        with pytest.raises(UnguardedError, match="published"):
            guard_offer(offer, policy, room, lambda key: 9, made_ms=NOON_MS)


async def test_what_the_profile_publishes_is_what_an_open_gets(tmp_path: Path) -> None:
    entries = [entry("p0", 10_000, stock=9, cost=5_000), entry("p1", 2_000, stock=9, cost=1_000)]
    shop = await open_shop(tmp_path, entries=entries, policy=POLICY + RULES)
    async with to_brand(shop.app) as client:
        profile = Profile.model_validate_json((await client.get("/.well-known/dailyme.json")).content)
    assert [one.members() for one in profile.volume or ()] == [
        {"pieces": 3, "basis_points": 500},
        {"pieces": 6, "basis_points": 800, "applies": {"products": ["p0"]}},
    ]
    assert [one.members() for one in profile.bundles or ()] == [
        {"products": ["p0", "p1"], "basis_points": 1000}
    ]
    buyer = Buyer()
    answer: Message = await buyer.ask(shop.app, buyer.opening(("p0", 6), ("p1", 1)))
    assert answer.type == "offer"
    assert off(buyer.offer) == {"volume": 4_800 + 100, "bundle": 1_200}
    shop.database.close()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ('[[volume]]\npieces = 1\ndiscount = "0.05"', "pieces"),
        ('[[volume]]\npieces = 3\ndiscount = "0.20"', "max_discount"),
        ('[[bundle]]\nproducts = ["p0"]\ndiscount = "0.05"', "products"),
        ('[[bundle]]\nproducts = ["p0", "p0"]\ndiscount = "0.05"', "once"),
        ('[[bundle]]\nproducts = ["p0", "p1"]\ndiscount = "0.05555"', "hundredths"),
    ],
)
def test_a_rule_that_could_not_be_published_or_given_is_a_fault_of_the_policy(rule: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        read_policy(f'{POLICY}\n[cost]\nshare = "0.5"\n{rule}')
    with pytest.raises(PolicyError, match="cost"):
        read_policy(f'{POLICY}\n[[volume]]\npieces = 3\ndiscount = "0.05"')
