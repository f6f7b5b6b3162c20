"""The brand's policy: what it sells, at which cost, and how far it may go.

Spec: spec/60-negotiate.md; the commented file is `brand.example.toml`.

The policy is the brand's whole say: read once, checked at once, never changed by a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from brand_agent.policy_answers import AnswersRule
from brand_agent.policy_fulfilment import FulfilmentRule, RemedyRule, remedy_terms
from brand_agent.policy_guardrails import Guardrails
from brand_agent.policy_keeping import ConsentRule, KeepingRule
from brand_agent.policy_ladder import EarlyRule, RungRule, check_apart, check_ladder, published
from brand_agent.policy_mandate import MandateRule
from brand_agent.policy_mediation import MediationRule
from brand_agent.policy_offers import PromotionRule, SegmentRule, check_promotions
from brand_agent.policy_together import BundleRule, VolumeRule, check_together
from brand_agent.policy_values import Amount, CostShare, Section, Several, Share, Words
from catalog_adapters import Kind
from protocol.benefit import RungTerms
from protocol.bodies import Region
from protocol.issues import Extra
from protocol.money import Currency, Price
from protocol.terms import PersonalTerms


class BrandFacts(Section):
    """Who sells, what, where, and in which currency."""

    name: Words
    categories: Annotated[tuple[Words, ...], Several] = ()
    regions: Annotated[tuple[Region, ...], Field(strict=False, min_length=1)] = ("US",)
    currency: Currency = "USD"


class CatalogRule(Section):
    """Where the catalog stands, and what its columns are called."""

    source: Words | None = None
    kind: Kind | None = None
    """What kind of source it is; None: found out from the source."""
    mapping: Words | None = None
    """Path of a mapping file, beside brand.toml."""
    query: Words | None = None
    """What is selected of a database."""
    columns: Mapping[str, Words] = Field(default_factory=dict)
    """Our name -> the source's name, for names that are not Google Merchant's."""


class CostRule(Section):
    """Where unit costs come from: a column, or a share of the price. Neither: no cost, no concession."""

    column: Words | None = None
    share: CostShare | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.column is not None and self.share is not None:
            raise ValueError("give either column or share, not both")
        return self


class TaxRule(Section):
    """The tax on goods and shipping, and whether the source's prices have it inside."""

    included: bool = True
    rate: Share = Decimal(0)


class ShippingOption(Section):
    """A way to deliver: in how many days, at which price, and what it costs the brand (else: the price)."""

    days: Annotated[int, Field(ge=0, le=365)]
    price: Amount
    cost: Amount | None = None

    def own_cost(self) -> Price:
        """What the delivery costs the brand."""
        return self.price if self.cost is None else self.cost


class ExtraRule(Section):
    """An extra that may be granted, at what it costs."""

    name: Extra
    cost: Amount


class WarrantyStep(Section):
    """A longer warranty, at a share of the goods' cost."""

    months: Annotated[int, Field(ge=1, le=600)]
    cost_share: CostShare


class TermsRule(Section):
    """What comes with every purchase, and what may be asked for on top."""

    warranty_months: Annotated[int, Field(ge=0, le=600)] = 12
    returns_days: Annotated[int, Field(ge=0, le=3650)] = 30
    extras: Annotated[tuple[ExtraRule, ...], Several] = ()
    warranty_steps: Annotated[tuple[WarrantyStep, ...], Several] = ()


class PersonalTermsRule(Section):
    """Which of the roster's personal terms the brand takes."""

    accept: Annotated[tuple[PersonalTerms, ...], Field(strict=False, min_length=1)] = ("sd-base",)


def _standard_shipping(info: Mapping[str, Any]) -> tuple[ShippingOption, ...]:
    currency = info["brand"].currency if "brand" in info else "USD"
    return (ShippingOption.model_construct(days=5, price=Price(amount=0, currency=currency), cost=None),)


class BrandPolicy(Section):
    """Everything a brand decides beforehand."""

    brand: BrandFacts
    catalog: CatalogRule = CatalogRule()
    cost: CostRule = CostRule()
    guardrails: Guardrails = Guardrails()
    tax: TaxRule = TaxRule()
    shipping: Annotated[tuple[ShippingOption, ...], Field(strict=False, min_length=1)] = Field(
        default_factory=_standard_shipping
    )
    terms: TermsRule = TermsRule()
    personal_terms: PersonalTermsRule = PersonalTermsRule()
    consent: ConsentRule = ConsentRule()
    keeping: KeepingRule = KeepingRule()
    mediation: MediationRule = MediationRule()
    mandate: MandateRule = MandateRule()
    answers: AnswersRule = AnswersRule()
    fulfilment: FulfilmentRule = FulfilmentRule()
    remedies: Annotated[tuple[RemedyRule, ...], Several] = ()
    segment: Annotated[tuple[SegmentRule, ...], Several] = ()
    promotion: Annotated[tuple[PromotionRule, ...], Several] = ()
    ladder: Annotated[tuple[RungRule, ...], Several] = ()
    early: Annotated[tuple[EarlyRule, ...], Several] = ()
    volume: Annotated[tuple[VolumeRule, ...], Several] = ()
    bundle: Annotated[tuple[BundleRule, ...], Several] = ()

    @model_validator(mode="after")
    def _grantable(self) -> Self:
        costs_known = self.cost.column is not None or self.cost.share is not None
        check_promotions(self.promotion, self.segment, self.guardrails.max_discount, costs_known=costs_known)
        extras = [extra.name for extra in self.terms.extras]
        check_ladder(self.ladder, extras, self.guardrails.max_discount, costs_known=costs_known)
        check_apart(self.ladder, self.promotion)
        check_together(self.volume, self.bundle, self.guardrails.max_discount, costs_known=costs_known)
        return self

    @cached_property
    def published_ladder(self) -> tuple[RungTerms, ...]:
        """What each rung brings, as the profile has it."""
        return published(self.ladder)

    @model_validator(mode="after")
    def _one_remedy_a_case(self) -> Self:
        remedy_terms(self.remedies)
        return self

    @cached_property
    def text(self) -> str:
        """The TOML that it was read from, which makes no other policy of it; empty if it was not read."""
        return ""

    def read_from(self, text: str) -> Self:
        """Return the policy, knowing that it was read from *text*."""
        self.__dict__["text"] = text
        return self

    @property
    def currency(self) -> str:
        """The one currency the brand sells in."""
        return self.brand.currency

    def standard_shipping(self) -> ShippingOption:
        """The delivery behind the public all-in price: the cheapest, and of those the quickest."""
        return min(self.shipping, key=_price_then_days)

    def shipping_within(self, days: int) -> ShippingOption:
        """The cheapest delivery within *days*; the quickest there is when none is quick enough."""
        quick = [option for option in self.shipping if option.days <= days]
        return min(quick, key=_price_then_days) if quick else min(self.shipping, key=_days_then_price)


def _price_then_days(option: ShippingOption) -> tuple[int, int]:
    return option.price.amount, option.days


def _days_then_price(option: ShippingOption) -> tuple[int, int]:
    return option.days, option.price.amount
