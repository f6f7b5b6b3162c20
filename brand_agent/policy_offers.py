"""Public offers and segments as they stand in a policy.

Spec: spec/45-claim.md (CLAIM-5 to CLAIM-10, CLAIM-22 to CLAIM-25).

What is wrong with a predicate is said when the policy is read, with the code that a twin would give it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final, Self

from pydantic import BeforeValidator, Field, model_validator

from brand_agent.policy_values import CostShare, Section, Several, Words
from protocol import ProtocolError, read_time, write_time
from protocol.benefit import OnceField
from protocol.canonical import spell
from protocol.predicate import Predicate, read_predicate
from protocol.wire import Token

MAX_RULE_BYTES: Final = 32 * 1024


def _predicate(value: object) -> Predicate:
    try:
        return read_predicate(value)
    except ProtocolError as error:
        raise ValueError(f"{error} ({error.code}). {error.advice}") from None


def _time(value: object) -> int:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return int(value.timestamp()) * 1000
    if not isinstance(value, str):
        raise ValueError("write a time in UTC, such as 2026-12-01T00:00:00Z")
    return read_time(value)


Condition = Annotated[Predicate, BeforeValidator(_predicate)]
At = Annotated[int, BeforeValidator(_time)]


class SegmentRule(Section):
    """A published predicate with a name."""

    name: Token
    title: Words
    predicate: Condition

    def members(self) -> dict[str, Any]:
        """The segment as it is published."""
        return {"name": self.name, "title": self.title, "predicate": self.predicate.members()}


class PromotionRule(Section):
    """A discount for whom it may concern: a share of the all-in list total.

    once: counted by that value. limit: of how many pieces a deal may be; uses: how many deals get it.
    """

    id: Token
    title: Words
    discount: CostShare
    once: OnceField | None = None
    segment: Token | None = None
    eligible: Condition | None = None
    products: Annotated[tuple[Words, ...], Several] = ()
    variants: Annotated[tuple[Words, ...], Several] = ()
    categories: Annotated[tuple[Words, ...], Several] = ()
    valid_from: At
    valid_until: At
    limit: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    uses: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.segment is not None and self.eligible is not None:  # CLAIM-23
            raise ValueError("give either segment or eligible, not both")
        if self.valid_from >= self.valid_until:  # CLAIM-24
            raise ValueError("valid_until must come after valid_from")
        if self.discount * 10_000 != int(self.discount * 10_000):
            raise ValueError('write a discount in hundredths of a percent, such as "0.10" or "0.1025"')
        if len(spell(self.members())) > MAX_RULE_BYTES:  # WIRE-1
            raise ValueError("the promotion is too long for a page: name categories rather than products")
        return self

    @property
    def basis_points(self) -> int:
        """The discount in hundredths of a percent."""
        return int(self.discount * 10_000)

    def members(self) -> dict[str, Any]:
        """The promotion as it is published."""
        lists = {"products": self.products, "variants": self.variants, "categories": self.categories}
        applies = {name: list(values) for name, values in lists.items() if values}
        benefit = {"id": self.id, "kind": "discount", "basis_points": self.basis_points}
        return {
            "id": self.id,
            "title": self.title,
            "benefit": benefit if self.once is None else benefit | {"once": self.once},
            **({"applies": applies} if applies else {}),
            **({} if self.segment is None else {"segment": self.segment}),
            **({} if self.eligible is None else {"eligible": self.eligible.members()}),
            "valid_from": write_time(self.valid_from),
            "valid_until": write_time(self.valid_until),
            **({} if self.limit is None else {"limit": self.limit}),
            **({} if self.uses is None else {"uses": self.uses}),
        }


def uses_of(promotions: Iterable[PromotionRule]) -> dict[str, int]:
    """Return how many deals may have each of *promotions* that is limited."""
    return {one.id: one.uses for one in promotions if one.uses is not None}


def check_promotions(
    promotions: Sequence[PromotionRule],
    segments: Sequence[SegmentRule],
    max_discount: Decimal,
    *,
    costs_known: bool,
) -> None:
    """Raise ValueError for a name that is there twice or nowhere, and for what could never be granted."""
    _once([one.name for one in segments], "segment")
    _once([one.id for one in promotions], "promotion")
    names = {one.name for one in segments}
    for one in promotions:
        if one.segment is not None and one.segment not in names:  # CLAIM-22
            raise ValueError(f"promotion {one.id}: there is no segment {one.segment}")
        if one.discount > max_discount:
            raise ValueError(f"promotion {one.id}: the discount is above guardrails.max_discount")
        if not costs_known:
            raise ValueError(f"promotion {one.id}: no cost is known, so no price is ever lowered; see [cost]")


def _once(names: Iterable[str], kind: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:  # CLAIM-22
            raise ValueError(f"two of {kind} are called {name}")
        seen.add(name)
