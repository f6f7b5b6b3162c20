"""Questions: which comparison of two made-up alternatives is worth asking.

The answer to a question changes what is believed, and so, perhaps, what would be picked from a table. What it
is worth is the expected utility of that pick with the answer known, less that of the pick now (Chajewska,
Koller and Parr, "Making rational decisions using adaptive utility elicitation", AAAI 2000; Boutilier, "A
POMDP formulation of preference elicitation problems", AAAI 2002). On a crowd it is a sum, without sampling.
Answers are taken to be as noisy as choices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

import numpy as np

from customer_model.choice.alternative import Alternative
from customer_model.choice.draws import Array
from customer_model.choice.explain import as_price
from customer_model.choice.taste import Taste

_SURE: Final = 500.0
"""Units of utility between two alternatives of which nobody would take the lesser; keeps numbers finite."""

Pair = tuple[Alternative, Alternative]
Table = Sequence[Alternative]


@dataclass(frozen=True, slots=True)
class Question:
    """Which of *pair*? gain: what the answer is expected to bring, in the unit of `price`, never below 0."""

    pair: Pair
    gain: float


def gains(taste: Taste, tables: Sequence[Table], pairs: Sequence[Pair], ahead: int = 1) -> tuple[float, ...]:
    """Return what the answer to each of *pairs* is expected to bring, in the unit of `price`.

    tables: what there is to pick from, each as likely as the next; one table, if it is known.
    ahead: how many answers may be counted on. One answer alone often can't change a pick, and so brings
    nothing, where two would. So what is returned is the best mean of 1, 2, ... *ahead* answers to questions
    as good as this (Frazier and Powell, "Paradoxes in learning and the marginal value of information",
    Decision Analysis 7, 2010).

    That earlier choices fade a little with each answer is left out: so no gain is below 0.

    Raises `UnknownAttributeError` (also if the population knows no price), `NotANumberError`.
    """
    if not pairs:
        return ()
    first = _said_first(taste, pairs)
    found = np.zeros(len(pairs))
    for table in tables:
        if len(table) > 1:
            found += _gains(taste.utilities(table), taste.shares, first, ahead)
    money = as_price(taste, 1.0) / len(tables)
    return tuple(gain * money for gain in found.tolist())


def best_question(taste: Taste, tables: Sequence[Table], pairs: Sequence[Pair]) -> Question | None:
    """Return the one of *pairs* whose answer is expected to bring most; None if none brings anything.

    Of several that bring as much, the first. Raises as `gains`.
    """
    found = gains(taste, tables, pairs)
    best = max(range(len(found)), key=found.__getitem__, default=None)
    return None if best is None or found[best] <= 0.0 else Question(pairs[best], found[best])


def _said_first(taste: Taste, pairs: Sequence[Pair]) -> Array:
    """By question (row), how likely each possible person is to say the first."""
    utilities = taste.utilities([one for pair in pairs for one in pair])
    likely: Array = 1.0 / (1.0 + np.exp(np.clip(utilities[1::2] - utilities[::2], -_SURE, _SURE)))
    return likely


def _gains(utilities: Array, shares: Array, first: Array, ahead: int) -> Array:
    """What each answer brings for one table, in units of utility.

    first: by question (row), how likely each possible person is to say the first.
    """
    if _one_is_best(utilities[:, shares > 0.0]):
        return np.zeros(len(first))
    weighted = ((utilities - utilities.mean(axis=0)) * shares).T
    moments, power = [np.broadcast_to(weighted.sum(axis=0), (len(first), len(utilities)))], first
    for _ in range(ahead):
        moments.append(power @ weighted)
        power = power * first
    now = moments[0].max(axis=1)
    best = np.zeros(len(first))
    for answers in range(1, ahead + 1):
        after = sum(_said(moments, answers, times).max(axis=1) for times in range(answers + 1))
        best = np.maximum(best, (after - now) / answers)
    best[best < 1e-12] = 0.0  # what rounding alone makes
    return best


def _said(moments: Sequence[Array], answers: int, times: int) -> Array:
    """By question and alternative: its utility if *times* of all *answers* are the first, times how likely.

    moments: of how likely the first is, with the utilities, by its power 0, 1, ...
    """
    rest = answers - times
    terms = [(-1) ** more * comb(rest, more) * moments[times + more] for more in range(rest + 1)]
    said: Array = comb(answers, times) * np.sum(terms, axis=0)
    return said


def _one_is_best(utilities: Array) -> bool:
    """Whether some row is highest for every possible person, so that no answer can change the pick."""
    return bool((utilities >= utilities.max(axis=0)).all(axis=1).any())
