"""A flood of letters: what is kept stays bounded, and what honest people say still counts where it did."""

from __future__ import annotations

from pathlib import Path

from marketplace.demand import Rule
from tests.marketplace.test_demand import CAMERA, rows
from tests.marketplace.wishers import contribution, square

TIGHT = Rule(k=10, letters=12, cells=3)


async def test_beyond_the_bound_letters_are_counted_and_not_remembered(tmp_path: Path) -> None:
    async with square(tmp_path, rule=TIGHT) as place:
        await place.crowd(40)
        assert await rows(place, "market_demand_kept") == 12
        await place.crowd(5, category="desk-floor-lamps")  # another category has room of its own
        assert await rows(place, "market_demand_kept") == 17
        place.a_week_later()
        assert await place.told() == {CAMERA: 40}


async def test_one_more_kind_of_wish_than_is_counted_gets_a_signed_no(tmp_path: Path) -> None:
    async with square(tmp_path, rule=TIGHT) as place:
        for region in ("US", "DE", "FR"):
            await place.crowd(1, region=region)
        late = contribution("late", at_ms=place.town.now_ms, region="IT")
        answer = await place.say(late)
        assert (answer.type, answer.value["body"]["reason"]) == ("sorry", "limit")
        assert await rows(place, "market_demand_count") == 3
        await place.crowd(10)  # what is counted already goes on
        await place.crowd(1, region="IT", category="desk-floor-lamps")
        place.a_week_later()
        assert await place.told() == {CAMERA: 10}


async def test_a_million_keys_cost_a_row_for_what_they_say_and_no_more(tmp_path: Path) -> None:
    async with square(tmp_path, rule=TIGHT) as place:
        await place.crowd(100)
        assert await rows(place, "market_demand_count") == 1
        assert await rows(place, "market_demand_sum") == 1
        assert await rows(place, "market_demand_kept") == TIGHT.letters
