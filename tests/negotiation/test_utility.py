"""Utility: 0 to 1, better is never worse, one definition for ranking and for reasons."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import Package, Preferences, Weights, adjusted_minor, best, parts, utility
from protocol import EXTRAS

extras = st.frozensets(st.sampled_from(EXTRAS))
packages = st.builds(
    Package,
    st.integers(0, 3_000_000),
    st.integers(0, 365),
    st.integers(0, 600),
    st.integers(0, 3650),
    extras,
)
shares = st.floats(0.0, 1.0)


@st.composite
def tastes(draw: st.DrawFn) -> Preferences:
    cheapest, dearest = sorted((draw(st.integers(0, 2_000_000)), draw(st.integers(0, 2_000_000))))
    weights = Weights(draw(shares), draw(shares), draw(shares), draw(shares))
    return Preferences(cheapest, dearest, weights, draw(extras))


@given(packages, tastes())
def test_utility_is_from_zero_to_one_and_the_sum_of_its_parts(package: Package, taste: Preferences) -> None:
    assert 0.0 <= utility(package, taste) <= 1.0
    assert math.isclose(
        sum(part.share for part in parts(package, taste)), utility(package, taste), abs_tol=1e-12
    )
    assert all(part.worth_minor >= 0 for part in parts(package, taste))


@given(packages, tastes(), st.integers(0, 500))
def test_no_better_term_is_ever_worse(package: Package, taste: Preferences, step: int) -> None:
    for better in (
        package.at(max(0, package.total_minor - step)),
        replace(package, delivery_days=max(0, package.delivery_days - step)),
        replace(package, warranty_months=package.warranty_months + step),
        replace(package, returns_days=package.returns_days + step),
        replace(package, extras=package.extras | taste.wanted),
    ):
        assert utility(better, taste) >= utility(package, taste)
        assert adjusted_minor(better, taste) <= adjusted_minor(package, taste)


@given(packages, packages, tastes())
def test_inside_the_scale_utility_ranks_as_adjusted_totals_do(
    one: Package, other: Package, taste: Preferences
) -> None:
    low, high = taste.cheapest_minor // 2, taste.dearest_minor
    one, other = (package.at(min(max(package.total_minor, low), high)) for package in (one, other))
    by_total = adjusted_minor(one, taste) - adjusted_minor(other, taste)
    by_utility = utility(one, taste) - utility(other, taste)
    assert (by_total < 0) == (by_utility > 0)


@given(st.lists(packages), tastes())
def test_the_best_has_the_lowest_adjusted_total(several: list[Package], taste: Preferences) -> None:
    found = best(several, taste)
    if found is None:
        assert several == []
    else:
        assert adjusted_minor(found, taste) == min(adjusted_minor(one, taste) for one in several)


def test_a_part_says_what_a_term_is_worth_in_money() -> None:
    taste = Preferences(10_000, 12_000)
    slow, fast = Package(10_000, 5, 12, 30), Package(10_300, 1, 12, 30)
    days = {part.issue: part.worth_minor for part in parts(fast, taste)}["delivery-days"] - {
        part.issue: part.worth_minor for part in parts(slow, taste)
    }["delivery-days"]
    assert days == 286  # four of fourteen days, of a tenth of 100.00
    assert best([slow, fast], taste) == slow
    assert best([slow, fast.at(10_285)], taste) == fast.at(10_285)


def test_price_matters_most_by_default() -> None:
    taste = Preferences(10_000, 10_000, wanted=frozenset({"gift-wrap"}))
    ideal = Package(5_000, 0, 36, 60, frozenset({"gift-wrap"}))
    assert utility(ideal, taste) == 1.0
    assert {part.issue: part.share > 0.5 for part in parts(ideal, taste)}["price"]


def test_the_scale_has_room_for_haggling_and_for_dearer_terms() -> None:
    taste = Preferences(10_000, 12_000)
    at_totals = [
        utility(Package(total, 5, 12, 30), taste) for total in (5_000, 8_500, 12_000, 14_400, 18_000)
    ]
    assert at_totals == sorted(set(at_totals), reverse=True)


def test_extras_nobody_wanted_are_worth_nothing() -> None:
    taste = Preferences(10_000, 10_000)
    plain = Package(10_000, 5, 12, 30)
    assert utility(replace(plain, extras=frozenset({"gift-wrap"})), taste) == utility(plain, taste)


@pytest.mark.parametrize("share", [-0.1, math.nan, math.inf])
def test_a_weight_that_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="weight"):
        Weights(delivery=share)


@pytest.mark.parametrize(("cheapest", "dearest"), [(-1, 10), (11, 10)])
def test_a_scale_that_is_no_range_is_refused(cheapest: int, dearest: int) -> None:
    with pytest.raises(ValueError, match="range"):
        Preferences(cheapest, dearest)
