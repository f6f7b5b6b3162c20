"""Conceding by time: nothing at the start, everything at the end, never back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation import between, concession

eagerness = st.floats(0.05, 20.0)
elapsed = st.floats(0.0, 1.0)


@given(eagerness)
def test_nothing_is_given_at_the_start_and_all_at_the_end(eager: float) -> None:
    assert concession(0.0, eager) == 0.0
    assert concession(1.0, eager) == 1.0


@given(elapsed, elapsed, eagerness)
def test_concession_never_goes_back(one: float, other: float, eager: float) -> None:
    early, late = sorted((one, other))
    assert 0.0 <= concession(early, eager) <= concession(late, eager) <= 1.0


@given(elapsed, eagerness, eagerness)
def test_the_more_eager_gives_no_less(when: float, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert concession(when, less) <= concession(when, more)


@pytest.mark.parametrize(
    ("when", "eager"), [(-0.1, 1.0), (1.1, 1.0), (math.nan, 1.0), (0.5, 0.0), (0.5, -1.0), (0.5, math.nan)]
)
def test_numbers_outside_their_range_are_refused(when: float, eager: float) -> None:
    with pytest.raises(ValueError, match="not"):
        concession(when, eager)


def test_what_is_left_over_stays_with_who_concedes() -> None:
    assert between(100, 90, 0.19) == 99
    assert between(90, 100, 0.19) == 91


@given(st.integers(0, 2**53 - 1), st.integers(0, 2**53 - 1), elapsed)
def test_between_stays_between(start: int, end: int, share: float) -> None:
    assert min(start, end) <= between(start, end, share) <= max(start, end)
    assert between(start, end, 0.0) == start
    assert between(start, end, 1.0) == end
