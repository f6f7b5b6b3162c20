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
    Take,
    Walk,
    Weights,
    gate,
    house,
    move_within,
    played_by,
)
from negotiation.public_game import table
from negotiation.strategies import STRATEGIES

LISTED = Package(10_000, 6, 12, 30)
TASTE = Preferences(10_000, 12_000)
FACTS = PublicFacts(
    list_total_minor=10_000,
    rival_total_minor=None,
    standing=(Standing(LISTED, "first"),),
    heard=(LISTED,),
    counters=(),
    round=1,
    rounds=6,
)


def test_the_policy_can_not_be_told_a_ceiling() -> None:
    names = {field.name for kind in (PublicFacts, Preferences, Weights) for field in fields(kind)}
    assert not [name for name in names if "ceiling" in name or "reserve" in name or "limit" in name]


def heard(*totals: int, facts: PublicFacts = FACTS) -> PublicFacts:
    """What the twin knows once the brand has offered these totals too, and heard a counter before each."""
    packages = [LISTED.at(total) for total in totals]
    standing = (Standing(package, f"{number}") for number, package in enumerate(packages, start=2))
    return replace(
        facts,
        standing=(*facts.standing, *standing),
        heard=(*facts.heard, *packages),
        counters=tuple(LISTED.at(7_600) for _ in totals),
        round=1 + len(totals),
    )


def asked_minor(facts: PublicFacts, seed: bytes = b"") -> int:
    """The total of the counter that comes next."""
    move = house(facts, TASTE, seed)
    assert isinstance(move, Counter)
    return move.package.total_minor


def test_the_first_counter_asks_for_much_and_a_brand_that_gives_little_hears_little_more() -> None:
    first = asked_minor(FACTS)
    stays = heard(9_990, 9_980, 9_970, 9_960, 9_950)
    assert 7_300 <= first <= 7_700
    assert first < asked_minor(stays) <= 9_500


def test_a_cheaper_rival_lowers_the_counter_and_a_dearer_one_changes_nothing() -> None:
    assert asked_minor(replace(FACTS, rival_total_minor=9_000)) < 9_000 * 0.78
    assert house(replace(FACTS, rival_total_minor=11_000), TASTE, b"") == house(FACTS, TASTE, b"")


def test_the_seed_moves_a_counter_a_little() -> None:
    asked = {asked_minor(FACTS, bytes([seed])) for seed in range(20)}
    assert len(asked) > 5 and max(asked) - min(asked) <= 10_000 * 2 * 0.015


def test_an_offer_that_is_better_than_anything_on_the_table_is_taken() -> None:
    assert house(heard(7_000), TASTE, b"") == Take("2", 7_000, turns_left=5)


def test_no_counter_asks_for_less_than_an_earlier_one() -> None:
    facts = replace(heard(9_900), counters=(LISTED.at(9_100),))
    assert house(facts, TASTE, b"") == Counter(LISTED.at(9_100))


def test_an_offer_at_or_below_an_own_counter_is_taken() -> None:
    facts = replace(FACTS, counters=(LISTED.at(10_000),))
    assert isinstance(house(facts, TASTE, b""), Take)


def test_who_waits_for_the_last_turn_asks_no_more_than_no_deal_is_presumed_to_be_worth() -> None:
    for offered in (9_999, 9_900, 9_600):
        facts = heard(*range(offered + 5, offered, -1))
        assert asked_minor(facts) <= 9_500


@pytest.mark.parametrize("over", [replace(FACTS, round=7), replace(FACTS, brand_is_done=True)])
def test_the_best_standing_offer_is_taken_when_the_turns_are_over(over: PublicFacts) -> None:
    quicker = Standing(replace(LISTED, total_minor=10_100, delivery_days=1), "quicker")
    facts = replace(over, standing=(*over.standing, quicker))
    assert house(facts, TASTE, b"") == Take("quicker", 10_100)


def test_with_nothing_standing_the_twin_leaves() -> None:
    assert house(replace(FACTS, standing=()), TASTE, b"") == Leave()


def test_more_is_asked_only_where_the_weights_say_so() -> None:
    keen = replace(TASTE, weights=Weights(delivery=0.2, warranty=0.2, returns=0.2))
    moves = [house(FACTS, taste, b"") for taste in (keen, TASTE)]
    assert all(isinstance(move, Counter) for move in moves)
    more, plain = (move.package.at(0) for move in moves if isinstance(move, Counter))
    assert more.covers(plain) and more != plain
    assert plain == LISTED.at(0)


def test_no_more_is_asked_than_is_worth_anything() -> None:
    keen = replace(TASTE, weights=Weights(warranty=0.2, returns=0.2))
    generous = replace(LISTED, warranty_months=30, returns_days=3_650)
    board = table(replace(FACTS, heard=(generous,)), keen, b"")
    assert {(one.warranty_months, one.returns_days) for one in board.terms} == {(30, 3_650), (36, 3_650)}


def test_what_the_wish_needs_in_time_is_asked_for() -> None:
    move = house(replace(FACTS, within_days=2), TASTE, b"")
    assert isinstance(move, Counter) and move.package.delivery_days == 2


def test_an_offer_with_terms_that_nobody_asked_for_stands_for_money() -> None:
    keen = replace(TASTE, weights=Weights(delivery=0.14, warranty=0.2))
    board = table(FACTS, keen, b"")
    longer = board.package(board.nearest(replace(LISTED, warranty_months=24, total_minor=9_800)))
    assert longer.warranty_months == 24 and 9_800 <= longer.total_minor <= 9_870
    quicker = board.package(board.nearest(replace(LISTED, delivery_days=1, total_minor=9_800)))
    assert quicker.delivery_days == 6 and 9_300 <= quicker.total_minor <= 9_370


def test_the_smallest_total_is_not_haggled_over() -> None:
    penny = LISTED.at(1)
    facts = replace(FACTS, list_total_minor=1, standing=(Standing(penny, "first"),), heard=(penny,))
    assert house(facts, TASTE, b"") == Take("first", 1, turns_left=6)


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
    assert move_within(facts, TASTE, b"", 10_100, house) == Send(Take("quicker", 10_100))
    assert move_within(facts, TASTE, b"", 10_099, house) == Send(Take("first", 10_000))
    assert move_within(facts, TASTE, b"", 9_999, house) == Walk()


def test_a_plainer_offer_within_the_ceiling_is_haggled_over_before_holding() -> None:
    def takes_the_dearest(facts: PublicFacts, preferences: Preferences, seed: bytes) -> Take:
        dearest = max(facts.standing, key=lambda one: one.package.total_minor)
        return Take(dearest.ref, dearest.package.total_minor, turns_left=1)

    quicker = Standing(replace(LISTED, total_minor=12_000, delivery_days=0), "quicker")
    facts = replace(FACTS, round=6, standing=(quicker, *FACTS.standing))
    assert move_within(facts, TASTE, b"", 10_000, takes_the_dearest) == Send(Take("first", 10_000, 1))
    assert move_within(facts, TASTE, b"", 9_999, takes_the_dearest) == Hold()


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_any_strategy_can_play_a_thread(name: str) -> None:
    move = played_by(STRATEGIES[name])(heard(9_900, 9_800), TASTE, b"")
    assert isinstance(move, Take) or (isinstance(move, Counter) and move.package.total_minor < 9_800)
