"""What `negotiate lab` prints with `--json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class LabWorths(Output):
    """A number for each side, on its own scale from 0 to 1."""

    twin: float
    brand: float


class LabPoint(LabWorths):
    """An outcome in the utility plane."""

    outcome: list[str] = Field(description="A value for each issue.")


class LabMove(Output):
    """A move, in order; in each round the brand moves first."""

    round: int = Field(description="From 1.")
    side: Literal["twin", "brand"]
    move: Literal["offer", "accept", "leave"]
    point: LabPoint | None = Field(None, description="What is offered or accepted; absent when leaving.")


class LabResult(Output):
    """`dailyme negotiate lab --json`."""

    scenario: str
    issues: list[str]
    outcomes: int = Field(description="How many there are.")
    twin: str = Field(description="The twin's strategy.")
    brand: str = Field(description="The brand's strategy, or co-marketer.")
    private: bool = Field(description="Whether the twin's strategy played without knowing its reserve.")
    rounds: int = Field(description="Moves that each side had.")
    seed: int
    reserves: LabWorths = Field(description="What no deal is worth to either side.")
    pareto: list[LabPoint] = Field(description="What nothing beats for both sides, best for the twin first.")
    nash: LabPoint | None = Field(None, description="Absent where nothing suits both sides.")
    moves: list[LabMove]
    agreement: LabPoint | None = Field(None, description="Absent without a deal.")
    gains: LabWorths = Field(
        description="Beyond the reserve, as a share of the most that there could be; 0 without a deal."
    )
    nash_share: float = Field(description="Product of both gains as a share of the greatest one.")
    svg: str | None = Field(None, description="Path of the drawing, if one was asked for.")
