"""A question is worth what its answer is expected to improve, and nothing where no answer could."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_model import Alternative, Taste, best_question, gains, offers_prior

PRIOR = offers_prior()


def made(price: float, months: int, days: int = 5) -> Alternative:
    return Alternative("", "", {"price": price, "warranty_months": months, "delivery_days": days})


offers = st.builds(made, st.floats(1.0, 1.5), st.integers(0, 36), st.integers(0, 14))
pairs = st.tuples(offers, offers)
answers = st.lists(st.tuples(pairs, st.integers(0, 1)), max_size=4)
TABLE = (made(1.0, 12), made(1.06, 36))
ASKED = (made(1.0, 0), made(1.1, 36))


@settings(max_examples=40, deadline=None)
@given(answers, st.lists(offers, min_size=1, max_size=5), st.lists(pairs, max_size=5))
def test_no_answer_is_expected_to_do_harm(
    said: list[tuple[tuple[Alternative, Alternative], int]],
    table: list[Alternative],
    asked: list[tuple[Alternative, Alternative]],
) -> None:
    taste = Taste.of(PRIOR)
    for pair, chosen in said:
        taste = taste.answered(pair, chosen)
    assert all(gain >= 0.0 for gain in gains(taste, [table], asked))


def test_what_moves_the_pick_is_worth_asking() -> None:
    found = best_question(Taste.of(PRIOR), [TABLE], [(made(1.0, 12), made(1.0, 12)), ASKED])
    assert found is not None
    assert found.pair == ASKED
    assert 0.0 < found.gain < 0.06


def test_nothing_is_asked_where_all_possible_persons_would_pick_the_same() -> None:
    better = (made(1.0, 36), made(1.2, 12))
    assert best_question(Taste.of(PRIOR), [better], [ASKED]) is None
    assert best_question(Taste.of(PRIOR), [TABLE[:1]], [ASKED]) is None
    known = Taste.of(PRIOR).with_weights({"price": -5.0, "warranty_months": 0.1})
    assert best_question(known, [TABLE], [ASKED]) is None


def test_an_answer_teaches_what_a_choice_does_and_makes_no_habit() -> None:
    taste = Taste.of(PRIOR).updated([Alternative("", "a", {"price": 1.0}), *TABLE], 0)
    said, chose = taste.answered(ASKED, 1), taste.updated(ASKED, 1)
    assert np.array_equal(said.log_weights, chose.log_weights)
    assert (said.bought, said.loyalties) == (taste.bought, taste.loyalties)


def test_the_gain_is_the_mean_over_what_may_be_offered() -> None:
    taste = Taste.of(PRIOR)
    (one,), (both,) = gains(taste, [TABLE], [ASKED]), gains(taste, [TABLE, TABLE[:1]], [ASKED])
    assert both == pytest.approx(one / 2)


def test_two_answers_may_change_a_pick_that_one_can_not() -> None:
    table = (made(1.0, 12), made(1.08, 36))
    one, two, three = (gains(Taste.of(PRIOR), [table], [ASKED], ahead)[0] for ahead in (1, 2, 3))
    assert 0.0 == one < two < three


@settings(max_examples=40, deadline=None)
@given(st.lists(offers, min_size=2, max_size=5), st.lists(pairs, min_size=1, max_size=5))
def test_who_may_ask_more_expects_no_less_of_each_question(
    table: list[Alternative], asked: list[tuple[Alternative, Alternative]]
) -> None:
    found = [gains(Taste.of(PRIOR), [table], asked, ahead) for ahead in (1, 2, 3)]
    assert all(
        less <= more + 1e-9 for few, many in pairwise(found) for less, more in zip(few, many, strict=True)
    )
