"""What is told never gives one person away: for every count, every die, and over time."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from marketplace.demand import Cell, Rule, at_least, demand_page, tally
from protocol import SigningKey, decode
from protocol.relation import DemandPage
from tests.marketplace.test_demand import CAMERA
from tests.marketplace.wishers import DID, square
from tests.transport.corner import NOON_MS, brand_key

KEY: SigningKey = brand_key("market", DID)
CELL = Cell("2026-W48", "cameras", (), "US")
COUNTS = st.integers(min_value=0, max_value=5_000)
KS = st.integers(min_value=10, max_value=200)


@given(count=COUNTS, k=KS, data=st.data())
def test_nothing_is_told_below_k_and_never_too_much(count: int, k: int, data: st.DataObject) -> None:
    off = data.draw(st.integers(min_value=0, max_value=k - 1))
    told = at_least(count, off, k)
    assert told <= count
    assert told % k == 0
    assert told == 0 or count >= k
    assert told > 0 or count < 2 * k - 1


@given(counts=st.lists(COUNTS, min_size=2, max_size=30), k=KS, seed=st.randoms())
def test_two_tellings_differ_by_a_step_or_not_at_all(counts: list[int], k: int, seed: Random) -> None:
    found = [tally(CELL, count, k, seed.randrange) for count in counts]
    told = [0 if one is None else one.at_least for one in found]
    assert all(after == before or abs(after - before) >= k for before, after in pairwise(told))
    assert sum(told) <= sum(counts)


@given(count=COUNTS, k=KS)
def test_one_more_shows_for_one_die_in_k(count: int, k: int) -> None:
    """Whoever knows all other letters still can't tell: a page that shows it is one in k."""
    shows = [off for off in range(k) if at_least(count, off, k) != at_least(count + 1, off, k)]
    assert len(shows) <= 1


@given(counts=st.lists(COUNTS, max_size=40), k=KS, greater=KS)
def test_a_page_is_what_a_twin_takes_also_under_a_greater_k(counts: list[int], k: int, greater: int) -> None:
    cells = [replace(CELL, category=f"c{number}") for number in range(len(counts))]
    told = [
        one for cell, count in zip(cells, counts, strict=True) if (one := tally(cell, count, k, lambda _: 0))
    ]
    for shown_k in (k, max(k, greater)):
        fit = [one for one in told if one.at_least >= shown_k]
        data, _ = demand_page(fit, KEY, cursor=None, k=shown_k, at_ms=NOON_MS)
        page = DemandPage.model_validate(decode(data))
        assert sum(one.at_least for one in page.tallies) <= sum(counts)


async def test_what_was_told_stays(tmp_path: Path) -> None:
    """A clock that is set back opens the week again; what was told of it does not change."""
    async with square(tmp_path, rule=Rule(k=10)) as place:
        await place.crowd(10)
        start_ms = place.town.now_ms
        place.a_week_later()
        assert await place.told() == {CAMERA: 10}
        place.town.now_ms = start_ms
        await place.crowd(25)
        assert await place.told() == {}
        place.a_week_later()
        assert await place.told() == {CAMERA: 10}
