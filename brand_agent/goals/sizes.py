"""How much a proposal gives: learnt from the brand's own threads where they are enough, else a guess.

An offer that stands from the first message on is played against every thread that there was (the model of
`closing`), once for each size and each draw of the posterior; the size that brings most on average is taken,
and nine in ten of the draws find theirs within the interval. A lower greatest discount is read off the deals
themselves: what eight in ten of them were made within. Sizes that no thread showed are not looked at.

Source of the interval of a quantile: order statistics, binomial (David and Nagaraja, Order Statistics, 2003,
section 7.1). Eight in ten, and steps of half a hundredth, are guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, sqrt
from typing import Final

from brand_agent.closing import Heard, leaving, taking
from brand_agent.goals.effects import after_opening
from brand_agent.goals.given import GUESS, Given, percent
from brand_agent.goals.goal import Metric
from brand_agent.proposing import LEAST_DEALS, LEAST_THREADS
from brand_agent.synthetic import dice_of

STEP: Final = Decimal("0.005")
_DRAWS: Final = 100
_KEPT: Final = 0.8
_EARNING: Final = frozenset({Metric.PROFIT, Metric.MARGIN})
_Z: Final = 1.645
"""Half of a 90 % interval of a normal number, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Size:
    """A share that a proposal names. words: where it is from, for its reason; numbers: those in the words."""

    share: Decimal
    words: str
    numbers: tuple[Decimal, ...] = ()
    is_guess: bool = False


def opening_size(given: Given, metric: Metric | None = None) -> Size:
    """Return what a new offer takes off, within what policy and goal give.

    metric: whether takings or what is left after cost is to grow; None: takings, for goods that are to go.
    """
    most = _most(given)
    rows = [row for row in given.rows if not row.sealed]
    threads, deals = len({row.thread for row in rows}), sum(row.taken for row in rows)
    if threads < LEAST_THREADS or deals < LEAST_DEALS:
        why = f"fewer than {LEAST_THREADS} threads or {LEAST_DEALS} deals of your own to learn from"
        return Size(min(GUESS, most), f"How much is a guess: {why}.", is_guess=True)
    worth = given.margin if metric in _EARNING else 1.0
    seen = Decimal(str(max(row.discount for row in rows)))
    kept = Decimal(1) if given.margin is None else Decimal(str(max(0.0, given.margin)))
    sizes = _sizes(min(most, kept, seen * 4 / 3))
    if worth is None or not sizes:
        why = "no sale with a known cost" if worth is None else "no thread of yours was offered less"
        return Size(min(GUESS, most), f"How much is a guess: {why}.", is_guess=True)
    best, low, high = _best(rows, given, worth, sizes)
    what = "leaves most after cost" if metric in _EARNING else "takes most"
    words = (
        f"Of all sizes up to {percent(sizes[-1])}, {percent(best)} {what} by your own {threads:,} threads "
        f"with {deals:,} deals; nine in ten draws find it between {percent(low)} and {percent(high)}."
    )
    shares = (sizes[-1], best, low, high)
    return Size(best, words, (*(one * 100 for one in shares), Decimal(threads), Decimal(deals)))


def lower_size(given: Given) -> Size:
    """Return a lower greatest discount: what most deals were made within; of few deals, a third less."""
    now = given.policy.guardrails.max_discount
    taken = sorted(row.discount for row in given.rows if row.taken and not row.sealed)
    if len(taken) < LEAST_DEALS:
        share = (now * 2 / 3).quantize(Decimal("0.001"))
        words = f"How much less is a guess: fewer than {LEAST_DEALS} deals of your own to learn from."
        return Size(share, words, is_guess=True)
    count = len(taken)
    spread = _Z * sqrt(count * _KEPT * (1 - _KEPT))
    places = (ceil(count * _KEPT), ceil(count * _KEPT - spread), ceil(count * _KEPT + spread))
    share, low, high = (_up(taken[min(count, max(1, place)) - 1]) for place in places)
    words = (
        f"Eight in ten of your own {count:,} deals were made at {percent(share)} off or less; that is "
        f"between {percent(low)} and {percent(high)} nine times in ten."
    )
    return Size(share, words, (Decimal(count), *(one * 100 for one in (share, low, high))))


def _most(given: Given) -> Decimal:
    signed = given.version.limits.max_discount
    return min(given.policy.guardrails.max_discount, *([] if signed is None else [signed]), Decimal("0.99"))


def _sizes(most: Decimal) -> list[Decimal]:
    return [STEP * number for number in range(1, int(most / STEP) + 1)]


def _best(
    rows: Sequence[Heard], given: Given, worth: float, sizes: Sequence[Decimal]
) -> tuple[Decimal, Decimal, Decimal]:
    """The size that brings most on average, and within what nine in ten draws have theirs."""
    take, leave = taking(rows), leaving(rows)
    dice = dice_of(0)
    sums, bests = [0.0] * len(sizes), list[int]()
    for _ in range(_DRAWS):
        one, two = take.draw(dice), leave.draw(dice)
        brought = [after_opening(given.settings, one, two, worth, float(size))[0] for size in sizes]
        sums = [total + more for total, more in zip(sums, brought, strict=True)]
        bests.append(brought.index(max(brought)))
    ordered = sorted(bests)
    return sizes[sums.index(max(sums))], sizes[ordered[_DRAWS // 20]], sizes[ordered[-1 - _DRAWS // 20]]


def _up(share: float) -> Decimal:
    """*share* in tenths of a percent, rounded up: a deal made there stays possible."""
    return Decimal(ceil(round(share * 1000, 6))) / 1000
