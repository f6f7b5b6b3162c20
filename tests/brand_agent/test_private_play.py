"""What a brand says does not tell its floor: two costs, the same moves, byte by byte."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from brand_agent import BrandPolicy, Desk, answer, read_policy, receive, stockroom
from brand_agent.edge.store import SqlLedger
from protocol import Message, Terms
from tests.brand_agent.buyer import STANDARD, Buyer
from tests.brand_agent.shop import KEY, NOON_MS, POLICY, Clock, entry, message_id
from tests.brand_agent.test_floor import ledger_with

PRIVATE = read_policy(POLICY)
LEAGUE = read_policy(POLICY.replace("[guardrails]", '[guardrails]\nplay = "league"'))
LONGER = Terms(delivery_days=5, warranty_months=24, returns_days=30, extras=())
NAMES = count()
moves = st.one_of(st.integers(8_000, 10_400), st.sampled_from(["decline", "longer"]))


def said(cost: int, turns: list[object], name: str, policy: BrandPolicy = PRIVATE) -> list[Message]:
    """What a brand whose router costs it *cost* answers to *turns*, until it closes."""
    desk = Desk(KEY, policy, stockroom((entry(cost=cost),), policy), Clock(), message_id)
    buyer, answers = Buyer(name), []
    with ledger_with(desk) as connection:
        for turn in ("open", *turns):
            match turn:
                case "open":
                    asked = buyer.opening()
                case int(total):
                    asked = buyer.counter(total)
                case "longer":
                    asked = buyer.counter(8_000, LONGER)
                case _:
                    asked = buyer.decline()
            heard = answer(receive(asked, desk), desk, SqlLedger(connection), at_ms=NOON_MS)
            answers.append(buyer.hear(asked, heard))
            if answers[-1].type == "close":
                break
    return answers


def floor_of(cost: int, answered: Message) -> float:
    """The floor of who pays *cost*, for the terms of what was *answered*."""
    terms = answered.envelope.body.terms if answered.envelope.type == "offer" else STANDARD
    return cost * (1.03 if terms.warranty_months == 24 else 1.0) / 0.92


@given(
    st.tuples(st.integers(7_800, 9_100), st.integers(7_800, 9_100)).map(sorted), st.lists(moves, max_size=7)
)
def test_two_costs_are_the_same_bytes_until_a_total_below_the_higher_floor(
    costs: list[int], turns: list[object]
) -> None:
    name = f"private {next(NAMES)}"
    low, high = (said(cost, turns, name) for cost in costs)
    for one, other in zip(low, high, strict=False):
        if one.data == other.data:
            continue
        assert one.envelope.type == "offer"
        assert one.envelope.body.total.amount < floor_of(costs[1], one)
        return
    assert len(low) == len(high)


def test_league_play_hands_its_floor_to_who_keeps_asking() -> None:
    """The same question put to a brand that leans on its floor: what private play is for."""
    for policy, shown in ((LEAGUE, True), (PRIVATE, False)):
        last = []
        for cost in (8_300, 8_310):
            answers = said(cost, [1] * 4, f"lowball {cost} {policy.guardrails.play}", policy)
            offers = [one.envelope.body for one in answers if one.envelope.type == "offer"]
            last.append(offers[-1].total.amount)
        assert (last[0] != last[1]) is shown


def test_a_longer_warranty_does_not_tell_what_the_goods_cost() -> None:
    listed = set()
    for cost in (7_000, 9_000):
        offer = said(cost, ["longer"], f"warranty {cost}")[-1].envelope
        assert offer.type == "offer"
        listed.add(offer.body.list_total.amount)
    assert listed == {10_300}
