"""What is counted, and how the weights are learnt from it."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_model.sequence import Log, baskets, learn
from customer_model.sequence.blend import DEFAULT_WEIGHTS, FEATURES, Facts
from customer_model.sequence.counts import Counts, count, together, trip_of
from customer_model.sequence.knn import Nearness, cosines
from customer_model.sequence.trail import Trails
from tests.customer_model.sequence_people import days, people

ITEMS = "tea milk rice jam salt".split()


def logs(names: str) -> st.SearchStrategy[Log]:
    purchases = st.dictionaries(st.integers(0, 50), st.lists(st.sampled_from(ITEMS), min_size=1), min_size=1)
    return st.dictionaries(st.sampled_from(names), purchases.map(baskets), min_size=1)


def dense(counts: Counts) -> dict[tuple[str, str], Any]:
    names, steps = counts.items, counts.steps
    pairs = zip(steps.before(), steps.after, steps.votes, strict=True)
    return {(names[one], names[two]): pytest.approx(many) for one, two, many in pairs}


@settings(deadline=None, max_examples=60)
@given(logs("abc"), logs("xyz"))
def test_counts_of_two_logs_are_the_counts_of_both(one: Log, two: Log) -> None:
    both, sums = count({**one, **two}, 7.0), together(count(one, 7.0), count(two, 7.0))
    assert (both.items, both.baskets) == (sums.items, sums.baskets)
    assert dense(both) == dense(sums)
    for name in ("taken", "votes", "casts", "intervals", "returns"):
        assert np.allclose(getattr(both, name), getattr(sums, name))


def test_what_follows_is_counted_by_hand() -> None:
    counts = count({"a": days((0, "tea milk"), (4, "rice"), (8, "tea"))}, 4.0)
    assert counts.items == ("milk", "rice", "tea")
    assert dense(counts) == {("milk", "rice"): 0.5**0.5, ("tea", "rice"): 0.5**0.5, ("rice", "tea"): 1.0}
    assert counts.votes.tolist() == pytest.approx([0.5**0.5, 1.0, 0.5**0.5 + 1.0])
    assert counts.casts == pytest.approx(0.5**0.5 + 2.0)
    assert counts.taken.tolist() == [1.0, 1.0, 2.0]
    assert (counts.intervals.tolist(), counts.returns.tolist()) == ([0.0, 0.0, 2.0], [0.0, 0.0, 1.0])


def test_nearness_is_the_cosine_of_the_votes() -> None:
    counts = count({"a": days((0, "tea"), (1, "rice"), (2, "tea"), (3, "jam"))}, 1.0)
    near = cosines(counts.steps, counts.votes, 5.0)
    jam, rice, tea = 0, 1, 2
    after_tea = near.of(np.array([0.0, 0.0, 2.0]))
    assert after_tea[jam] == after_tea[rice] == pytest.approx(2.0 / (2.0**0.5 + 5.0))
    assert after_tea[tea] == 0.0
    twice = near.of(np.array([0.0, 1.0, 2.0]))
    assert twice[tea] == pytest.approx(1.0 / (2.0**0.5 + 5.0))


def test_the_nearest_are_those_with_the_highest_cosine() -> None:
    near = Nearness(np.array([0, 3, 3, 3]), np.array([0, 1, 2]), np.array([0.2, 0.9, 0.5]))
    assert near.nearest(2).of(np.array([1.0, 0.0, 0.0])).tolist() == [0.0, 0.9, 0.5]


def test_a_trip_is_the_median_time_between_baskets() -> None:
    assert trip_of({"a": days((0, "x"), (2, "x"), (9, "x")), "b": days((5, "x"), (9, "x"))}) == 4.0
    assert trip_of({"a": days((3, "x"))}) == 1.0


def test_overdue_is_the_log_of_the_time_gone_over_the_interval() -> None:
    trail = Trails(("rice", "tea"), 1.0).read(days((0, "tea"), (4, "tea rice"), (8, "tea")), 16)
    rice, tea = trail.overdue(np.array([4.0, 4.0]))
    assert rice == 0.0  # taken once: no interval of one's own
    assert tea == pytest.approx(np.log(8.25 / 4.25))


def test_few_people_keep_the_default_weights() -> None:
    blend, _ = learn(people(29))
    assert blend.weights == DEFAULT_WEIGHTS


def test_people_who_never_return_to_anything_lower_the_weight_of_what_is_known() -> None:
    explorers = {
        f"p{n:03}": days(*((d, f"i{(n + 7 * d) % 97} j{(n * d) % 13}") for d in range(12)))
        for n in range(120)
    }
    loyal = {
        f"p{n:03}": days(*((d, f"i{n % 20} i{n % 17} j{(n * d) % 13}") for d in range(12)))
        for n in range(120)
    }
    one, two = learn(explorers)[0].weights, learn(loyal)[0].weights
    assert one["often"] < two["often"]


def test_the_held_out_baskets_are_not_in_the_counts() -> None:
    """If they were, each whim would follow what stood before it, and that would seem to matter: 2.0 here."""
    dice = random.Random(1)
    whims = {
        f"p{n:03}": days(
            *((d, f"own{n % 9} " + " ".join(f"whim{dice.randrange(60)}" for _ in range(3))) for d in range(8))
        )
        for n in range(100)
    }
    assert learn(whims)[0].weights["follows"] < 1.6


def test_a_great_basket_does_not_outshout_small_ones() -> None:
    trail = Trails(("rice", "tea"), 1.0).read(days((0, "tea rice"), (4, "tea")), 8)
    votes, casts = trail.votes(1.0)
    assert votes.tolist() == pytest.approx([0.25 * 0.5**0.5, 0.25 * 0.5**0.5 + 0.5])
    assert casts == pytest.approx(0.25 * 0.5**0.5 + 0.5)
    often, whole = trail.counts(1.0)
    assert (often.tolist(), whole) == ([0.25, 0.75], 0.75)


def test_features_by_hand() -> None:
    log = {"a": days((0, "tea"), (4, "tea rice"), (8, "tea"), (12, "rice"))}
    facts = Facts.of(count(log, 4.0), 4.0)
    rows = facts.features(facts.trails.read((*log["a"], *days((16, "jam"))), 40))
    rice, tea, jam = (dict(zip(FEATURES, row, strict=True)) for row in rows.tolist())
    assert [(one["known"], one["again"]) for one in (rice, tea, jam)] == [(1.0, 1.0), (1.0, 1.0), (1.0, 0.0)]
    assert tea["overdue"] == pytest.approx(np.log(8.25 / 1.25), rel=0.2)
    assert [one["early"] for one in (rice, tea, jam)] == [0.0, 0.0, 0.0]
    assert jam["popular"] == pytest.approx(np.log(1e-5))
    assert jam["follows"] == pytest.approx(np.log(1e-4))
    assert tea["often"] > rice["often"] > jam["often"]
