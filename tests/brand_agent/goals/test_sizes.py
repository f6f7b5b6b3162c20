"""How much a proposal gives: learnt where there is enough to learn from, and called a guess where not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from math import exp
from random import Random

import pytest

from brand_agent import read_policy
from brand_agent.closing import Heard
from brand_agent.goals.book import Version
from brand_agent.goals.given import Given
from brand_agent.goals.goal import Direction, Goal, Limits, Metric, Priority
from brand_agent.goals.proposing import proposals
from brand_agent.goals.sizes import lower_size, opening_size
from catalog_adapters import Entry
from negotiation import concession
from tests.brand_agent.goals.test_bounds import NOON_MS, PLAIN
from tests.brand_agent.shop import entry

TEXT = PLAIN.replace('max_discount = "0.15"', 'max_discount = "0.20"')
TURNS = 8
LEAVES = 0.3
Taker = Callable[[float], float]


def market(takes: Taker, threads: int, seed: int = 1) -> list[Heard]:
    """Threads of a brand that began at one of five reductions and stayed there."""
    dice, rows = Random(seed), []
    for thread in range(threads):
        discount = (0.0, 0.04, 0.08, 0.12, 0.16)[thread % 5]
        for turn in range(TURNS):
            taken = dice.random() < takes(discount)
            left = not taken and (turn == TURNS - 1 or dice.random() < LEAVES)
            rows.append(Heard(thread, discount, turn, 0, taken, left))
            if taken or left:
                break
    return rows


def steep(discount: float) -> float:
    """Few take it at list, most from a tenth off on."""
    return 1 / (1 + exp(2.5 - 30 * discount))


def given_of(rows: Sequence[Heard], *goals: Goal, margin: float | None = 0.3, limits: Limits | None = None,
             priorities: tuple[Priority, ...] = (), entries: Sequence[Entry] = ()) -> Given:  # fmt: skip
    policy = read_policy(TEXT)
    version = Version(1, "words", goals, limits or Limits(), priorities, (), {}, NOON_MS, "signed", "Ada")
    return Given(policy, replace(version, signed_ms=NOON_MS), entries, rows, margin, NOON_MS)


def best_by_hand(takes: Taker, worth: float) -> float:
    """What brings most to a brand that begins so and then concedes as its policy says: through all sizes."""
    rules = read_policy(TEXT).guardrails

    def brings(least: float) -> float:
        stays, brought = 1.0, 0.0
        for turn in range(rules.counters + 2):
            planned = float(rules.max_discount) * concession(min(1.0, turn / rules.counters), 1.0)
            discount = max(least, planned)
            brought += stays * takes(discount) * (worth - discount)
            stays *= (1 - takes(discount)) * (1 - LEAVES)
        return brought

    return max((number / 200 for number in range(1, 41)), key=brings)


@pytest.mark.parametrize(("metric", "worth"), [(Metric.PROFIT, 0.3), (Metric.REVENUE, 1.0), (None, 1.0)])
def test_the_size_that_is_best_by_hand_lies_in_the_interval(metric: Metric | None, worth: float) -> None:
    size = opening_size(given_of(market(steep, 600)), metric)
    assert not size.is_guess
    low, high = sorted(size.numbers[2:4])
    best = Decimal(str(best_by_hand(steep, worth))) * 100
    assert low - 1 <= best <= high + 1 and low <= size.share * 100 <= high
    assert high - low < 8
    assert "600 threads with" in size.words and "guess" not in size.words


def test_more_threads_say_it_more_closely() -> None:
    widths = []
    for threads in (120, 900):
        numbers = opening_size(given_of(market(steep, threads)), Metric.PROFIT).numbers
        widths.append(numbers[3] - numbers[2])
    assert widths[1] < widths[0]


@pytest.mark.parametrize(
    ("rows", "margin", "why"),
    [
        ([], 0.3, "fewer than 100 threads or 20 deals"),
        (market(steep, 99), 0.3, "fewer than 100 threads"),
        (market(lambda _: 0.001, 400), 0.3, "20 deals"),
        (market(steep, 400), None, "no sale with a known cost"),
        ([replace(row, discount=0.0) for row in market(steep, 400)], 0.3, "no thread of yours was offered"),
    ],
)
def test_too_little_is_a_guess_that_says_so_and_why(
    rows: list[Heard], margin: float | None, why: str
) -> None:
    size = opening_size(given_of(rows, margin=margin), Metric.PROFIT)
    assert (size.share, size.is_guess, size.numbers) == (Decimal("0.05"), True, ())
    assert size.words.startswith("How much is a guess: ") and why in size.words


def test_no_size_passes_the_signed_limit_the_margin_or_what_was_tried() -> None:
    rows = market(lambda discount: 0.02 + 5 * discount, 200)
    signed = given_of(rows, limits=Limits(max_discount=Decimal("0.06")))
    assert opening_size(signed, Metric.REVENUE).share == Decimal("0.06")
    assert opening_size(given_of(rows, margin=0.045), Metric.REVENUE).share <= Decimal("0.045")
    few = [replace(row, discount=row.discount / 4) for row in rows]
    assert opening_size(given_of(few), Metric.REVENUE).share <= Decimal("0.055")


def test_a_lower_discount_is_read_off_the_deals_or_is_a_guess() -> None:
    deals = [Heard(number, number / 1000, 1, 0, True, False) for number in range(1, 101)]
    size = lower_size(given_of(deals))
    assert size.share == Decimal("0.08") and list(size.numbers) == [100, 8, Decimal("7.4"), Decimal("8.7")]
    guess = lower_size(given_of(deals[:19]))
    assert guess.is_guess and guess.share == Decimal("0.133") and "guess" in guess.words


def test_proposals_say_where_their_sizes_are_from() -> None:
    revenue, margin = Goal(Metric.REVENUE, Direction.UP, segment="repeat"), Goal(Metric.MARGIN, Direction.UP)
    first = (Priority("clear-stock", "router"),)
    learnt, guessed = (
        proposals(given_of(rows, revenue, margin, priorities=first, entries=[entry()]))
        for rows in (market(steep, 150), [])
    )
    for found, said in ((learnt, "150 threads"), (guessed, "How much is a guess")):
        promotions = [one for one in found if one.kind == "promotion"]
        assert len(promotions) == 2
        assert all(said in one.reason for one in promotions)
    (less,) = [one for one in learnt if one.kind == "play" and "Less is given" in one.reason]
    assert "deals were made at" in less.reason
    assert all("guess" in one.reason for one in learnt if one.kind == "volume")
