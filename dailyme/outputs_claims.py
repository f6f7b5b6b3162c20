"""What `dailyme twin facts …` and `dailyme brand segment …` print with `--json`."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from dailyme.outputs import Output


class ShownFact(Output):
    """A fact of the person, or one that the twin's own records say of each brand."""

    name: str
    value: bool | int | str | list[str] | None = Field(
        None, description="As the person set it; absent for one of the twin's own records."
    )
    allowed: bool = Field(description="Whether it may be said for a claim without asking again.")
    own: bool = Field(description="Whether the twin's own records of its deals say it.")


class FactList(Output):
    """`dailyme twin facts --json`, and what `set`, `unset`, `allow` and `deny` leave."""

    facts: list[ShownFact]


class ShownClaim(Output):
    """A promotion that was claimed in a thread."""

    brand: str
    thread: str
    promotion: str
    disclosed: list[str] = Field(description="Names of the facts that were said; their values stay beside.")
    granted: bool = Field(description="Whether an offer of the thread has it.")


class SegmentLine(Output):
    """A segment of a policy."""

    name: str
    title: str
    predicate: dict[str, Any]
    facts: list[str] = Field(description="What it asks for.")
    promotions: list[str] = Field(description="Which promotions are for it.")


class SegmentList(Output):
    """`dailyme brand segment list --json`, and what `segment new` wrote."""

    policy: str
    segments: list[SegmentLine]


class Disclosure(Output):
    """What a claim of some of the people would say."""

    facts: list[str]
    people: int


class SegmentTest(Output):
    """`dailyme brand segment test --json`: a predicate against invented people."""

    predicate: dict[str, Any]
    seed: int
    people: int
    qualify: int
    qualify_basis_points: int
    disclosures: list[Disclosure] = Field(description="The least that a claim would say, most common first.")
    refused: int = Field(description="Who qualify, and whose twin would not say so much: code fact-budget.")
    note: str = Field(description="That the people are invented, and no real twin was asked.")
