"""Alternatives are worth the same to the person, and none names a total above a ceiling."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiation import Package, Preferences, Weights, adjusted_minor, alternatives, within

packages = st.builds(
    Package, st.integers(5_000, 12_000), st.integers(0, 14), st.integers(0, 40), st.integers(0, 70)
)
weights = st.builds(Weights, *(st.sampled_from([0.0, 0.04, 0.15, 0.3]) for _ in range(3)))


@given(packages, packages, weights)
def test_each_is_worth_the_same_has_better_terms_and_costs_less_than_what_stands(
    asked: Package, offered: Package, taste: Weights
) -> None:
    preferences = Preferences(10_000, 12_000, taste)
    found = alternatives(asked, offered, preferences)
    assert len(found) <= 2
    for one in found:
        assert adjusted_minor(one, preferences) == adjusted_minor(asked, preferences)
        assert one.covers(asked)
        assert asked.total_minor < one.total_minor < offered.total_minor


@given(packages, packages, st.integers(4_000, 13_000), st.integers(4_000, 13_000))
def test_two_ceilings_name_the_same_until_a_total_above_the_lower_one(
    asked: Package, offered: Package, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    found = alternatives(asked, offered, Preferences(10_000, 12_000, Weights(0.3, 0.2, 0.15)))
    first, second = within(found, low), within(found, high)
    assert all(package.total_minor <= low for package in first)
    assert first == second or any(package.total_minor > low for package in second)
    assert within(found, None) == found


def test_weights_that_are_small_are_nobodys_business() -> None:
    taste = Preferences(10_000, 12_000)  # the default weights
    assert alternatives(Package(8_000, 6, 12, 30), Package(9_800, 6, 12, 30), taste) == ()
