"""What is bought together, as it stands in a policy: more pieces, and products that go together.

Spec: spec/60-negotiate.md (NEG-50 to NEG-52).

Both are published in the profile as they stand here, so nobody is told another discount than anybody else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from brand_agent.policy_values import CostShare, Section, Several, Words
from protocol.promotion import Applies
from protocol.together import MAX_PRODUCTS, MAX_RULES, BundleTerms, VolumeTerms


class _Rule(Section):
    """A share that comes off the list price of goods."""

    discount: CostShare

    @property
    def basis_points(self) -> int:
        """The discount in hundredths of a percent."""
        return int(self.discount * 10_000)

    @model_validator(mode="after")
    def _published_exactly(self) -> Self:
        if not 1 <= self.discount * 10_000 == self.basis_points < 10_000:
            raise ValueError('write a discount in hundredths of a percent, such as "0.05" or "0.0525"')
        return self


class VolumeRule(_Rule):
    """From *pieces* on, of what it is about; of everything, if it names nothing."""

    pieces: Annotated[int, Field(ge=2, le=1_000_000)]
    products: Annotated[tuple[Words, ...], Several] = ()
    variants: Annotated[tuple[Words, ...], Several] = ()
    categories: Annotated[tuple[Words, ...], Several] = ()

    def terms(self) -> VolumeTerms:
        """The rule as it is published."""
        lists = {"products": self.products, "variants": self.variants, "categories": self.categories}
        applies = {name: names for name, names in lists.items() if names}
        about = {"applies": Applies.model_validate(applies)} if applies else {}
        return VolumeTerms(pieces=self.pieces, basis_points=self.basis_points, **about)


class BundleRule(_Rule):
    """A piece of each of *products* together."""

    products: Annotated[tuple[Words, ...], Field(strict=False, min_length=2, max_length=MAX_PRODUCTS)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.products)) != len(self.products):
            raise ValueError("name each product of a bundle once")
        return self

    def terms(self) -> BundleTerms:
        """The rule as it is published."""
        return BundleTerms(products=tuple(sorted(self.products)), basis_points=self.basis_points)


def check_together(
    volume: tuple[VolumeRule, ...],
    bundles: tuple[BundleRule, ...],
    max_discount: Decimal,
    *,
    costs_known: bool,
) -> None:
    """Raise ValueError for what could never be given."""
    _check("volume", volume, max_discount, costs_known=costs_known)
    _check("bundle", bundles, max_discount, costs_known=costs_known)


def _check(kind: str, rules: tuple[_Rule, ...], max_discount: Decimal, *, costs_known: bool) -> None:
    if len(rules) > MAX_RULES:
        raise ValueError(f"there are more than {MAX_RULES} of {kind}")
    if rules and not costs_known:
        raise ValueError(f"{kind}: no cost is known, so no price is ever lowered; see [cost]")
    for number, rule in enumerate(rules, start=1):
        if rule.discount > max_discount:
            raise ValueError(f"{kind} {number}: the discount is above guardrails.max_discount")
