"""Rungs and benefits: what a brand publishes that a relationship brings.

Spec: spec/35-relate.md (REL-10 to REL-13, REL-24).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from protocol.issues import Extra
from protocol.wire import Many, Maybe, Text, Token, Wire

Rung = Literal["guest", "known", "registered", "repeat"]
RUNGS: Final[tuple[Rung, ...]] = get_args(Rung)
"""From the ground up."""

BenefitKind = Literal["discount", "held-stock", "extra", "points", "early-access"]
BENEFIT_KINDS: Final[tuple[BenefitKind, ...]] = get_args(BenefitKind)

OnceField = Literal["delivery-address", "email", "phone"]
"""Values of fulfilment by which "once for each person" can be counted."""


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
    once: Maybe[OnceField] = None
    """The fulfilment value by which "once" is counted."""
    words: Maybe[Text] = None

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        given: dict[str, Any] = {
            "discount": self.basis_points, "points": self.points, "extra": self.extra
        }  # fmt: skip
        if any((value is not None) != (kind == self.kind) for kind, value in given.items()):  # REL-10
            raise ValueError("a benefit has the number or extra of its kind, and of no other")
        return self


class Condition(Wire):
    """A benefit or promotion of an offer that is given once for each person, and what that is counted by."""

    benefit: Token
    once: OnceField


class RungTerms(Wire):
    """What a rung brings, and what it asks for."""

    rung: Literal["known", "registered", "repeat"]
    benefits: Annotated[Many[Benefit], Field(min_length=1, max_length=16)]
    fields: Maybe[Annotated[Many[Token], Field(min_length=1, max_length=16)]] = None
    """Of registered: the fields that it takes to be disclosed."""
    agreements: Maybe[Annotated[int, Field(ge=1, le=100)]] = None
    """Of repeat: how many agreements must be shown."""

    @model_validator(mode="after")
    def _asks(self) -> Self:
        asked = {"registered": self.fields is not None, "repeat": self.agreements is not None}
        if any(given != (rung == self.rung) for rung, given in asked.items()):  # REL-11
            raise ValueError("registered asks for fields, repeat for agreements, and known for neither")
        return self


def _ascending(ladder: tuple[RungTerms, ...]) -> tuple[RungTerms, ...]:
    places = [RUNGS.index(one.rung) for one in ladder]
    if places != sorted(set(places)) or (places and places[0] != 1):  # REL-12
        raise ValueError("a ladder begins with known, goes up, and has each rung once")
    ids = [benefit.id for one in ladder for benefit in one.benefits]
    if len(set(ids)) != len(ids):  # REL-13
        raise ValueError("a benefit stands on one rung of a ladder")
    return ladder


Ladder = Annotated[Many[RungTerms], Field(min_length=1, max_length=3), AfterValidator(_ascending)]
"""What each rung above guest brings at a brand, from the ground up."""


def rungs_met(
    ladder: Sequence[RungTerms], *, known: bool, fields: Iterable[str], agreements: int
) -> tuple[RungTerms, ...]:
    """Return the rungs of *ladder* whose conditions hold, from the ground up; none for a guest (REL-19).

    fields: those that are granted now, for registration. agreements: how many were shown.
    """
    granted = frozenset(fields)
    return tuple(
        one
        for one in ladder
        if known and granted.issuperset(one.fields or ()) and agreements >= (one.agreements or 0)
    )


def top_rung(met: Sequence[RungTerms]) -> Rung:
    """Return the highest of the rungs that are *met*."""
    return met[-1].rung if met else "guest"


def benefits_of(met: Iterable[RungTerms]) -> tuple[Benefit, ...]:
    """Return everything that the rungs *met* bring."""
    return tuple(benefit for one in met for benefit in one.benefits)
