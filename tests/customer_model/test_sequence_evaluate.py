"""The measures by hand, and that no basket is foretold from itself."""

from __future__ import annotations

from math import log2

import pytest

from customer_model.sequence import Basket, History, Scored, learn
from customer_model.sequence.anchors import anchors
from customer_model.sequence.evaluate import Score, cases, evaluate, score
from tests.customer_model.sequence_people import days, people, split


def ranking(text: str) -> tuple[Scored, ...]:
    return tuple(Scored(item, -float(place)) for place, item in enumerate(text.split()))


@pytest.mark.parametrize(
    ("ranked", "taken", "k", "expected"),
    [
        ("a b c", "a", 3, Score(1.0, 1.0, 1.0)),
        ("a b c", "b a", 3, Score(1.0, 1.0, 1.0)),
        ("a b c", "c", 3, Score(1.0, 0.5, 1.0)),
        ("a b c", "c", 2, Score(0.0, 0.0, 0.0)),
        ("a b c", "a c d e", 2, Score(1.0, 1.0 / (1.0 + 1.0 / log2(3)), 0.25)),
        ("a b c", "z", 3, Score(0.0, 0.0, 0.0)),
        ("", "a", 3, Score(0.0, 0.0, 0.0)),
    ],
)
def test_measures_by_hand(ranked: str, taken: str, k: int, expected: Score) -> None:
    assert score(ranking(ranked), Basket(0, tuple(taken.split())), k) == expected


def test_each_basket_is_foretold_from_all_before_it_those_of_the_test_included() -> None:
    train = {"a": days((1, "tea"), (2, "milk")), "b": days((1, "jam"))}
    test = {"a": days((5, "rice"), (7, "salt")), "c": days((3, "tea"))}
    assert [(len(case.history), case.basket.items) for case in cases(train, test)] == [
        (2, ("rice",)),
        (3, ("salt",)),
        (0, ("tea",)),
    ]


def test_training_baskets_of_the_same_time_are_past_and_later_ones_are_not() -> None:
    train = {"a": days((1, "tea"), (5, "milk"), (6, "jam"))}
    (case,) = cases(train, {"a": days((5, "rice"))})
    assert case.history == days((1, "tea"), (5, "milk"))


class Watched:
    """A model that ranks nothing and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[History, int]] = []

    def scores(self, history: History, at: int, count: int) -> tuple[Scored, ...]:
        self.asked.append((history, at))
        return ()


def test_no_model_sees_the_basket_that_it_foretells() -> None:
    watched = Watched()
    train, test = split(people(20))
    assert evaluate({"watched": watched}, train, test, 10) == {"watched": Score(0.0, 0.0, 0.0)}
    assert len(watched.asked) == 20
    assert all(basket.at < at for history, at in watched.asked for basket in history)


def test_the_blend_is_better_than_each_simple_model_on_people_with_habits() -> None:
    train, test = split(people(150))
    scores = evaluate({"blend": learn(train)[0], **anchors(train)}, train, test, 5)
    blend = scores.pop("blend")
    for name, anchor in scores.items():
        assert blend.recall > anchor.recall + 0.02, name
        assert blend.ndcg > anchor.ndcg + 0.02, name
        assert blend.hr >= anchor.hr, name


def test_the_anchors_rank_by_hand() -> None:
    log = {
        "a": days((0, "tea milk"), (1, "tea"), (2, "tea"), (3, "rice"), (4, "rice")),
        "b": days((0, "jam milk"), (1, "milk"), (2, "milk salt")),
    }
    models = anchors(log)
    assert [one.item for one in models["popularity"].scores(log["a"], 5, 2)] == ["milk", "tea"]
    order = [one.item for one in models["personal_frequency"].scores(log["a"], 5, 5)]
    assert order == ["tea", "rice", "milk", "jam", "salt"]  # three old ones outweigh two new ones
    near = [one.item for one in models["item_knn"].scores(days((0, "jam")), 5, 2)]
    assert near == ["jam", "milk"]  # itself, and what stood with it
