"""Every sum of an offer, for any prices, taxes, costs and terms."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from brand_agent import BrandPolicy, read_policy, stockroom
from brand_agent.offering import Proposal, offer_body, propose
from brand_agent.policy import TaxRule
from brand_agent.pricing import net_minor
from brand_agent.stockroom import Item
from protocol import EXTRAS, Terms, check_sums
from tests.brand_agent.shop import NOON_MS, POLICY, entry

taxes = st.builds(TaxRule, included=st.booleans(), rate=st.sampled_from(["0", "0.06", "0.19", "0.0825"]))
terms = st.builds(
    Terms,
    delivery_days=st.integers(0, 14),
    warranty_months=st.integers(0, 48),
    returns_days=st.integers(0, 90),
    extras=st.lists(st.sampled_from(EXTRAS), unique=True).map(sorted).map(tuple),
)
lines = st.lists(
    st.tuples(st.integers(1, 500_000), st.integers(1, 9), st.one_of(st.none(), st.integers(0, 600_000))),
    min_size=1,
    max_size=4,
)


def policy_with(tax: TaxRule) -> BrandPolicy:
    return read_policy(POLICY).model_copy(update={"tax": tax})


def items_of(rows: list[tuple[int, int, int | None]], policy: BrandPolicy) -> tuple[Item, ...]:
    room = stockroom((entry(f"p{n}", price, cost=cost) for n, (price, _, cost) in enumerate(rows)), policy)
    articles = [room.find(f"p{n}", f"p{n}-1") for n in range(len(rows))]
    return tuple(Item(a, row[1]) for a, row in zip(articles, rows, strict=True) if a is not None)


def proposed(
    policy: BrandPolicy, asked: Terms | None = None, *, price: int = 10_000, cost: int | None = 7_000
) -> Proposal:
    return propose(asked, items_of([(price, 1, cost)], policy), policy)


@given(taxes, st.one_of(st.none(), terms), lines, st.integers(0, 100))
def test_an_offers_parts_add_up_and_its_deviations_explain_it(
    tax: TaxRule, asked: Terms | None, rows: list[tuple[int, int, int | None]], percent: int
) -> None:
    policy = policy_with(tax)
    proposal = propose(asked, items_of(rows, policy), policy)
    floor, listed = proposal.priced.floor_total_minor, proposal.priced.list_total_minor
    assert 0 <= floor <= listed
    offer = offer_body(proposal, floor + (listed - floor) * percent // 100, policy, made_ms=NOON_MS)
    check_sums(offer)
    assert all(part.amount.amount <= 0 for part in offer.breakdown if part.kind == "discount")


@given(taxes, terms, lines)
def test_the_floor_keeps_margin_and_greatest_discount(
    tax: TaxRule, asked: Terms, rows: list[tuple[int, int, int | None]]
) -> None:
    policy = policy_with(tax)
    priced = propose(asked, items_of(rows, policy), policy).priced
    if priced.cost_minor is None or priced.floor_total_minor == priced.list_total_minor:
        return
    net = Decimal(priced.floor_total_minor) / (1 + tax.rate)
    assert (net - priced.cost_minor) >= Decimal("0.08") * net
    assert priced.floor_total_minor >= Decimal("0.85") * priced.list_total_minor


@given(taxes, st.integers(1, 10**9))
def test_tax_comes_off_exactly_as_it_went_on(tax: TaxRule, price: int) -> None:
    policy = policy_with(tax.model_copy(update={"included": False}))
    assert net_minor(proposed(policy, price=price).priced.list_total_minor, policy.tax) == price


def test_no_cost_known_is_no_room_at_all() -> None:
    priced = proposed(read_policy(POLICY), cost=None).priced
    assert (priced.cost_minor, priced.floor_total_minor) == (None, 10_000)


def test_a_stated_share_is_of_the_price_without_tax() -> None:
    text = POLICY + '[cost]\nshare = "0.80"\n[tax]\nincluded = true\nrate = "0.25"\n'
    policy = read_policy(text)
    assert proposed(policy, cost=None).priced.cost_minor == 6_400
    assert proposed(policy, cost=5_000).priced.cost_minor == 5_000  # what the source states comes first


def test_what_is_granted_on_top_is_charged_at_a_price_that_does_not_tell_what_the_goods_cost() -> None:
    wish = Terms(delivery_days=2, warranty_months=18, returns_days=60, extras=("carry-case", "gift-wrap"))
    proposal = proposed(read_policy(POLICY), wish)
    given = proposal.granted.terms
    assert (given.delivery_days, given.warranty_months, given.returns_days) == (2, 24, 30)
    assert given.extras == ("gift-wrap",)
    assert proposal.priced.list_total_minor == 10_000 + 990 + 200 + 300
    assert proposal.priced.cost_minor == 7_000 + 600 + 200 + 210


def test_a_longer_warranty_without_a_known_cost_is_not_granted() -> None:
    wish = Terms(delivery_days=5, warranty_months=24, returns_days=30)
    assert proposed(read_policy(POLICY), wish, cost=None).granted.terms.warranty_months == 12


def test_asking_for_what_was_granted_grants_the_same() -> None:
    policy = read_policy(POLICY)
    for days in range(8):
        once = proposed(policy, Terms(delivery_days=days, warranty_months=30, returns_days=0))
        assert proposed(policy, once.granted.terms).granted == once.granted
