"""The Pareto line and the Nash point, against a plain search over all outcomes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from negotiation.frontier import nash, pareto, product, suits

WORTHS = st.lists(st.tuples(st.floats(0, 1, width=16), st.floats(0, 1, width=16)), min_size=1, max_size=40)
RESERVES = st.tuples(st.floats(0, 1, width=16), st.floats(0, 1, width=16))


def sides(points: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [one for one, _ in points], [other for _, other in points]


@given(points=WORTHS)
def test_nothing_beats_what_is_on_the_line_and_something_matches_or_beats_what_is_not(
    points: list[tuple[float, float]],
) -> None:
    line = {points[place] for place in pareto(*sides(points))}
    for point in points:
        beaten = any(other != point and other[0] >= point[0] and other[1] >= point[1] for other in points)
        assert (point in line) == (not beaten)


@given(points=WORTHS)
def test_the_line_falls_for_one_side_where_it_rises_for_the_other(points: list[tuple[float, float]]) -> None:
    line = [points[place] for place in pareto(*sides(points))]
    assert all(a[0] > b[0] and a[1] < b[1] for a, b in pairwise(line))


@given(points=WORTHS, reserves=RESERVES)
def test_the_nash_point_has_the_greatest_product_of_all_that_suits_both(
    points: list[tuple[float, float]], reserves: tuple[float, float]
) -> None:
    first, second = sides(points)
    found = nash(first, second, reserves)
    suitable = [points[place] for place in range(len(points)) if suits(first, second, reserves, place)]
    if found is None:
        assert suitable == []
    else:
        assert points[found] in suitable
        assert product(points[found], reserves) == max(product(point, reserves) for point in suitable)
