"""A taste keeps its promises for whatever is on the table, and whatever was chosen before."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_model import (
    Alternative,
    Population,
    Taste,
    TasteError,
    as_price,
    offers_prior,
    parts,
    utility,
    weights,
)
from customer_model.errors import BadMembersError, NoAlternativesError, UnknownAttributeError, WrongSignError

PRIOR = offers_prior()
BRANDS = ("did:web:a.example", "did:web:b.example", "did:web:c.example")


def offer(brand: str, price: float, days: int = 3, promotion: int = 0) -> Alternative:
    return Alternative(brand, brand, {"price": price, "delivery_days": days, "promotion": promotion})


offers = st.builds(
    offer,
    st.sampled_from(BRANDS),
    st.floats(1.0, 4.0),
    st.integers(0, 30),
    st.integers(0, 1),
)
tables = st.lists(offers, min_size=2, max_size=5)
choices = st.tuples(tables, st.integers(0, 10))
histories = st.lists(choices, max_size=6)


def learnt(history: list[tuple[list[Alternative], int]]) -> Taste:
    taste = Taste.of(PRIOR)
    for table, place in history:
        taste = taste.updated(table, place % len(table))
    return taste


@settings(max_examples=40, deadline=None)
@given(histories, tables)
def test_probabilities_add_up_to_1(
    history: list[tuple[list[Alternative], int]], table: list[Alternative]
) -> None:
    likely = learnt(history).probabilities(table)
    assert all(0.0 <= one <= 1.0 for one in likely)
    assert math.isclose(math.fsum(likely), 1.0, abs_tol=1e-9)


@settings(max_examples=40, deadline=None)
@given(histories, tables, st.floats(0.0, 3.0))
def test_a_higher_price_never_makes_an_offer_likelier(
    history: list[tuple[list[Alternative], int]], table: list[Alternative], dearer: float
) -> None:
    taste, first = learnt(history), table[0]
    raised = Alternative(first.name, first.brand, {**first.values, "price": first.values["price"] + dearer})
    before, after = taste.probabilities(table)[0], taste.probabilities([raised, *table[1:]])[0]
    assert after <= before + 1e-12
    assert utility(taste, raised) <= utility(taste, first) + 1e-12


@settings(max_examples=40, deadline=None)
@given(histories, offers)
def test_the_parts_add_up_to_the_utility(
    history: list[tuple[list[Alternative], int]], one: Alternative
) -> None:
    taste = learnt(history)
    assert math.isclose(utility(taste, one), math.fsum(part.utility for part in parts(taste, one)))
    assert [part.name for part in parts(taste, one)][-2:] == ["loyalty", "brand"]


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(0, 10))
def test_a_choice_makes_what_was_chosen_likelier(table: list[Alternative], place: int) -> None:
    distinct = [Alternative(one.name, f"brand {number}", one.values) for number, one in enumerate(table)]
    chosen = place % len(distinct)
    before = Taste.of(PRIOR)
    after = before.updated(distinct, chosen)
    assert after.probabilities(distinct)[chosen] > before.probabilities(distinct)[chosen]
    assert (before.choices, after.choices) == (0, 1)


@settings(max_examples=20, deadline=None)
@given(histories, tables)
def test_the_same_choices_give_the_same_taste_also_through_json(
    history: list[tuple[list[Alternative], int]], table: list[Alternative]
) -> None:
    taste = learnt(history)
    assert learnt(history).probabilities(table) == taste.probabilities(table)
    population = Population.read(json.loads(json.dumps(PRIOR.members())))
    again = Taste.read(json.loads(json.dumps(taste.members())), population)
    assert again.probabilities(table) == pytest.approx(taste.probabilities(table), abs=1e-4)


@settings(max_examples=20, deadline=None)
@given(histories, offers)
def test_no_believed_coefficient_turns_its_sign(
    history: list[tuple[list[Alternative], int]], one: Alternative
) -> None:
    believed = weights(learnt(history))
    assert believed["price"].mean < 0.0 > believed["delivery_days"].mean
    assert believed["warranty_months"].mean > 0.0 < believed["returns_days"].mean


def test_who_always_takes_the_dearer_brand_is_believed_to_like_it() -> None:
    table = [offer(BRANDS[0], 1.0), offer(BRANDS[1], 1.3)]
    taste = Taste.of(PRIOR)
    for _ in range(12):
        taste = taste.updated(table, 1)
    assert taste.probabilities(table)[1] > 0.8
    assert weights(taste)["price"].mean > weights(Taste.of(PRIOR))["price"].mean
    assert as_price(taste, utility(taste, table[1]) - utility(taste, table[0])) > 0.0


def test_a_weight_by_hand_wins_over_what_was_learnt() -> None:
    slow, quick = offer(BRANDS[0], 1.0, days=10), offer(BRANDS[1], 1.2, days=1)
    taste = learnt([([slow, quick], 1)] * 8)
    mine = taste.with_weights({"delivery_days": 0.0, "brand:did:web:b.example": -50.0, "loyalty": 0.0})
    assert mine.probabilities([slow, quick])[1] < 1e-6 < taste.probabilities([slow, quick])[1]
    shown = {part.name: part.utility for part in parts(mine, quick)}
    assert shown["delivery_days"] == 0.0
    assert shown["brand"] == pytest.approx(-50.0)
    believed = weights(mine)
    assert believed["loyalty"].by_hand and believed["loyalty"].mean == 0.0
    assert mine.updated([slow, quick], 1).by_hand == mine.by_hand
    assert mine.with_weights({}).probabilities([slow, quick]) == taste.probabilities([slow, quick])


def test_thousands_of_choices_are_no_harm() -> None:
    table = [offer(BRANDS[0], 1.0), offer(BRANDS[1], 1.1)]
    taste = Taste.of(PRIOR)
    for _ in range(2_000):
        taste = taste.updated(table, 1)
    for _ in range(25):
        taste = taste.updated(table, 0)
    assert taste.probabilities(table)[0] > 0.5


def test_what_is_wrong_is_said() -> None:
    taste = Taste.of(PRIOR)
    table = [offer(BRANDS[0], 1.0), offer(BRANDS[1], 1.1)]
    with pytest.raises(NoAlternativesError):
        taste.probabilities([])
    with pytest.raises(NoAlternativesError, match="place 2 of 2"):
        taste.updated(table, 2)
    with pytest.raises(UnknownAttributeError, match="known are price"):
        taste.probabilities([Alternative("x", "x", {"colour": 1.0})])
    with pytest.raises(WrongSignError):
        taste.with_weights({"price": 1.0})
    for bad in (math.nan, math.inf, 1e300):
        with pytest.raises(TasteError):
            taste.probabilities([Alternative("x", "x", {"price": bad})])
    for members in ({}, {**taste.members(), "log_weights": [0.0]}, {**taste.members(), "log_weights": "x"}):
        with pytest.raises(BadMembersError):
            Taste.read(members, PRIOR)
    with pytest.raises(BadMembersError):
        Population.read({**PRIOR.members(), "mean": [1.0]})
