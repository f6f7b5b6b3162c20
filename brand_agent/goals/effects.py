"""What a change should bring, from the brand's own threads; where they are too few, that it is not known.

The model is that of `closing`. A reduction that stands from the first offer on is played as one: nobody
concedes below it. What the threads never showed (a segment, goods of their own) is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import Final

from brand_agent.closing import Heard, Vector, chance, leaving, taking
from brand_agent.goals.proposal import Effect
from brand_agent.proposing import DRAWS, LEAST_DEALS, LEAST_THREADS, Settings
from brand_agent.synthetic import dice_of
from negotiation import concession

FEW: Final = f"not known: fewer than {LEAST_THREADS} threads or {LEAST_DEALS} deals to learn from"
NO_COST: Final = "not known: no sale with a known cost to learn from"
UNSEEN: Final = "not known: no offer of your threads went so low"
APART: Final = "not known: your threads do not say who is meant"


def opening_effect(rows: Sequence[Heard], now: Settings, margin: float | None, discount: float) -> Effect:
    """Return what *discount* from the first offer on should bring, for all threads in turns."""
    if margin is None:
        return Effect(NO_COST)
    turns = [row for row in rows if not row.sealed]
    if len({row.thread for row in turns}) < LEAST_THREADS or sum(row.taken for row in turns) < LEAST_DEALS:
        return Effect(FEW)
    if max(row.discount for row in turns) < discount * 3 / 4 - 1e-9:
        return Effect(UNSEEN)
    take, leave = taking(turns), leaving(turns)
    dice = dice_of(0)
    earned, deals = [], []
    for _ in range(DRAWS):
        one, two = take.draw(dice), leave.draw(dice)
        after, before = (after_opening(now, one, two, margin, least) for least in (discount, 0.0))
        earned.append(after[0] - before[0])
        deals.append(after[1] - before[1])
    ordered = sorted(earned)
    why = "from all your threads, each as if it had begun with this; ninety in a hundred draws lie between"
    return Effect(why, fmean(earned), ordered[DRAWS // 20], ordered[-1 - DRAWS // 20], fmean(deals))


def after_opening(
    now: Settings, take: Vector, leave: Vector, margin: float, least: float
) -> tuple[float, float]:
    """Return what a thread earns, as a share of the list total, and how often it closes, from *least* off on.

    margin: what is left of the list total; 1 for what it takes before cost.
    """
    stays, earned, deals = 1.0, 0.0, 0.0
    for turn in range(now.counters + 2):
        planned = now.max_discount * concession(min(1.0, turn / now.counters), now.eagerness)
        discount = max(least, planned)
        taken = stays * chance(take, discount, turn, 0.0)
        earned, deals = earned + taken * (margin - discount), deals + taken
        stays = (stays - taken) * (1 - chance(leave, discount, turn, 0.0))
    return earned, deals
