"""The brand's play: down to the floor, a step a turn, for everybody alike."""

from __future__ import annotations

import inspect
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import (
    Better,
    NoBetter,
    Package,
    Room,
    SellerPolicy,
    floor_total_minor,
    lowest_discounted_minor,
    respond,
)

LISTED = Package(10_000, 5, 12, 30)
ROOM = Room(LISTED, 8_800)
POLICY = SellerPolicy(counters=6)


def test_the_answer_depends_on_policy_room_and_this_threads_moves_alone() -> None:
    assert list(inspect.signature(respond).parameters) == ["policy", "room", "turn", "counter", "offered"]


def test_each_turn_earns_an_equal_step_at_even_eagerness() -> None:
    offered: tuple[Package, ...] = (LISTED,)
    totals = []
    for turn in range(1, 7):
        answer = respond(POLICY, ROOM, turn=turn, counter=LISTED.at(5_000), offered=offered)
        assert isinstance(answer, Better)
        assert not answer.meets
        totals.append(answer.package.total_minor)
        offered = (*offered, answer.package)
    assert totals == [9_800, 9_600, 9_400, 9_200, 9_000, 8_800]
    assert respond(POLICY, ROOM, turn=7, counter=LISTED.at(8_700), offered=offered) == NoBetter()


def test_a_counter_at_the_planned_total_is_met_and_one_below_it_is_not() -> None:
    met = respond(POLICY, ROOM, turn=1, counter=LISTED.at(9_800), offered=(LISTED,))
    assert met == Better(LISTED.at(9_800), meets=True)
    missed = respond(POLICY, ROOM, turn=1, counter=LISTED.at(9_799), offered=(LISTED,))
    assert missed == Better(LISTED.at(9_800), meets=False)


def test_a_generous_counter_is_met_at_the_twins_total() -> None:
    answer = respond(POLICY, ROOM, turn=1, counter=LISTED.at(9_950), offered=(LISTED,))
    assert answer == Better(LISTED.at(9_950), meets=True)


def test_a_counter_above_what_stands_is_answered_by_the_plan() -> None:
    answer = respond(POLICY, ROOM, turn=2, counter=LISTED.at(9_900), offered=(LISTED, LISTED.at(9_800)))
    assert answer == Better(LISTED.at(9_600), meets=False)


def test_terms_beyond_the_room_are_not_met() -> None:
    asked = replace(LISTED, total_minor=9_900, warranty_months=24)
    answer = respond(POLICY, ROOM, turn=1, counter=asked, offered=(LISTED,))
    assert answer == Better(LISTED.at(9_800), meets=False)


def test_better_terms_have_a_room_of_their_own() -> None:
    longer = replace(LISTED, total_minor=10_300, warranty_months=24)
    answer = respond(POLICY, Room(longer, 9_100), turn=1, counter=longer.at(9_000), offered=(LISTED,))
    assert answer == Better(longer.at(10_100), meets=False)


def test_a_decline_earns_the_step_that_a_counter_would() -> None:
    assert respond(POLICY, ROOM, turn=1, counter=None, offered=(LISTED,)) == Better(
        LISTED.at(9_800), meets=False
    )


@pytest.mark.parametrize("floor", [None, 10_000, 11_000])
def test_without_room_there_is_no_better_offer(floor: int | None) -> None:
    room = Room(LISTED, floor)
    assert respond(POLICY, room, turn=1, counter=LISTED.at(9_999), offered=(LISTED,)) == NoBetter()


def test_a_room_of_a_few_units_comes_down_one_by_one() -> None:
    answer = respond(POLICY, Room(LISTED, 9_998), turn=1, counter=LISTED.at(1), offered=(LISTED,))
    assert answer == Better(LISTED.at(9_999), meets=False)


def test_an_offer_follows_the_lowest_of_the_earlier_ones() -> None:
    answer = respond(POLICY, ROOM, turn=2, counter=None, offered=(LISTED, LISTED.at(9_100), LISTED.at(9_300)))
    assert answer == Better(LISTED.at(9_099), meets=False)


def test_the_first_turn_is_one() -> None:
    with pytest.raises(ValueError, match="turn"):
        respond(POLICY, ROOM, turn=0, counter=None, offered=())


@pytest.mark.parametrize(("counters", "eagerness"), [(0, 1.0), (6, 0.0), (6, float("nan"))])
def test_a_policy_that_is_none_is_refused(counters: int, eagerness: float) -> None:
    with pytest.raises(ValueError, match="policy"):
        SellerPolicy(counters, eagerness)


def floor(
    listed: int, cost: int, fixed: int, *, margin: str = "0.08", tax: str = "0", discount: str = "0.15"
) -> int:
    return floor_total_minor(
        list_total_minor=listed,
        costs=[(cost, Decimal(margin)), (fixed, Decimal(margin))],
        tax_rate=Decimal(tax),
        lowest_minor=lowest_discounted_minor([(listed, Decimal(discount))]),
    )


def test_the_floor_is_the_higher_of_margin_and_discount() -> None:
    assert floor(10_000, 8_600, 0, margin="0.10") == 9_556  # 8600 / 0.9
    assert floor(10_000, 5_000, 0, margin="0.10") == 8_500  # 15 % off
    assert floor(10_000, 8_000, 600, margin="0.10") == 9_556
    assert floor(10_000, 7_000, 0, margin="0", tax="0.19") == 8_500
    assert floor(10_000, 7_500, 0, margin="0", tax="0.19") == 8_925


def test_a_quotient_that_comes_out_even_is_not_rounded_up() -> None:
    assert floor(100, 2, 0, margin="0.7", tax="0.5", discount="1") == 10


def test_a_cost_above_the_list_price_leaves_the_list_price() -> None:
    assert floor(10_000, 20_000, 0) == 10_000


@given(
    st.integers(1, 10**7),
    st.integers(0, 10**7),
    st.decimals("0", "0.9", places=3),
    st.decimals("0", "0.3", places=3),
    st.decimals("0", "1", places=3),
)
def test_at_the_floor_both_limits_hold_and_a_unit_below_one_does_not(
    listed: int, cost: int, margin: Decimal, tax: Decimal, discount: Decimal
) -> None:
    total = floor(listed, cost, 0, margin=str(margin), tax=str(tax), discount=str(discount))

    def allowed(total_minor: int) -> bool:
        net = total_minor / (1 + Fraction(tax))
        keeps = net - cost >= Fraction(margin) * net
        return keeps and total_minor >= listed * (1 - Fraction(discount))

    assert total <= listed
    assert not allowed(total - 1)
    assert allowed(total) or total == listed


@pytest.mark.parametrize(
    ("margin", "tax", "discount"), [("1", "0", "0"), ("-0.1", "0", "0"), ("0", "-1", "0"), ("0", "0", "1.1")]
)
def test_a_share_outside_its_range_is_refused(margin: str, tax: str, discount: str) -> None:
    with pytest.raises(ValueError, match="needs"):
        floor(10_000, 5_000, 0, margin=margin, tax=tax, discount=discount)


def test_the_greatest_discount_is_rounded_in_the_brands_favour() -> None:
    assert lowest_discounted_minor([(999, Decimal("0.15"))]) == 850
