"""What the blend ranks high, and what it doesn't depend on."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_model.sequence import Basket, Log, SequenceModel, baskets, learn
from customer_model.sequence.anchors import anchors
from tests.customer_model.sequence_people import days, people, split

TRAIN, TEST = split(people(60))
BLEND, PRIOR = learn(TRAIN)
MODELS: dict[str, SequenceModel] = {"blend": BLEND, **anchors(TRAIN)}


def ranked(model: SequenceModel, history: Sequence[Basket], at: int, count: int = 1000) -> list[str]:
    return [one.item for one in model.scores(history, at, count)]


@pytest.mark.parametrize("name", MODELS)
def test_every_known_item_is_ranked_once_and_the_best_come_first(name: str) -> None:
    scores = MODELS[name].scores(TRAIN["p000"], TEST["p000"][0].at, 1000)
    assert sorted(one.item for one in scores) == list(PRIOR.counts.items)
    assert [one.score for one in scores] == sorted((one.score for one in scores), reverse=True)
    assert MODELS[name].scores(TRAIN["p000"], TEST["p000"][0].at, 3) == scores[:3]


@pytest.mark.parametrize("name", MODELS)
def test_a_newcomer_gets_what_is_popular(name: str) -> None:
    assert {*ranked(MODELS[name], (), 5, 3)} == {"bread", "fuel", "milk"}


def test_what_a_person_takes_again_and_again_comes_first() -> None:
    history = days(*((day, "staple1 whim1" if day == 9 else "staple1") for day in range(0, 30, 3)))
    model, _ = learn({"a": history})
    assert ranked(model, history, 30) == ["staple1", "whim1"]


def test_what_is_due_comes_before_what_was_just_taken() -> None:
    tea, rice = range(0, 60, 12), range(6, 66, 12)
    history = days(*sorted([*((day, "tea") for day in tea), *((day, "rice") for day in rice)]))
    model, _ = learn({"a": history})
    assert ranked(model, history, 61)[0] == "tea"  # rice was taken at 54, tea at 48; both every 12 days
    longer = (*history, Basket(60, ("tea",)))
    assert ranked(model, longer, 66)[0] == "rice"


def test_what_follows_is_ranked_before_what_does_not_though_the_person_never_took_it() -> None:
    order = ranked(BLEND, (*TRAIN["p000"][:3], Basket(10**6, ("first3",))), 10**6 + 86_400)
    never = [item for item in order if item.startswith("then")]
    assert never[0] == "then3"


def test_an_item_that_nobody_else_took_is_ranked_for_the_person_who_did() -> None:
    history = baskets({day: ["my own jam"] for day in range(0, 30 * 86_400, 86_400)})
    assert ranked(BLEND, history, 30 * 86_400)[0] == "my own jam"
    assert "my own jam" not in ranked(BLEND, (), 0)


def test_a_clock_that_went_back_is_no_trouble() -> None:
    assert ranked(BLEND, TRAIN["p000"], -(10**12)) != []


def test_a_stock_list_of_thousands_makes_no_pairs() -> None:
    huge = baskets({0: [f"i{number}" for number in range(3000)], 1: [f"i{number}" for number in range(3000)]})
    _, prior = learn({"a": huge})
    assert prior.counts.steps.votes.size == 0
    assert prior.counts.taken.sum() == 6000


HISTORIES = st.dictionaries(
    st.integers(0, 200), st.lists(st.sampled_from("tea milk rice jam salt".split()), min_size=1), min_size=1
).map(baskets)
LOGS: st.SearchStrategy[Log] = st.dictionaries(st.sampled_from("abcd"), HISTORIES, min_size=1)


@settings(deadline=None, max_examples=40)
@given(LOGS, st.integers(1, 10**6), st.integers(-(10**9), 10**9))
def test_the_unit_and_the_start_of_time_do_not_matter(log: Log, unit: int, start: int) -> None:
    moved = {p: [Basket(start + unit * b.at, b.items) for b in h] for p, h in log.items()}
    one, two = learn(log)[0], learn(moved)[0]
    here = one.scores(log[min(log)], 201, 99)
    there = two.scores(moved[min(log)], start + unit * 201, 99)
    # without two baskets of one person there is no trip to measure times by, and the unit is the trip
    if any(len(history) > 1 for history in log.values()):
        assert {s.item: pytest.approx(s.score) for s in here} == {s.item: s.score for s in there}


@settings(deadline=None, max_examples=40)
@given(LOGS)
def test_the_order_in_which_people_stand_does_not_matter(log: Log) -> None:
    back = {person: log[person] for person in reversed([*log])}
    for history in log.values():
        here, there = (learn(one)[0].scores(history, 201, 99) for one in (log, back))
        assert {s.item: pytest.approx(s.score) for s in here} == {s.item: s.score for s in there}


def test_the_same_log_gives_the_same_weights_and_scores() -> None:
    again, _ = learn(TRAIN)
    assert again.weights == BLEND.weights
    assert again.scores(TRAIN["p001"], 10**7, 50) == BLEND.scores(TRAIN["p001"], 10**7, 50)
