"""What stands against a goal is named, and what is proposed for stock, people and thrift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from brand_agent import read_policy
from brand_agent.goals.book import Version
from brand_agent.goals.conflicts import conflicts
from brand_agent.goals.given import Given
from brand_agent.goals.people import whom
from brand_agent.goals.proposal import Proposal
from brand_agent.goals.proposing import proposals
from brand_agent.goals.reading import read_goal
from brand_agent.stockroom import DAY_MS
from catalog_adapters import Entry
from tests.brand_agent.goals.test_bounds import PLAIN
from tests.brand_agent.shop import ENTRIES, NOON_MS, entry

TODAY = date(2026, 11, 23)


def against(words: str, policy: str = PLAIN, entries: Sequence[Entry] = ENTRIES) -> dict[str, bool]:
    found = conflicts(read_goal(words, TODAY), read_policy(policy), entries, TODAY)
    return {one.code: one.stops for one in found}


@pytest.mark.parametrize(
    ("words", "code", "stops"),
    [
        ("5 % more profit by 1 October 2026-10-01", "horizon-past", True),
        ("20 % more revenue and 20 % less revenue by March", "goals-fight", True),
        ("20 % more revenue by March and 30 % more revenue by March", "goals-fight", True),
        ("Margin to 5 % by March, margin never under 8 %", "target-below-limit", True),
        ("5 % more profit by March, margin never under 90 %", "floor-above-list", True),
        ("5 % more profit by March, margin never under 25 %", "floor-above-list", False),
        ("5 % more profit by March, margin at least 3 %", "limit-looser", False),
        ("5 % more profit by March, max 20 % off", "limit-looser", False),
        ("Clear 80 % of the routers by March, discount at most 0 %", "no-room", False),
        ("Clear the kayaks first", "goods-unknown", False),
        ("5 % more profit by March, no discounts on Bosch", "goods-unknown", False),
        ("10.000 € more profit by March", "currency-differs", True),
        ("More profit", "unclear", False),
    ],
)
def test_each_conflict_is_named_and_says_whether_it_can_be_signed_away(
    words: str, code: str, stops: bool
) -> None:
    assert against(words).get(code) is stops


def test_a_good_goal_has_none_and_no_cost_is_said() -> None:
    assert against("5 % more profit by March, max 12 % off, clear the routers first") == {}
    plain = PLAIN.replace('[cost]\nshare = "0.70"\n', "")
    bare = (replace(ENTRIES[0], cost={}),)
    assert against("5 % more profit by March", plain, bare) == {"no-cost": False}


def proposed(words: str, entries: Sequence[Entry], policy: str = PLAIN) -> tuple[Sequence[Proposal], Given]:
    reading = read_goal(words, TODAY)
    version = Version(
        1, words, reading.goals, reading.limits, reading.priorities, (), {}, NOON_MS, "signed", "Ada", NOON_MS
    )
    given = Given(read_policy(policy), version, entries, (), None, NOON_MS)
    return proposals(given), given


def old(days: int) -> Entry:
    return replace(entry(), since={"router-1": NOON_MS - days * DAY_MS})


def test_old_pieces_get_a_step_of_their_age_and_young_ones_none() -> None:
    found, _ = proposed("clear the routers first", [old(125), entry("lamp")])
    assert [one.kind for one in found] == ["promotion", "age"]
    (step,) = read_policy(found[1].after).guardrails.age
    assert (step.days, step.max_discount, step.floor_margin) == (120, Decimal("0.20"), Decimal("0.08"))
    assert not found[1].effect.members()["known"]
    assert [one.kind for one in proposed("clear the routers first", [old(20)])[0]] == ["promotion"]
    limited, given = proposed("clear the routers first, max 15 % off", [old(125)])
    assert [one.kind for one in limited] == ["promotion"]
    assert any("get no more" in why for why in given.left)


def test_people_are_asked_for_by_a_predicate_and_only_once() -> None:
    found, _ = proposed("20 % more revenue from students by March", ENTRIES)
    offer = found[0]
    policy = read_policy(offer.after)
    assert policy.segment[0].predicate.members() == {"op": "eq", "fact": "student", "value": True}
    assert policy.promotion[0].segment == policy.segment[0].name
    again, _ = proposed("20 % more revenue from students by March", ENTRIES, offer.after)
    assert "promotion" not in [one.kind for one in again]


def test_new_customers_are_who_says_so_and_members_need_a_club() -> None:
    (goal,) = read_goal("100 new customers by March", TODAY).goals
    one = whom(goal)
    assert one is not None and one.predicate == {"op": "eq", "fact": "first-deal", "value": True}
    (goal,) = read_goal("5 % more profit from club members by March", TODAY).goals
    one = whom(goal)
    assert one is not None and one.predicate is None and "which club" in one.known
    (goal,) = read_goal("60 orders from people who haven't ordered in 90 days, by March", TODAY).goals
    one = whom(goal)
    assert one is not None and one.predicate == {"op": "ge", "fact": "days-since-deal", "value": 90}


def test_thrift_gives_less_and_never_less_than_what_is_published() -> None:
    (found,) = proposed("margin to 35 % by March", ENTRIES)[0]
    assert read_policy(found.after).guardrails.max_discount == Decimal("0.100")
    tied = PLAIN + '[[volume]]\npieces = 2\ndiscount = "0.14"\n'
    (found,) = proposed("margin to 35 % by March", ENTRIES, tied)[0]
    assert read_policy(found.after).guardrails.max_discount == Decimal("0.14")


def test_what_comes_first_is_proposed_first() -> None:
    found, _ = proposed("First clear the lamps, then 20 % more revenue from students by March", ENTRIES)
    assert [one.touches[0] for one in found][:2] == ["priorities.0", "goals.0"]
