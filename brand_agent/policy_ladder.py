"""The ladder as it stands in a policy: what each rung brings, and what it asks for.

Spec: spec/35-relate.md (REL-10 to REL-13, REL-29).

What is wrong with a rung is said when the policy is read; what is right is published as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from brand_agent.policy_offers import At, PromotionRule
from brand_agent.policy_values import CostShare, Section, Several, Words
from protocol.benefit import Benefit, BenefitKind, Ladder, OnceField, RungTerms
from protocol.issues import Extra
from protocol.wire import Token

_LADDER: TypeAdapter[tuple[RungTerms, ...]] = TypeAdapter(Ladder)


class BenefitRule(Section):
    """What a rung brings. discount: a share of the all-in list total. once: counted by that value."""

    id: Token
    kind: BenefitKind
    discount: CostShare | None = None
    points: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    extra: Extra | None = None
    once: OnceField | None = None
    words: Words | None = None

    @model_validator(mode="after")
    def _of_its_kind(self) -> Self:
        given = {"discount": self.discount, "points": self.points, "extra": self.extra}
        for name, value in given.items():  # REL-10
            if (value is not None) != (name == self.kind):
                raise ValueError(f'`{name}` belongs to kind = "{name}", and is needed there')
        if self.discount is not None and self.discount * 10_000 != int(self.discount * 10_000):
            raise ValueError('write a discount in hundredths of a percent, such as "0.05" or "0.0525"')
        return self

    def members(self) -> dict[str, Any]:
        """The benefit as it is published."""
        found = {
            "id": self.id,
            "kind": self.kind,
            "basis_points": None if self.discount is None else int(self.discount * 10_000),
            "points": self.points,
            "extra": self.extra,
            "once": self.once,
            "words": self.words,
        }
        return {name: value for name, value in found.items() if value is not None}


class RungRule(Section):
    """A rung. fields: that registered asks to be disclosed; agreements: that repeat asks to be shown."""

    rung: Literal["known", "registered", "repeat"]
    benefits: Annotated[tuple[BenefitRule, ...], Field(strict=False, min_length=1, max_length=16)]
    fields: Annotated[tuple[Token, ...], Several] = ()
    agreements: Annotated[int, Field(ge=1, le=100)] | None = None

    def members(self) -> dict[str, Any]:
        """The rung as it is published."""
        return {
            "rung": self.rung,
            "benefits": [one.members() for one in self.benefits],
            **({"fields": list(self.fields)} if self.fields else {}),
            **({} if self.agreements is None else {"agreements": self.agreements}),
        }


class EarlyRule(Section):
    """An article that only early access buys before it *opens*."""

    product: Words
    opens: At


def published(rungs: Sequence[RungRule]) -> tuple[RungTerms, ...]:
    """Return the ladder that *rungs* are, as the profile has it.

    Raises ValueError for rungs that are out of order or ask for the wrong thing (REL-11 to REL-13).
    """
    if not rungs:
        return ()
    try:
        return _LADDER.validate_python([one.members() for one in rungs])
    except ValidationError as error:
        raise ValueError(str(error.errors()[0]["msg"]).removeprefix("Value error, ")) from None


def check_ladder(
    rungs: Sequence[RungRule], extras: Sequence[str], max_discount: Decimal, *, costs_known: bool
) -> None:
    """Raise ValueError for a ladder that breaks a rule, and for a benefit that could never be given."""
    for benefit in (one for terms in published(rungs) for one in terms.benefits):
        if benefit.kind in {"discount", "extra"} and not costs_known:
            raise ValueError(f"benefit {benefit.id}: no cost is known, so nothing is given away; see [cost]")
        if _share(benefit) > max_discount:
            raise ValueError(f"benefit {benefit.id}: the discount is above guardrails.max_discount")
        if benefit.extra is not None and benefit.extra not in extras:
            raise ValueError(f"benefit {benefit.id}: terms.extras does not say what {benefit.extra} costs")


def check_apart(rungs: Sequence[RungRule], promotions: Sequence[PromotionRule]) -> None:
    """Raise ValueError if a promotion and a benefit share a name, and one of them is given once."""
    benefits = {benefit.id: benefit.once for rung in rungs for benefit in rung.benefits}
    for one in promotions:
        if one.id in benefits and (one.once or benefits[one.id]):  # REL-24
            raise ValueError(
                f"promotion {one.id}: a benefit is called that too, and one of them is given once"
            )


def _share(benefit: Benefit) -> Decimal:
    return Decimal(benefit.basis_points or 0) / 10_000
