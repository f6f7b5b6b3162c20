"""What `dailyme demo --days N --json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output
from dailyme.outputs_demo import Jwk, ShownVerdict, Signed
from dailyme.outputs_today import TodayResult
from protocol import Price


class WeekDay(Output):
    """A day: what the market and the person did before seven, the digest, and what was answered to it."""

    day: int
    date: str
    market: list[str]
    person: list[str]
    digest: TodayResult
    answers: list[str]


class WeekPurchase(Output):
    """Something that was bought in the week."""

    day: int
    title: str
    seller: str
    paid: Price
    by: Literal["person", "mandate"]
    agreement: Signed
    verdicts: list[ShownVerdict]


class WeekBelief(Output):
    """Something that the twin believes of the person in the end."""

    id: str
    words: str
    strength: float = Field(description="As `dailyme memory` has it.")


class NeedsForetold(Output):
    """The suggestions that named a chance, each by the day when it was first made."""

    suggested: int
    foretold: float | None = Field(None, description="Mean of the chances.")
    true: int = Field(description="How many the person buys in the time that the suggestion speaks of.")
    brier: float | None = Field(None, description="Mean squared error of the chances; a coin gets 0.25.")


class ChoicesForetold(Output):
    """The person's choices among two offers or more. What taste says is of before each; it needs numpy."""

    choices: int
    first_taken: int = Field(description="How often the option was taken that the twin had put first.")
    sure: float | None = Field(None, description="Mean chance that it gave to its favourite.")
    right: int | None = Field(None, description="How often that favourite was taken.")
    chance_of_taken: float | None = Field(None, description="Mean chance that it gave to what was taken.")
    by_chance: float | None = Field(None, description="The same of a guess that takes all offers for equal.")
    by_script: float | None = Field(None, description="The same of the script itself: no twin can do better.")


class TasteHeld(Output):
    """What the whole range of a term is worth, as a share of the price."""

    name: Literal["delivery", "warranty", "returns"]
    at_first: float
    learnt: float
    true: float = Field(description="By the script.")


class Calibration(Output):
    """The twin held against the scripted person, whose taste and next purchases it never saw."""

    needs: NeedsForetold
    choices: ChoicesForetold
    tastes: list[TasteHeld] = Field(description="Empty without numpy, or without a choice.")


class WeekResult(Output):
    """`dailyme demo --days N --json`."""

    seed: int
    history: int = Field(description="Purchases in the person's own order history.")
    days: list[WeekDay]
    bought: list[WeekPurchase]
    keys: dict[str, Jwk] = Field(description="DID URL -> public key, of every signature above.")
    learnt: list[WeekBelief]
    calibration: Calibration
