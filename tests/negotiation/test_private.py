"""The twin's private play, move by move: what the policy sees decides, and the gate only stops."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from negotiation import (
    Counter,
    Hold,
    Leave,
    Package,
    Preferences,
    PublicFacts,
    Send,
    Standing,
    Tactics,
    Take,
    Walk,
    Weights,
    gate,
    move_within,
    policy,
)

LISTED = Package(10_000, 6, 12, 30)
TASTE = Preferences(10_000, 12_000)
STRAIGHT = Tactics(opening=0.20, closing=0.05, dither=0.0, eagerness=1.0)
FACTS = PublicFacts(
    list_total_minor=10_000,
    rival_total_minor=None,
    standing=(Standing(LISTED, "first"),),
    counters=(),
    round=1,
    rounds=6,
)


def test_the_policy_can_not_be_told_a_ceiling() -> None:
    names = {field.name for kind in (PublicFacts, Preferences, Weights, Tactics) for field in fields(kind)}
    assert not [name for name in names if "ceiling" in name or "reserve" in name or "limit" in name]


def test_counters_go_from_the_opening_to_the_closing() -> None:
    moves = [policy(replace(FACTS, round=turn), TASTE, b"", STRAIGHT) for turn in range(1, 7)]
    totals = [move.package.total_minor for move in moves if isinstance(move, Counter)]
    assert totals == [8_000, 8_300, 8_600, 8_900, 9_200, 9_500]


def test_a_cheaper_rival_lowers_every_counter() -> None:
    move = policy(replace(FACTS, rival_total_minor=9_000), TASTE, b"", STRAIGHT)
    assert move == Counter(LISTED.at(7_200))


def test_a_dearer_rival_changes_nothing() -> None:
    assert policy(replace(FACTS, rival_total_minor=11_000), TASTE, b"") == policy(FACTS, TASTE, b"")


def test_an_offer_as_good_as_the_next_counter_is_taken() -> None:
    offer = Standing(LISTED.at(8_300), "second")
    facts = replace(FACTS, round=2, standing=(*FACTS.standing, offer), counters=(LISTED.at(8_000),))
    assert policy(facts, TASTE, b"", STRAIGHT) == Take("second", 8_300, turns_left=5)
    dearer = replace(facts, standing=(Standing(LISTED.at(8_301), "second"),))
    assert policy(dearer, TASTE, b"", STRAIGHT) == Counter(LISTED.at(8_300))


def test_a_counter_never_falls_below_an_earlier_one() -> None:
    facts = replace(FACTS, counters=(LISTED.at(9_100),))
    assert policy(facts, TASTE, b"", STRAIGHT) == Counter(LISTED.at(9_100))


def test_an_offer_at_or_below_an_own_counter_is_taken() -> None:
    facts = replace(FACTS, counters=(LISTED.at(10_000),))
    assert isinstance(policy(facts, TASTE, b"", STRAIGHT), Take)


@pytest.mark.parametrize("over", [replace(FACTS, round=7), replace(FACTS, brand_is_done=True)])
def test_the_best_standing_offer_is_taken_when_the_turns_are_over(over: PublicFacts) -> None:
    quicker = Standing(replace(LISTED, total_minor=10_100, delivery_days=1), "quicker")
    facts = replace(over, standing=(*over.standing, quicker))
    assert policy(facts, TASTE, b"") == Take("quicker", 10_100)


def test_with_nothing_standing_the_twin_leaves() -> None:
    assert policy(replace(FACTS, standing=()), TASTE, b"") == Leave()


def test_more_is_asked_only_where_the_weights_say_so_and_only_at_first() -> None:
    keen = replace(TASTE, weights=Weights(delivery=0.2, warranty=0.2, returns=0.2))
    move = policy(FACTS, keen, b"", STRAIGHT)
    assert move == Counter(Package(8_000, 3, 24, 60))
    late = policy(replace(FACTS, round=4), keen, b"", STRAIGHT)
    assert late == Counter(LISTED.at(8_900))


def test_no_more_is_asked_than_is_worth_anything() -> None:
    keen = replace(TASTE, weights=Weights(warranty=0.2, returns=0.2))
    generous = Standing(replace(LISTED, warranty_months=30, returns_days=3_650), "first")
    move = policy(replace(FACTS, standing=(generous,)), keen, b"", STRAIGHT)
    assert isinstance(move, Counter)
    assert (move.package.terms().warranty_months, move.package.terms().returns_days) == (36, 3_650)


def test_the_smallest_total_is_not_haggled_over() -> None:
    facts = replace(FACTS, list_total_minor=1, standing=(Standing(LISTED.at(1), "first"),))
    assert policy(facts, TASTE, b"") == Take("first", 1, turns_left=6)


@pytest.mark.parametrize(
    ("total", "counter", "early", "late"),
    [(9_999, "sent", "sent", "sent"), (10_000, "sent", "sent", "sent"), (10_001, "hold", "hold", "walk")],
)
def test_the_gate_stops_above_the_ceiling_only(total: int, counter: str, early: str, late: str) -> None:
    def outcome(move: Counter | Take) -> str:
        let = gate(move, 10_000)
        return {Send(move): "sent", Hold(): "hold", Walk(): "walk"}[let]

    assert outcome(Counter(LISTED.at(total))) == counter
    assert outcome(Take("ref", total, turns_left=1)) == early
    assert outcome(Take("ref", total)) == late


def test_without_a_ceiling_everything_goes_out() -> None:
    assert gate(Take("ref", 10**12), None) == Send(Take("ref", 10**12))
    assert gate(Leave(), 0) == Send(Leave())


def test_a_plainer_offer_within_the_ceiling_is_taken_before_walking() -> None:
    quicker = Standing(replace(LISTED, total_minor=10_100, delivery_days=1), "quicker")
    facts = replace(FACTS, standing=(*FACTS.standing, quicker), brand_is_done=True)
    assert move_within(facts, TASTE, b"", 10_100) == Send(Take("quicker", 10_100))
    assert move_within(facts, TASTE, b"", 10_099) == Send(Take("first", 10_000))
    assert move_within(facts, TASTE, b"", 9_999) == Walk()


def test_a_plainer_offer_within_the_ceiling_is_haggled_over_before_holding() -> None:
    quicker = Standing(replace(LISTED, total_minor=12_000, delivery_days=0), "quicker")
    keen = replace(TASTE, weights=Weights(delivery=0.9))
    facts = replace(FACTS, round=6, list_total_minor=12_000, standing=(quicker, *FACTS.standing))
    assert policy(facts, keen, b"", STRAIGHT) == Counter(quicker.package.at(11_400))
    assert move_within(facts, keen, b"", 10_000, STRAIGHT) == Send(Take("first", 10_000, turns_left=1))
    assert move_within(facts, keen, b"", 9_999, STRAIGHT) == Hold()


@pytest.mark.parametrize(
    ("opening", "closing", "dither"), [(0.1, 0.2, 0.0), (1.0, 0.0, 0.0), (0.2, -0.1, 0.0), (0.2, 0.1, 1.0)]
)
def test_tactics_that_make_no_path_are_refused(opening: float, closing: float, dither: float) -> None:
    with pytest.raises(ValueError, match="tactics"):
        Tactics(opening, closing, dither)
