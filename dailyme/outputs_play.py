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
    unchecked: int = Field(description="Answers that can't be: erased, mediated, or to claims not kept.")
    findings: list[Unfair]
