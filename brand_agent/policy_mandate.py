"""What the Co-Marketer may change by itself, in its policy: which kinds of change, how far, and until when.

Without this section it may propose and nothing more. A mandate never lowers a floor and never loosens a limit
of a goal that a person signed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from brand_agent.policy_offers import At
from brand_agent.policy_values import Section, Share, Words

ChangeKind = Literal["limits", "play", "promotion", "age", "volume"]


class MandateRule(Section):
    """What is changed without asking. None of *kinds*: nothing."""

    kinds: Annotated[tuple[ChangeKind, ...], Field(strict=False)] = ()
    step: Share = Decimal("0.02")
    """How far a share may move, all changes together, from where a person last left it."""
    discount: Share = Decimal("0.05")
    """The greatest discount of a new offer."""
    until: At | None = None
    """When it ends; offers made under it end no later."""
    by: Words | None = None
    """Who gives it."""

    @model_validator(mode="after")
    def _signed(self) -> Self:
        if self.kinds and (self.until is None or self.by is None):
            raise ValueError("a mandate says until when it is given, and by whom: write until and by")
        return self
