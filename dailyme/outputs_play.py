"""What `dailyme brand fairness` and `dailyme brand learn` print with --json."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class Unfair(Output):
    """Something unfair in the transcripts."""

    kind: Literal["differs", "unequal", "old-policy"] = Field(
        description="Not what the rules give; equal questions answered differently; a policy kept for some."
    )
    seq: int = Field(description="Of the answer.")
    threads: list[str] = Field(description="One thread, or the two that were not treated alike.")


class BrandFairness(Output):
    """`dailyme brand fairness --json`."""

    answers: int = Field(description="Answers that were worked out again.")
    unchecked: int = Field(description="Answers that can't be: erased, or from what is not kept.")
    mediated: int = Field(description="Threads of mediated play; none of their answers is checked.")
    findings: list[Unfair]


class Closed(Output):
    """What came of offers with about this discount."""

    discount_basis_points: int = Field(description="From this, up to the next row.")
    heard: int
    taken: int
    left: int


class Proposed(Output):
    """A change that should earn more; nothing is changed without `--apply`."""

    changes: dict[str, str] = Field(description="Setting of [guardrails] -> its new value in brand.toml.")
    earned_basis_points: int = Field(description="More for each thread, of the list total: the mean.")
    earned_low_basis_points: int = Field(description="Nineteen in twenty draws are above this.")
    earned_high_basis_points: int = Field(description="Nineteen in twenty draws are below this.")
    deals_basis_points: int = Field(description="More deals for each thread: the mean.")


class BrandLearnt(Output):
    """`dailyme brand learn --json`."""

    threads: int
    deals: int
    closed: list[Closed]
    proposals: list[Proposed]
    applied: bool
