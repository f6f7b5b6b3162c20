"""What is learnt from invented markets whose best policy is known, and what is not learnt from too little."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from random import Random

import pytest

from brand_agent import PolicyError, read_policy
from brand_agent.closing import Heard, taking
from brand_agent.edge.policy_file import example_text
from brand_agent.policy_edit import with_guardrails
from brand_agent.proposing import Settings, propose
from negotiation import concession

NOW = Settings(max_discount=0.09, counters=6, eagerness=1.0, sealed_share=0.6)
Taker = Callable[[float, int], float]


def market(takes: Taker, threads: int, seed: int = 1) -> list[Heard]:
    """Threads of a brand that tried three discounts, with twins that take an offer by *takes*."""
    dice, rows = Random(seed), []
    for thread in range(threads):
        most = (0.06, 0.09, 0.12)[thread // 2 % 3]
        for turn in range(8):
            discount = most * concession(min(1.0, turn / 6), 1.0)
            taken = dice.random() < takes(discount, turn)
            left = not taken and (turn == 7 or dice.random() < 0.1)
            rows.append(Heard(thread, discount, turn, 0, taken, left))
            if taken or left:
                break
    return rows


def steep(discount: float, _turn: int) -> float:
    return 1 / (1 + exp(2.5 - 30 * discount))


def elastic(discount: float, _turn: int) -> float:
    return 1 / (1 + exp(5 - 50 * discount))


def indifferent(_discount: float, _turn: int) -> float:
    return 0.25


def test_where_a_discount_closes_deals_more_is_proposed() -> None:
    found = propose(market(elastic, 1_500), NOW, margin=0.5)
    assert len(found) == 1
    assert found[0].settings.max_discount > NOW.max_discount
    assert 0 < found[0].effect.earned_low <= found[0].effect.earned <= found[0].effect.earned_high
    assert found[0].effect.deals > 0


def test_where_it_closes_none_less_is_proposed() -> None:
    found = propose(market(indifferent, 1_500), NOW, margin=0.3)
    assert len(found) == 1
    assert found[0].settings.max_discount < NOW.max_discount


@pytest.mark.parametrize("takes", [elastic, indifferent])
def test_nothing_is_proposed_from_little(takes: Taker) -> None:
    assert propose(market(takes, 60), NOW, margin=0.3) == ()


def test_a_sealed_share_is_learnt_from_sealed_bids_alone() -> None:
    dice, rows = Random(3), []
    for thread in range(1_200):
        discount = 0.09 * (0.4, 0.6, 0.8)[thread // 2 % 3]
        taken = dice.random() < 1 / (1 + exp(4 - 60 * discount))
        rows.append(Heard(thread, discount, 0, 0, taken, not taken, sealed=True))
    found = propose(rows, NOW, margin=0.5)
    assert [one.settings.sealed_share > NOW.sealed_share for one in found] == [True]


def test_a_setting_is_changed_where_it_stands_and_every_comment_stays() -> None:
    text = example_text(name="Shop")
    after = with_guardrails(text, {"max_discount": '"0.12"', "counters": "10"})
    rules = read_policy(after).guardrails
    assert (str(rules.max_discount), rules.counters) == ("0.12", 10)
    before, now = text.splitlines(), after.splitlines()
    assert [one.partition("#")[2] for one in before] == [one.partition("#")[2] for one in now]
    assert sum(one != other for one, other in zip(before, now, strict=True)) == 2


def test_a_table_that_is_not_there_is_added() -> None:
    assert read_policy(with_guardrails('[brand]\nname = "A"\n', {"counters": "3"})).guardrails.counters == 3


def test_a_setting_that_the_policy_refuses_is_not_written() -> None:
    with pytest.raises(PolicyError):
        with_guardrails(example_text(name="Shop"), {"counters": "0"})


def test_a_market_of_sudden_deals_does_not_throw_the_fit_off() -> None:
    """Whole Newton steps ran away here: a mode of thousands, and every size closed every deal."""
    dice, rows = Random(1), []
    for thread in range(600):
        discount = (0.0, 0.04, 0.08, 0.12, 0.16)[thread % 5]
        rows.append(Heard(thread, discount, 0, 0, dice.random() < steep(discount, 0), False))
    start, slope, *_ = taking(rows).mode
    assert start == pytest.approx(-2.5, abs=0.5) and slope == pytest.approx(3.0, abs=0.6)
