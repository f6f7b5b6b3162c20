"""The fact budget: many tiny predicates tell a brand no more than a few facts in a period."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from consumer_twin.claims import MAX_TOLD, PERIOD_MS, Told, told_of, within_budget
from protocol.facts import Value
from tests.consumer_twin.claims.claimants import DID, flag, promotion, street

FLAGS = ("student", "teacher", "adult", "apprentice", "volunteer", "first-deal")
DISCLOSED: st.SearchStrategy[dict[str, Value]] = st.dictionaries(
    st.sampled_from(FLAGS), st.booleans(), max_size=3
)


@given(st.lists(DISCLOSED, max_size=12))
def test_however_often_a_brand_asks_it_is_told_no_more_than_the_budget(asked: list[dict[str, Value]]) -> None:
    told: frozenset[Told] = frozenset()
    for disclosed in asked:
        if within_budget(told, disclosed):
            told |= told_of(disclosed)
        assert len(told) <= MAX_TOLD
    for disclosed in asked:
        assert within_budget(told, disclosed) or not told_of(disclosed) <= told


async def test_a_brand_that_asks_for_one_fact_after_another_hears_four(tmp_path: Path) -> None:
    names = ("student", "teacher", "adult", "apprentice", "volunteer")
    async with street(tmp_path) as here:
        for name in names:
            await here.hold(name, True)
            await here.brand(promotion(name, "0.10", flag(name)))
            await here.wish()
        assert ["claims" in one for one in here.opens()] == [True] * 4 + [False]
        assert len(await here.facts.told(DID, at_ms=here.now_ms)) == MAX_TOLD
        noted = [one.facts or {} for one in await here.lessons("not-claimed")]
        assert [(one["promotion"], one["code"]) for one in noted] == [("volunteer", "fact-budget")]
        await here.brand(promotion("student", "0.10", flag("student")))
        await here.wish()
        assert "claims" in here.opens()[-1]
        here.now_ms += PERIOD_MS + 1
        await here.brand(promotion("volunteer", "0.10", flag("volunteer")))
        await here.wish()
        assert "claims" in here.opens()[-1]
