"""The business case: sums that hold, and nothing said where something is not known."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from brand_agent.business import Said, SoldDeal, business_case

DEAL = SoldDeal(9_000, 10_000, 9_000, 7_000)
AMOUNT = st.integers(0, 1_000_000)
DEALS = st.lists(
    st.builds(SoldDeal, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.booleans()), max_size=30
)


def test_what_an_agreement_costs_stands_beside_what_a_customer_costs_elsewhere() -> None:
    case = business_case([DEAL] * 3 + [replace(DEAL, fee_minor=400)], Said(4_000))
    assert case.each is not None
    assert (case.concessions_minor, case.fees_minor, case.cost_minor) == (4_000, 400, 4_400)
    assert (case.each.value, case.saved_minor) == (1_100, 2_900)
    assert case.parts == (("concessions", 1_000), ("points", 0), ("fees", 100))
    assert case.margin is not None
    assert (case.margin_minor, round(case.margin.value, 4)) == (8_000, 0.2222)


def test_points_without_a_price_make_the_cost_unknown_and_not_smaller() -> None:
    deals = [DEAL, replace(DEAL, points=200)]
    unknown = business_case(deals, Said(4_000))
    assert (unknown.points, unknown.points_minor, unknown.cost_minor) == (200, None, None)
    assert (unknown.each, unknown.saved_minor) == (None, None)
    known = business_case(deals, Said(4_000, points_minor=150))
    assert (known.points_minor, known.cost_minor) == (300, 2_300)


def test_one_unknown_cost_makes_the_margin_unknown() -> None:
    case = business_case([DEAL, replace(DEAL, cost_minor=None)], Said())
    assert (case.margin, case.margin_minor, case.saved_minor) == (None, None, None)
    assert case.each is not None


def test_few_deals_have_no_interval_and_none_have_nothing() -> None:
    few, many = business_case([DEAL] * 9, Said()), business_case([DEAL] * 10, Said())
    assert few.each is not None
    assert many.repeat is not None
    assert (few.each.low, many.repeat.value) == (None, 0.0)
    assert many.repeat.high is not None
    empty = business_case([], Said(4_000))
    assert (empty.each, empty.margin, empty.repeat, empty.parts) == (None, None, None, ())


@given(DEALS, st.integers(0, 10_000))
def test_the_parts_come_to_the_whole(deals: list[SoldDeal], points_minor: int) -> None:
    case = business_case(deals, Said(points_minor=points_minor))
    if case.each is not None and case.cost_minor is not None:
        assert abs(sum(amount for _, amount in case.parts) - case.each.value) <= 1
        assert abs(case.cost_minor - case.each.value * case.agreements) <= 1 + 1e-6 * case.cost_minor
        if case.each.low is not None and case.each.high is not None:
            assert case.each.low <= case.each.value <= case.each.high
