"""How far a brand goes, in its policy: what no offer may break, and how the Co-Marketer plays within it.

Spec: spec/60-negotiate.md (NEG-40 to NEG-49).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from brand_agent.policy_values import Amount, CostShare, Eagerness, Section, Several, Share


class AgeStep(Section):
    """What holds for pieces that have lain in stock for *days* or more."""

    days: Annotated[int, Field(ge=1, le=36_500)]
    max_discount: Share
    floor_margin: Share


class Guardrails(Section):
    """What no offer may break, whatever the play proposes."""

    floor_margin: Share = Decimal("0.05")
    """Least (net price - cost) / net price."""
    max_discount: Share = Decimal("0.10")
    """Greatest reduction, as a share of the all-in total at list prices."""
    counters: Annotated[int, Field(ge=1, le=32)] = 8
    """Over how many of a twin's turns the room is given; later ones earn nothing."""
    offer_valid_minutes: Annotated[int, Field(ge=2, le=1440)] = 30
    eagerness: Eagerness = Decimal("1.0")
    """1 gives evenly over the counters, more gives early, less gives late."""
    sealed_share: Share = Decimal("0.75")
    """How much of the room a sealed bid gives."""
    held_share: CostShare = Decimal("0.50")
    """Greatest share of an article's pieces that is set aside at a time, for all known keys together."""
    play: Literal["private", "league"] = "private"
    """private comes down towards the greatest discount, and the floor only stops it; league to the floor."""
    daily_concessions: Amount | None = None
    """What all deals of a UTC day together may give below list; None is no budget."""
    concession_share: CostShare = Decimal("0.25")
    """Greatest share of what is left of a day's budget that the offers of one thread reserve."""
    age: Annotated[tuple[AgeStep, ...], Several] = ()
    """What holds instead for pieces that have lain in stock, by days, the fewest first."""

    @model_validator(mode="after")
    def _ascending(self) -> Self:
        steps = (self._fresh(), *self.age)
        for younger, older in pairwise(steps):
            if older.days <= younger.days:
                raise ValueError("write the steps of guardrails.age with ascending days")
            if older.max_discount < younger.max_discount or older.floor_margin > younger.floor_margin:
                raise ValueError("a step of guardrails.age gives no less than the one before it")
        return self

    def limits(self, age_days: int) -> AgeStep:
        """Return what holds for pieces of *age_days*."""
        reached = [step for step in self.age if step.days <= age_days]
        return reached[-1] if reached else self._fresh()

    def _fresh(self) -> AgeStep:
        """What holds for pieces of no age: the table itself."""
        return AgeStep.model_construct(days=0, max_discount=self.max_discount, floor_margin=self.floor_margin)
