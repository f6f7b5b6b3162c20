"""Beliefs: what follows from what was done, in words, with what it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consumer_twin.errors import BadBeliefError, BadLessonError, BrokenMemoryError
from consumer_twin.memory import DECISIONS, Beliefs, Lesson, checked, derive, edit, read_stance, stance_of
from consumer_twin.memory.facts import FACTS
from consumer_twin.memory.lesson import KINDS
from consumer_twin.memory.topic import _WORDS, About, parted
from negotiation import Weights
from tests.consumer_twin.memory.lives import (
    AT_MS,
    BRANDS,
    agreed,
    approved,
    declined,
    lives,
    numbered,
    offer,
    shown,
)

ACME, BETA, _ = BRANDS
DEAR = offer(ACME, 12_000, rank=2, warranty=24, delivery=1)
CHEAP = offer(BETA, 10_000, rank=1, warranty=12, delivery=5)


def words(beliefs: Beliefs) -> set[str]:
    return {belief.words for belief in beliefs.all}


def test_paying_more_for_a_longer_warranty_is_believed_and_explained() -> None:
    beliefs = derive(numbered([shown(1, CHEAP, DEAR), approved(1, DEAR)]))
    belief = beliefs.of("warranty")
    assert belief is not None
    assert belief.words == "You pay more for a longer warranty."
    assert belief.strength == pytest.approx(1 / 3)
    assert belief.entries == (2,)
    assert belief.evidence[0].words == "You paid 20.00 USD more for a longer warranty."
    assert "You pay more for what you like in Electronics." in words(beliefs)
    assert "You like Acme." in words(beliefs)


def test_passing_over_what_was_no_worse_is_about_the_seller_alone() -> None:
    plain = offer(BETA, 10_000, rank=1)
    same = offer(ACME, 10_000, rank=2)
    assert "You avoid Beta." in words(derive(numbered([shown(1, plain, same), approved(1, same)])))
    for better in (offer(ACME, 12_000, rank=2, warranty=24), offer(ACME, 9_000, rank=2)):
        beliefs = derive(numbered([shown(1, plain, better), approved(1, better)]))
        assert beliefs.brand_standing(BETA) == 0


def test_leaving_a_better_term_for_a_lower_price_speaks_against_it() -> None:
    beliefs = derive(numbered([shown(1, CHEAP, DEAR), approved(1, CHEAP)]))
    assert beliefs.stance("delivery") < 0 < beliefs.stance("price:Electronics")
    assert beliefs.brand_standing(BETA) > 0 == beliefs.brand_standing(ACME)


def test_what_the_twin_took_by_mandate_proves_no_taste() -> None:
    beliefs = derive(numbered([shown(1, CHEAP, DEAR), approved(1, DEAR, by="mandate")]))
    assert beliefs == Beliefs()


def test_a_decline_teaches_its_reason_and_no_more() -> None:
    for reason, topic, stance in (
        ("price", "price:Electronics", 1 / 3),
        ("warranty", "warranty", 1 / 3),
        ("brand", f"brand:{ACME}", -1 / 3),
        ("not-now", "category:Electronics", -1 / 3),
    ):
        life = [shown(1, CHEAP, DEAR), declined(1, reason, CHEAP, DEAR, named=DEAR["hash"])]
        (belief,) = derive(numbered(life)).all
        assert belief.topic == topic, reason
        assert belief.stance == pytest.approx(stance), reason
    assert derive(numbered([shown(1, CHEAP), declined(1, "elsewhere", CHEAP)])) == Beliefs()


def test_a_brand_that_refuses_its_own_offer_loses_standing_as_a_seller_only() -> None:
    beliefs = derive(numbered([agreed(1, CHEAP), agreed(2, CHEAP, "refused"), agreed(3, CHEAP, "void")]))
    (belief,) = beliefs.all
    assert belief.topic == f"seller:{BETA}"
    assert belief.words == "Beta does not keep its word."
    assert belief.strength == pytest.approx(1 / 5)


def test_how_a_deal_turned_out_counts() -> None:
    facts = {"brand": ACME, "seller": "Acme", "title": "router", "how": "faulty"}
    kept = {**facts, "how": "kept"}
    assert derive(numbered([Lesson(AT_MS, "outcome", facts=facts)])).stance(f"seller:{ACME}") < 0
    beliefs = derive(numbered([Lesson(AT_MS, "outcome", facts=kept)]))
    assert beliefs.brand_standing(ACME) > 0 < beliefs.stance(f"seller:{ACME}")


def test_contradictory_evidence_makes_a_weak_belief() -> None:
    life = [shown(1, CHEAP), approved(1, CHEAP), shown(2, CHEAP), declined(2, "brand", CHEAP)]
    belief = derive(numbered(life)).of(f"brand:{BETA}")
    assert belief is not None
    assert (belief.strength, belief.words) == (0, "You neither like nor avoid Beta.")
    assert len(belief.evidence) == 2


@given(lives, st.integers(0, 30), st.sampled_from(["yes", "no", "unsure", "0.40"]))
def test_what_is_set_by_hand_wins_whatever_comes_before_or_after(
    life: list[Lesson], place: int, said: str
) -> None:
    others = [one for one in life if one.kind != "edited"]
    with_edit = numbered([*others[:place], edit(f"brand:{ACME}", said, AT_MS), *others[place:]])
    belief = derive(with_edit).of(f"brand:{ACME}")
    assert belief is not None and belief.by_hand
    assert belief.stance == float(read_stance(said))
    assert belief.derived == derive(numbered(others)).brand_standing(ACME)


def test_of_two_edits_the_later_one_counts() -> None:
    life = numbered([edit("warranty", "yes", AT_MS), edit("warranty", "no", AT_MS - 1)])
    (belief,) = derive(life).all
    assert belief.stance == -1
    assert belief.entries == (1, 2)


@given(lives, st.lists(st.integers(0, 2**40), min_size=40, max_size=40))
def test_a_clock_that_jumps_changes_nothing(life: list[Lesson], times: list[int]) -> None:
    steady = numbered(life)
    jumping = [replace(one, at_ms=times[place % 40]) for place, one in enumerate(steady)]

    def held(lessons: list[Lesson]) -> list[tuple[str, float, tuple[int, ...]]]:
        return [(one.topic, one.stance, one.entries) for one in derive(lessons).all]

    assert held(steady) == held(jumping)


@given(lives)
def test_strength_is_a_share_and_every_belief_has_evidence(life: list[Lesson]) -> None:
    lessons = numbered(life)
    for belief in derive(lessons).all:
        assert 0 <= belief.strength <= 1
        assert belief.evidence
        assert belief.words.endswith(".")
        assert set(belief.entries) <= {lesson.number for lesson in lessons}
        assert belief.by_hand or belief.strength < 1


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_evidence_one_way_makes_surer(up: int, down: int) -> None:
    assert -1 < stance_of(up, down) < 1
    assert stance_of(up + 1, down) > stance_of(up, down) > stance_of(up, down + 1)


@given(lives)
def test_what_ranking_reads_of_the_log_is_enough_for_brands_and_terms(life: list[Lesson]) -> None:
    lessons = numbered(life)
    some = derive(one for one in lessons if one.kind in DECISIONS)
    every = derive(lessons)
    assert some.weights(Weights()) == every.weights(Weights())
    for brand in BRANDS:
        assert some.of(f"brand:{brand}") == every.of(f"brand:{brand}")


def test_weights_follow_the_stances() -> None:
    base = Weights()
    assert Beliefs().weights(base) == base
    beliefs = derive(numbered([edit("warranty", "yes", AT_MS), edit("delivery", "no", AT_MS)]))
    assert beliefs.weights(base) == replace(base, warranty=2 * base.warranty, delivery=0)


@pytest.mark.parametrize("said", ["", "maybe", "2", "-1.5", "nan", "1e9", "0.123", "1.01"])
def test_a_stance_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(BadBeliefError):
        edit("warranty", said, AT_MS)


@pytest.mark.parametrize("name", ["", "brand", "brand:", "warranty:x", "taste:x", "brand:a\u202eb", "seller"])
def test_a_topic_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(BadBeliefError):
        edit(name, "yes", AT_MS)


def test_facts_of_another_shape_are_refused_before_they_are_kept_and_named_after() -> None:
    bad = Lesson(AT_MS, "approved", 1, 0, facts={"brand": ACME}, number=7)
    with pytest.raises(BadLessonError):
        checked(bad)
    with pytest.raises(BrokenMemoryError) as caught:
        derive([bad])
    assert caught.value.number == 7


def test_the_tables_know_every_kind_and_topic() -> None:
    assert FACTS.keys() <= KINDS
    assert set(get_args(About)) == _WORDS.keys() | {"taste"}
    assert parted("brand:did:web:acme.example") == ("brand", "did:web:acme.example")
