"""Proposing: which settings of the Co-Marketer would earn more, as far as the brand's own threads tell.

The model of `closing` plays each candidate against the current settings. One half of the threads chooses
the candidate, the other half says what it is worth, so that the choice doesn't flatter itself. What is
proposed is one step, never more than a third beyond what was ever offered, and only if nine in ten of
the posterior's draws find a gain. Nothing is changed here: a person applies it or does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from statistics import fmean
from typing import Final

from brand_agent.closing import Heard, Model, Vector, chance, leaving, taking
from brand_agent.synthetic import dice_of
from negotiation import concession

LEAST_THREADS: Final = 100
LEAST_DEALS: Final = 20
DRAWS: Final = 300


@dataclass(frozen=True, slots=True)
class Settings:
    """What is proposed about; see `policy_guardrails`."""

    max_discount: float
    counters: int
    eagerness: float
    sealed_share: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What a thread earns more, as a share of the list total, and closes more: the mean, and nine in ten."""

    earned: float
    earned_low: float
    earned_high: float
    deals: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """Settings that should earn more, and by how much."""

    settings: Settings
    effect: Effect


Value = Callable[[Settings, Vector, Vector], tuple[float, float]]


def propose(rows: Sequence[Heard], now: Settings, margin: float) -> tuple[Proposal, ...]:
    """Return what *rows* speak for changing in *now*: for threads in turns, and for sealed bids.

    margin: what is left of the list total after cost, as a share of it.
    """
    seen = max((row.discount for row in rows), default=0.0)

    def haggled(one: Settings, take: Vector, leave: Vector) -> tuple[float, float]:
        return played(one, take, leave, margin)

    def bid(one: Settings, take: Vector, _leave: Vector) -> tuple[float, float]:
        discount = one.max_discount * one.sealed_share
        closes = chance(take, discount, 0, 0.0)
        return closes * (margin - discount), closes

    turns, sealed = ([row for row in rows if row.sealed is kind] for kind in (False, True))
    found = [
        _best(turns, now, list(_candidates(now, seen)), haggled),
        _best(sealed, now, list(_bids(now)), bid),
    ]
    return tuple(one for one in found if one is not None)


def played(one: Settings, take: Vector, leave: Vector, margin: float) -> tuple[float, float]:
    """Return what a thread earns under *one*, as a share of the list total, and how often it closes."""
    stays, earned, deals = 1.0, 0.0, 0.0
    for turn in range(one.counters + 2):
        discount = one.max_discount * concession(min(1.0, turn / one.counters), one.eagerness)
        taken = stays * chance(take, discount, turn, 0.0)
        earned, deals = earned + taken * (margin - discount), deals + taken
        stays = (stays - taken) * (1 - chance(leave, discount, turn, 0.0))
    return earned, deals


def _best(
    rows: Sequence[Heard], now: Settings, candidates: Sequence[Settings], value: Value
) -> Proposal | None:
    halves = [[row for row in rows if row.thread % 2 == half] for half in (0, 1)]
    for half in halves:
        if 2 * len({row.thread for row in half}) < LEAST_THREADS:
            return None
        if 2 * sum(row.taken for row in half) < LEAST_DEALS:
            return None
    take, leave = taking(halves[0]), leaving(halves[0])
    best = max(candidates, key=lambda one: value(one, take.mode, leave.mode)[0], default=now)
    effect = _effect(best, now, (taking(halves[1]), leaving(halves[1])), value)
    return Proposal(best, effect) if best != now and effect.earned_low > 0 else None


def _effect(best: Settings, now: Settings, models: tuple[Model, Model], value: Value) -> Effect:
    dice = dice_of(0)
    earned, deals = [], []
    for _ in range(DRAWS):
        take, leave = (model.draw(dice) for model in models)
        after, before = value(best, take, leave), value(now, take, leave)
        earned.append(after[0] - before[0])
        deals.append(after[1] - before[1])
    ordered = sorted(earned)
    return Effect(fmean(earned), ordered[DRAWS // 20], ordered[-1 - DRAWS // 20], fmean(deals))


def _candidates(now: Settings, seen: float) -> Iterator[Settings]:
    """One step in each setting, within what policies may say."""
    for discount, counters, eagerness in product((2 / 3, 1, 4 / 3), (-2, 0, 2), (0.5, 1.0, 2.0)):
        one = replace(
            now,
            max_discount=round(now.max_discount * discount, 3),
            counters=now.counters + counters,
            eagerness=round(now.eagerness * eagerness, 2),
        )
        known = one.max_discount <= max(now.max_discount, seen * 4 / 3)
        if known and one.max_discount < 1 and 1 <= one.counters <= 32 and 0.05 <= one.eagerness <= 20:
            yield one


def _bids(now: Settings) -> Iterator[Settings]:
    for step in (-0.1, 0.0, 0.1):
        share = round(now.sealed_share + step, 3)
        if 0 <= share < 1:
            yield replace(now, sealed_share=share)
