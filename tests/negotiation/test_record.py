"""Scenarios and records: the same for the same seed, sound for any, and told as they were played."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiation.article import PLAIN, TERMS, Article, haggle
from negotiation.record import play
from negotiation.scenario import Scenario, drawn, generated
from negotiation.strategies import STRATEGIES, Accept, Propose, gated, meet

NAMES = sorted(STRATEGIES)
SEEDS = st.integers(0, 2**31)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    seed, rounds = draw(SEEDS), draw(st.integers(1, 12))
    if draw(st.booleans()):
        return generated(seed, rounds)
    return haggle(draw(articles()), TERMS, rounds=rounds, seed=seed, count=9)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    listed = draw(st.integers(1, 1_000_000))
    lowest = draw(st.integers(0, listed))
    floor, ceiling = (draw(st.integers(lowest, listed)) for _ in range(2))
    return Article("something", listed, lowest, floor, ceiling)


@settings(max_examples=60, deadline=None)
@given(scenario=scenarios(), names=st.tuples(*[st.sampled_from(NAMES)] * 2), private=st.booleans())
def test_a_record_is_what_the_players_did_and_below_neither_reserve(
    scenario: Scenario, names: tuple[str, str], private: bool
) -> None:
    twin, brand = (STRATEGIES[name] for name in names)
    twin = gated(twin) if private else twin
    record = play(scenario, twin, brand)
    assert record == play(scenario, twin, brand)
    assert record.agreed == meet(brand(scenario.brand), twin(scenario.twin), scenario.twin.rounds)
    assert [step.side for step in record.steps[:2]] == ["brand", "twin"][: len(record.steps)]
    assert all(isinstance(step.move, Propose) for step in record.steps[:-1])
    for side, game in (("twin", scenario.twin), ("brand", scenario.brand)):
        said = [step.place for step in record.steps if step.side == side and step.place is not None]
        assert all(game.worth(place) >= game.reserve for place in said)
    if record.agreed is not None:
        assert isinstance(record.steps[-1].move, Accept)


@given(seed=SEEDS)
def test_a_drawn_scenario_suits_both_and_is_on_the_scale(seed: int) -> None:
    scenario = generated(seed, 20)
    first, second = scenario.worths
    assert scenario == generated(seed, 20)
    assert min(first) == min(second) == 0.0
    assert max(first) == max(second) == 1.0
    low, high = scenario.reserves
    assert any(one > low and other > high for one, other in zip(first, second, strict=True))
    assert len(first) <= 400


@given(article=articles())
def test_with_one_set_of_terms_the_reserves_are_the_ceiling_and_the_floor(article: Article) -> None:
    scenario = haggle(article, (PLAIN,), rounds=5, seed=1, count=21)
    totals = article.totals(21)
    assert scenario.twin.stakes.issues == ("total",)
    assert len(scenario.twin.stakes.outcomes) == len(totals)
    for total, own, earned in zip(totals, *scenario.worths, strict=True):
        assert (total <= article.ceiling_minor) == (own >= scenario.twin.reserve)
        assert (total >= article.floor_minor) == (earned >= scenario.brand.reserve)


def test_better_terms_leave_more_for_both() -> None:
    article = Article("lamp", 10_000, 5_000, 7_000, 9_000)
    twin, brand = haggle(article, TERMS, rounds=5, seed=1).worths
    outcomes = haggle(article, TERMS, rounds=5, seed=1).twin.stakes.outcomes
    plain = outcomes.index(("80.00 USD", "9 days", "12 months"))
    better = outcomes.index(("82.50 USD", "2 days", "12 months"))
    assert twin[better] > twin[plain] and brand[better] > brand[plain]


def test_dice_are_even_enough() -> None:
    many = [drawn(seed, "dice") for seed in range(2_000)]
    assert sum(many) / len(many) == pytest.approx(0.5, abs=0.02)
    assert 0.0 <= min(many) < 0.01 and 0.99 < max(many) < 1.0
