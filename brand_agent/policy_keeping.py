"""What the brand wants to be told, and what it must keep, in its policy.

Spec: spec/36-consent.md, spec/38-sketch.md.
"""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from brand_agent.policy_values import Section
from protocol.relation import FIELDS, PURPOSES, FieldName, Purpose

DAY_MS: Final = 86_400_000

Days = Annotated[int, Field(ge=0, le=36_500)]


class ConsentRule(Section):
    """Which values the brand takes, and for what. A grant of anything else gets a no."""

    fields: Annotated[tuple[FieldName, ...], Field(strict=False)] = FIELDS
    purposes: Annotated[tuple[Purpose, ...], Field(strict=False)] = PURPOSES


class KeepingRule(Section):
    """What stays although a person erases it, because the law says so.

    agreement_days: how long an agreement is kept with its thread. fulfilment_days: how long what came with an
    order may be used to carry it out. fields: values that stay as long as the agreement once they were used
    for fulfilment, such as those of an invoice.
    """

    agreement_days: Days = 3650
    fulfilment_days: Days = 90
    fields: Annotated[tuple[FieldName, ...], Field(strict=False)] = ()

    @property
    def agreement_ms(self) -> int:
        """How long an agreement is kept."""
        return self.agreement_days * DAY_MS

    @property
    def fulfilment_ms(self) -> int:
        """How long an order's values may be used."""
        return self.fulfilment_days * DAY_MS
