"""What `dailyme brand goal` and `dailyme brand propose` print with --json."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dailyme.outputs import Output
from protocol import Price


class Place(Output):
    """Where something stands in the text."""

    start: int = Field(description="Code points into the text.")
    end: int
    by: Literal["rule", "model"]


class Said(Output):
    """Something that was assumed, or that is left open."""

    member: str
    words: str
    start: int | None = None
    end: int | None = None


class Whom(Output):
    """Whom a goal is about, as far as a brand can know."""

    title: str
    predicate: dict[str, Any] | None = Field(None, description="What people claim it by; absent: nothing.")
    known: str = Field(description="What can be known of them, and what can't.")


class Baseline(Output):
    """What the metric was."""

    value: float = Field(description="By the day in minor units or pieces; of a share in basis points.")
    by: Literal["measured", "said"]
    days: float = Field(description="Over how many days it was measured; 0: it was said.")


class Progress(Output):
    """How far a signed goal is."""

    metric: str
    unit: Literal["minor", "count", "basis-points"]
    value: int | None = Field(None, description="So far; absent: not known, and `why` says so.")
    low: int | None = Field(None, description="Of a 90 % interval.")
    high: int | None = None
    target: int | None = Field(None, description="What it is to come to by the horizon.")
    days: float
    deals: int
    verdict: Literal["ahead", "behind", "not-known"] = Field(description="By the interval, at today's pace.")
    why: str | None = None


class ShownGoal(Output):
    """One thing that is wanted."""

    metric: str
    direction: Literal["up", "down", "hold"] | None = None
    change: dict[str, Any] | None = Field(None, description="kind, and basis_points, amount or count.")
    segment: str | None = None
    whom: Whom | None = None
    about: str | None = Field(None, description="Which goods, in the marketer's words.")
    products: int | None = Field(None, description="How many products of the catalog these are.")
    horizon: str | None = Field(None, description="The last day, ISO.")
    baseline: Baseline | None = None
    progress: Progress | None = None


class ShownLimits(Output):
    """What no proposal may break."""

    floor_margin: str | None = None
    max_discount: str | None = None
    daily_concessions: Price | None = None
    excluded: list[str] | None = None


class Against(Output):
    """What stands against a goal."""

    code: str
    words: str
    stops: bool = Field(description="True: nobody can sign it away. Else who signs names it (--knowing).")


class BrandGoal(Output):
    """`dailyme brand goal TEXT --json`, and `set`, `show`, `approve` and `withdraw` of it."""

    goal: int | None = Field(None, description="Its number; absent: nothing was kept.")
    state: Literal["read", "draft", "signed", "replaced", "withdrawn"]
    text: str
    today: str
    goals: list[ShownGoal]
    guardrails: ShownLimits
    priorities: list[dict[str, str]]
    evidence: dict[str, list[Place]]
    assumed: list[Said]
    unclear: list[Said]
    conflicts: list[Against]
    by: str | None = Field(None, description="Who signed it, by the name that was given.")
    signed: str | None = None
    hash: str | None = Field(None, description="Of its entry in the log: write it down to find a forged log.")
    model: str | None = Field(None, description="Why the model was not heard, if so.")


class GoalLine(Output):
    """A goal in the list."""

    goal: int
    state: Literal["draft", "signed", "replaced", "withdrawn"]
    text: str
    set: str
    by: str | None = None


class LogLine(Output):
    """An entry of the log."""

    number: int
    at: str
    kind: Literal["set", "approved", "withdrawn", "applied", "reverted", "declined"]
    who: str
    hash: str
    proposal: str | None = None


class BrandGoals(Output):
    """`dailyme brand goal list --json`."""

    goals: list[GoalLine]
    log: list[LogLine]


class ShownEffect(Output):
    """What a change should bring; not known: `why` says so, and no figure is there."""

    known: bool
    why: str
    earned_basis_points: int | None = Field(None, description="More for each thread, of the list total.")
    earned_low_basis_points: int | None = None
    earned_high_basis_points: int | None = None
    deals_basis_points: int | None = Field(None, description="More deals for each thread.")


class ShownProposal(Output):
    """A change of the policy that is proposed."""

    id: str
    kind: Literal["limits", "play", "promotion", "age", "volume"]
    goal: int
    touches: list[str] = Field(description="The members of the goal that it is for.")
    reason: str
    words: str | None = Field(None, description="The reason as a model puts it, marked as such.")
    effect: ShownEffect
    diff: str
    mandate: bool = Field(description="Whether the mandate of brand.toml covers it.")


class BrandProposed(Output):
    """`dailyme brand propose --json`."""

    policy: str
    goal: int | None = Field(None, description="The signed goal that it is for; absent: none is signed.")
    text: str | None = None
    proposals: list[ShownProposal]
    applied: list[str] = Field(description="Ids of what was written to the policy by this command.")
    reverted: str | None = None
    declined: str | None = Field(None, description="The id that this command declined.")
    notes: list[str]
