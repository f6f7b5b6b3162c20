"""A negotiation that is written down: who moved when, and how it ended.

As in `meet`, the brand speaks first in each round: on the wire a twin opens without naming a price, and the
brand's first offer is the first number on the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from negotiation.scenario import Scenario
from negotiation.strategies import Accept, End, Move, Propose, Strategy

Side = Literal["twin", "brand"]


@dataclass(frozen=True, slots=True)
class Step:
    """One side's move in one round, from 0; *place* is the outcome it offers or takes."""

    number: int
    side: Side
    move: Move
    place: int | None


@dataclass(frozen=True, slots=True)
class Record:
    """All moves, in order, and the outcome agreed on, or None."""

    steps: tuple[Step, ...]
    agreed: int | None

    def offers(self, side: Side) -> tuple[int, ...]:
        """Return the outcomes that *side* offered, in order."""
        mine = (step for step in self.steps if step.side == side and isinstance(step.move, Propose))
        return tuple(step.place for step in mine if step.place is not None)


def play(scenario: Scenario, twin: Strategy, brand: Strategy) -> Record:
    """Return how *twin* and *brand* negotiate over *scenario*."""
    sides: tuple[Side, Side] = ("brand", "twin")
    players = {"brand": brand(scenario.brand), "twin": twin(scenario.twin)}
    steps: list[Step] = []
    standing: int | None = None
    for number in range(scenario.twin.rounds):
        for side in sides:
            move = players[side].turn(number, standing)
            match move:
                case Propose(place):
                    standing = place
                    steps.append(Step(number, side, move, place))
                case Accept():
                    steps.append(Step(number, side, move, standing))
                    return Record(tuple(steps), standing)
                case End():
                    steps.append(Step(number, side, move, None))
                    return Record(tuple(steps), None)
    return Record(tuple(steps), None)
