"""Planning the turns that are left: what to offer in each, so that the expected advantage is highest.

An offer is accepted where it is worth more to the other side than it then demands; which demand it has is
a matter of belief. The plan is a list of offers, one for each turn looked at, made from the last turn to
the first: each offer is the best one given those after it. A second pass weighs the beliefs in each
turn by what all earlier offers having been refused would say.

Source: ours; to order offers by looking back from the deadline is of Baarslag, Gerding, Aydoğan and
schraefel, "Optimal negotiation decision functions in time-sensitive domains", WI-IAT 2015.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Final, NamedTuple

from negotiation.strategies.belief import BLUR, Level

LEAD: Final = 0.08
"""How much more than demanded an offer should be worth: of the offers that the model likes best, it likes
some by mistake (measured: half as many are accepted as it says without this)."""
STEP: Final = 0.01
"""Outcomes that are not worth so much more to the other side than better ones are not looked at."""
WIDTH: Final = 9
"""Offers that are looked at for each turn."""


class Option(NamedTuple):
    """An offer that could be made: its value as a deal, its worth to the other side, and its place."""

    value: float
    worth: float
    place: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The offer to make now, and what it and those after it are expected to bring."""

    option: Option
    value: float


def plan(
    levels: Sequence[Level],
    options: Sequence[Option],
    answers: Sequence[int],
    at_end: Sequence[float],
    known: tuple[int | None, float],
) -> Plan:
    """Return the plan for the turns whose offers are answered in the rounds *answers*.

    at_end: what each level leaves this side with if all offers are refused.
    known: an outcome that the other side has offered itself, and how likely it still takes it at least.
    """
    chances = [[_chances(levels, option, number, known) for option in options] for number in answers]
    likely = [level.share for level in levels]
    choices, _ = _backward(options, chances, [likely] * len(answers), at_end)
    weights = [likely]
    for row, choice in zip(chances[:-1], choices[:-1], strict=True):
        likely = [share * (1.0 - taken) + 1e-12 for share, taken in zip(likely, row[choice], strict=True)]
        total = sum(likely)
        weights.append([share / total for share in likely])
    choices, values = _backward(options, chances, weights, at_end)
    return Plan(options[choices[0]], sum(map(float.__mul__, weights[0], values)))


def _backward(
    options: Sequence[Option],
    chances: list[list[list[float]]],
    weights: list[list[float]],
    at_end: Sequence[float],
) -> tuple[list[int], list[float]]:
    """Return the best option of each turn, the first turn first, and each level's value at the first."""
    values, choices = list(at_end), []
    for row, weight in zip(reversed(chances), reversed(weights), strict=True):
        # what an option adds to waiting, summed over the levels
        waiting = list(map(float.__mul__, weight, values))
        gains = [
            option.value * sum(map(float.__mul__, weight, taken)) - sum(map(float.__mul__, waiting, taken))
            for option, taken in zip(options, row, strict=True)
        ]
        choice = gains.index(max(gains))
        value = options[choice].value
        values = [
            taken * value + (1.0 - taken) * later for taken, later in zip(row[choice], values, strict=True)
        ]
        choices.append(choice)
    choices.reverse()
    return choices, values


def _chances(
    levels: Sequence[Level], option: Option, number: int, known: tuple[int | None, float]
) -> list[float]:
    """How likely each level takes *option* in round *number*."""
    worth = (option.worth - LEAD) / BLUR
    least = known[1] if option.place == known[0] else 0.0
    return [max(least, _step(worth - level.path[number] / BLUR)) for level in levels]


def _step(over: float) -> float:
    return 1.0 / (1.0 + exp(-over)) if over > -30.0 else 0.0
