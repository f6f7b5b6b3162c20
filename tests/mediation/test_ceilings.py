"""The ceiling in mediated play: a gate that makes blanks, and no number that anybody but the two can read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consumer_twin.mediated import Stake, gated
from protocol import Price, decode, to_base64url
from protocol.mediated import Shares, compared, marks
from protocol.mediation import Grid
from tests.consumer_twin.twins import wish_for
from tests.mediation.fair import MARKET, Fair, fair

BRAND = "http://localhost:8001"
SECRET = bytes(range(32))
SHARE = st.none() | st.integers(0, 10_000)
TERMS = {"delivery_days": 5, "warranty_months": 12, "returns_days": 30, "extras": []}


@dataclass(frozen=True)
class Told:
    """What a thread came to: the marks of each round, and in which round which package was found."""

    said: tuple[tuple[str, ...], ...]
    round: int | None
    total_minor: int | None


def grid_of(totals: list[int], rounds: int) -> Grid:
    packages = [{"terms": TERMS, "total": {"amount": one, "currency": "USD"}} for one in totals]
    return Grid.model_validate(
        {"packages": packages, "rounds": rounds, "mediate_key": to_base64url(bytes(32))}
    )


def played(grid: Grid, public: Shares, brand: Shares, ceiling_minor: int) -> Told:
    """Play the twin of that ceiling against the brand of these shares."""
    own = Stake(grid, gated(public, grid, wish_for(ceiling_minor=ceiling_minor)), SECRET)
    packages = [one.members() for one in grid.packages]
    said = []
    for round in range(1, grid.rounds + 1):
        said.append(own.marks(round))
        other = marks(SECRET, packages, brand, round, grid.rounds, side="brand")
        named = compared(said[-1], other)
        if named is not None:
            return Told(tuple(said), round, own.package(round, named).total.amount)
    return Told(tuple(said), None, None)


@settings(max_examples=2_000)
@given(
    st.lists(
        st.tuples(st.integers(1, 200), SHARE, SHARE), min_size=1, max_size=12, unique_by=lambda one: one[0]
    ),
    st.integers(1, 12),
    st.tuples(st.integers(0, 210), st.integers(0, 210)),
)
def test_a_brand_is_told_the_same_until_the_package_found_lies_above_the_lower_ceiling(
    grid: list[tuple[int, int | None, int | None]], rounds: int, ceilings: tuple[int, int]
) -> None:
    lower, upper = sorted(ceilings)
    packages, public = grid_of([one for one, _, _ in grid], rounds), [one for _, one, _ in grid]
    low, high = (played(packages, public, [one for _, _, one in grid], one) for one in (lower, upper))
    assert {len(one) for one in (*low.said, *high.said)} == {len(grid)}, "the marketplace is told as much"
    assert low.total_minor is None or low.total_minor <= lower
    if high.total_minor is None or high.total_minor <= lower:
        assert (low.round, low.total_minor) == (high.round, high.total_minor)
    else:
        assert low.round is None or (high.round is not None and low.round >= high.round)


@given(
    st.lists(st.tuples(st.integers(1, 200), SHARE), min_size=1, max_size=12, unique_by=lambda one: one[0]),
    st.integers(1, 12),
    st.integers(0, 210),
)
def test_the_marks_differ_from_those_without_a_ceiling_only_where_something_above_it_would_be_said(
    grid: list[tuple[int, int | None]], rounds: int, ceiling: int
) -> None:
    packages, public = grid_of([one for one, _ in grid], rounds), [one for _, one in grid]
    free, gate = (gated(public, packages, wish_for(ceiling_minor=one)) for one in (1_000, ceiling))
    for round in range(1, rounds + 1):
        one, other = (set(Stake(packages, shares, SECRET).marks(round)) for shares in (free, gate))
        least = 10_000 * (rounds - round) / rounds
        above = sum(total > ceiling and share is not None and share >= least for total, share in grid)
        assert len(one - other) == len(other - one) == above


def test_a_package_at_the_ceiling_is_within_it() -> None:
    grid = grid_of([100, 101], 1)
    assert gated([1, 2], grid, wish_for(ceiling_minor=100)) == (1, None)
    assert gated([1, 2], grid, wish_for()) == (1, 2)
    assert grid.packages[0].total == Price(amount=100, currency="USD")


async def _bought(folder: Path, ceiling: int | None) -> tuple[Fair, list[int]]:
    """The same market, begun alike, and a wish with that ceiling."""
    folder.mkdir()
    async with fair(folder) as place:
        await place.brand("own", 8001, price=10_000, cost=8_700)
        outcome = await place.buy(ceiling_minor=ceiling)
        return place, [deal.option.total.amount for deal in outcome.deals]


def _types(said: list[bytes]) -> list[Any]:
    return [decode(one)["type"] for one in said]


@pytest.mark.parametrize(("lower", "upper"), [(9_300, 20_000), (9_300, 9_900), (9_000, None)])
async def test_on_the_wire_the_threads_part_where_the_found_package_lies_above_the_lower(
    tmp_path: Path, lower: int, upper: int | None
) -> None:
    low, cheap = await _bought(tmp_path / "low", lower)
    high, dear = await _bought(tmp_path / "high", upper)
    said, more = low.sent_to(BRAND), high.sent_to(BRAND)
    alike = next(
        (place for place, pair in enumerate(zip(said, more, strict=False)) if pair[0] != pair[1]), None
    )
    letters = low.sent_to(MARKET, "/mediate"), high.sent_to(MARKET, "/mediate")
    assert {len(decode(one)["body"]["marks"]) for sent in letters for one in sent} == {16}
    assert dear
    assert all(total <= lower for total in cheap)
    if dear[0] <= lower:
        assert said == more
    else:
        assert alike is not None
        assert _types(more)[alike] == "package"


async def test_two_ceilings_above_the_package_send_the_same_bytes(tmp_path: Path) -> None:
    one, _ = await _bought(tmp_path / "one", 15_000)
    other, _ = await _bought(tmp_path / "other", 20_000)
    assert one.went == other.went
    assert len(one.went) > 6
