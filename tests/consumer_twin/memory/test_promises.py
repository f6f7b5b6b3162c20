"""Broken promises make a brand's offers count as dearer, little by little, and kept ones take that back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumer_twin.memory import Beliefs, Lesson, by_promises, derive, edit
from consumer_twin.memory.promises import WEIGHT
from consumer_twin.option import Option
from consumer_twin.scan import Seller
from protocol import Price, Terms

TERMS = Terms(delivery_days=5, warranty_months=12, returns_days=30)


def brand(name: str) -> str:
    return f"did:web:{name}.example"


def option(name: str, total: int, rank: int) -> Option:
    price = Price(amount=total, currency="USD")
    return Option(
        hash=name, wish=1, line=0, seller=Seller(brand(name), name.title(), ""), product="p", variant="v",
        title="Router", quantity=1, total=price, list_total=price, public_total=price, terms=TERMS,
        breakdown=(), valid_until_ms=None, thread=name, group=0, categories=frozenset(),
        adjusted_minor=total, rank=rank,
    )  # fmt: skip


OPTIONS = (option("alpha", 10_000, 1), option("beta", 10_300, 2), option("gamma", 12_000, 3))


def went(how: str, deal: int, name: str = "alpha") -> Lesson:
    facts = {"brand": brand(name), "seller": name.title(), "title": "Router", "how": how}
    return Lesson(deal, "outcome", offer=f"deal {deal}", facts=facts, number=deal)


def believed(*hows: str) -> Beliefs:
    return derive(went(how, number) for number, how in enumerate(hows, 1))


def order(beliefs: Beliefs) -> list[str]:
    return [one.hash for one in by_promises(OPTIONS, beliefs)]


def test_without_outcomes_nothing_changes() -> None:
    assert by_promises(OPTIONS, Beliefs()) == OPTIONS
    assert by_promises(OPTIONS, believed("kept", "in-time")) == OPTIONS


def test_one_broken_promise_costs_a_little_and_says_so() -> None:
    first, *_, last = by_promises(OPTIONS, believed("late"))
    assert [first.hash, last.hash] == ["beta", "gamma"]
    alpha = by_promises(OPTIONS, believed("late"))[1]
    assert alpha.why[0] == (
        "Counted 5.00 USD dearer: Router of Alpha: you said that it came late. Promises broken 1, kept 0."
    )
    assert (alpha.adjusted_minor, alpha.total.amount) == (10_500, 10_000)


def test_kept_promises_raise_it_again() -> None:
    assert order(believed("late")) == ["beta", "alpha", "gamma"]
    assert order(believed("late", "kept")) == ["alpha", "beta", "gamma"]


@given(st.lists(st.sampled_from(["late", "faulty", "missing", "kept", "in-time"]), max_size=12))
def test_each_broken_promise_weighs_more_and_never_beyond_the_weight(hows: list[str]) -> None:
    before, after = believed(*hows), believed(*hows, "late")
    costs = [_cost(beliefs) for beliefs in (before, after)]
    assert costs[0] <= costs[1] < WEIGHT * 10_000


def _cost(beliefs: Beliefs) -> int:
    return next(one.adjusted_minor for one in by_promises(OPTIONS, beliefs) if one.hash == "alpha") - 10_000


def test_one_deal_speaks_once_each_way() -> None:
    twice = derive([went("in-time", 1), Lesson(2, "outcome", offer="deal 1", facts=went("kept", 1).facts)])
    belief = twice.of(f"promise:{brand('alpha')}")
    assert belief is not None
    assert belief.derived == pytest.approx(1 / 3)


def test_what_the_person_sets_by_hand_wins() -> None:
    lessons = [went("late", 1), edit(f"promise:{brand('alpha')}", "yes", 2)]
    assert by_promises(OPTIONS, derive(lessons)) == OPTIONS


def test_what_does_not_fit_stays_last() -> None:
    late = Option(**{**vars(OPTIONS[0]), "above_ceiling": True, "rank": 3})
    ordered = by_promises((*OPTIONS[1:], late), believed("late"))
    assert [one.hash for one in ordered] == ["beta", "gamma", "alpha"]
