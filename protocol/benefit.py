"""Rungs and benefits: what a brand publishes that a relationship brings.

Spec: spec/35-relate.md.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from protocol.issues import Extra
from protocol.wire import Many, Maybe, Text, Token, Wire

Rung = Literal["guest", "known", "registered", "repeat"]
RUNGS: Final[tuple[Rung, ...]] = get_args(Rung)
"""From the ground up."""

BenefitKind = Literal["discount", "held-stock", "extra", "points", "early-access"]


class Benefit(Wire):
    """What a rung or a promotion brings, in numbers.

    basis_points: of a discount, in hundredths of a percent off the all-in list total.
    points: granted with a deal. once: one time for each person.
    """

    id: Token
    kind: BenefitKind
    basis_points: Maybe[Annotated[int, Field(ge=1, le=10_000)]] = None
    points: Maybe[Annotated[int, Field(ge=1, le=1_000_000)]] = None
    extra: Maybe[Extra] = None
    once: Maybe[Literal["delivery-address", "email", "phone"]] = None
    """The fulfilment value by which "once" is counted."""
    words: Maybe[Text] = None


class RungTerms(Wire):
    """What a rung brings, and what it asks for."""

    rung: Literal["known", "registered", "repeat"]
    benefits: Annotated[Many[Benefit], Field(min_length=1, max_length=16)]
    fields: Maybe[Annotated[Many[Token], Field(max_length=16)]] = None
    """Of registered: the fields that it takes to be disclosed."""
    agreements: Maybe[Annotated[int, Field(ge=1, le=100)]] = None
    """Of repeat: how many agreements must be shown."""
