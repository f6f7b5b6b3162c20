"""A game of the lab: what is played, how it went, and what that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dailyme.outputs_negotiate import LabMove, LabPoint, LabResult, LabWorths
from negotiation.frontier import nash, pareto, product
from negotiation.record import Record, Step, play
from negotiation.scenario import Scenario
from negotiation.strategies import STRATEGIES, Accept, Propose, gated


@dataclass(frozen=True)
class Seats:
    """Who plays which strategy; *private*: the twin's does not know its own reserve, a gate does."""

    twin: str
    brand: str
    private: bool


@dataclass(frozen=True)
class Plane:
    """All outcomes as points: what each is worth to the twin and to the brand, and what stands out."""

    points: Sequence[tuple[float, float]]
    reserves: tuple[float, float]
    pareto: Sequence[int]
    nash: int | None
    record: Record


def played(scenario: Scenario, seats: Seats) -> Plane:
    """Return *scenario* as it was played by *seats*."""
    twin = STRATEGIES[seats.twin]
    return plane_of(scenario, play(scenario, gated(twin) if seats.private else twin, STRATEGIES[seats.brand]))


def plane_of(scenario: Scenario, record: Record) -> Plane:
    """Return the plane of *scenario* with the talk that *record* tells."""
    first, second = scenario.worths
    return Plane(
        tuple(zip(first, second, strict=True)),
        scenario.reserves,
        pareto(first, second),
        nash(first, second, scenario.reserves),
        record,
    )


def told(scenario: Scenario, seats: Seats, plane: Plane, svg: str | None) -> LabResult:
    """Return what `--json` prints."""

    def point(place: int) -> LabPoint:
        twin, brand = plane.points[place]
        outcome = list(scenario.twin.stakes.outcomes[place])
        return LabPoint(outcome=outcome, twin=round(twin, 6), brand=round(brand, 6))

    def move(step: Step) -> LabMove:
        word = "offer" if isinstance(step.move, Propose) else "leave"
        at = None if step.place is None else point(step.place)
        return LabMove.model_validate(
            {
                "round": step.number + 1,
                "side": step.side,
                "move": "accept" if isinstance(step.move, Accept) else word,
                "point": at,
            }
        )

    agreed = plane.record.agreed
    gains = _gains(plane, agreed)
    return LabResult(
        scenario=scenario.name,
        issues=list(scenario.twin.stakes.issues),
        outcomes=len(plane.points),
        twin=seats.twin,
        brand=seats.brand,
        private=seats.private,
        rounds=scenario.twin.rounds,
        seed=scenario.twin.seed,
        reserves=LabWorths(twin=round(plane.reserves[0], 6), brand=round(plane.reserves[1], 6)),
        pareto=[point(place) for place in plane.pareto],
        nash=None if plane.nash is None else point(plane.nash),
        moves=[move(step) for step in plane.record.steps],
        agreement=None if agreed is None else point(agreed),
        gains=LabWorths(twin=round(gains[0], 6), brand=round(gains[1], 6)),
        nash_share=round(_nash_share(plane), 6),
        svg=svg,
    )


def _gains(plane: Plane, agreed: int | None) -> tuple[float, float]:
    if agreed is None:
        return 0.0, 0.0
    twin, brand = (
        (worth - reserve) / ((1.0 - reserve) or 1.0)
        for worth, reserve in zip(plane.points[agreed], plane.reserves, strict=True)
    )
    return twin, brand


def _nash_share(plane: Plane) -> float:
    """The product of both gains as a share of the greatest; 0 without a deal or without gains."""
    if plane.record.agreed is None or plane.nash is None:
        return 0.0
    most = product(plane.points[plane.nash], plane.reserves)
    return product(plane.points[plane.record.agreed], plane.reserves) / most if most > 0.0 else 0.0
