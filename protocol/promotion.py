"""Public offers: what a brand offers whom, in signed pages that are the same for everybody.

Spec: spec/45-claim.md (CLAIM-20 to CLAIM-26).

An offer says whom it is for as a predicate of its own, or by the name of a segment, which is nothing but a
published predicate. Who is eligible finds that out at home.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from protocol.benefit import Benefit
from protocol.catalog import Id
from protocol.errors import ProtocolError
from protocol.predicate import Predicate, read_predicate
from protocol.times import Time, read_time
from protocol.wire import Did, Hash, Many, Maybe, Text, Token, Wire

MAX_PROMOTIONS: Final = 64
"""On one page."""


class Applies(Wire):
    """What a promotion is about; an article must be in one of the lists."""

    products: Maybe[Annotated[Many[Id], Field(max_length=200)]] = None
    variants: Maybe[Annotated[Many[Id], Field(max_length=200)]] = None
    categories: Maybe[Annotated[Many[Text], Field(max_length=50)]] = None

    def covers(self, product: str, variant: str, categories: Iterable[str]) -> bool:
        """Whether the article is in one of the lists."""
        return (
            product in (self.products or ())
            or variant in (self.variants or ())
            or not set(categories).isdisjoint(self.categories or ())
        )


class Segment(Wire):
    """A published predicate with a name."""

    name: Token
    title: Text
    predicate: dict[str, Any]


class Promotion(Wire):
    """A public offer. limit: of how many pieces a deal may be; uses: how many deals get it, at most."""

    id: Token
    title: Text
    benefit: Benefit
    applies: Maybe[Applies] = None
    """Left out: to everything that the brand sells."""
    eligible: Maybe[dict[str, Any]] = None
    segment: Maybe[Token] = None
    valid_from: Time
    valid_until: Time
    limit: Maybe[Annotated[int, Field(ge=1, le=1_000_000)]] = None
    uses: Maybe[Annotated[int, Field(ge=1, le=1_000_000_000)]] = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.eligible is not None and self.segment is not None:  # CLAIM-23
            raise ValueError("a promotion has eligible or segment, not both")
        if read_time(self.valid_from) >= read_time(self.valid_until):  # CLAIM-24
            raise ValueError("a promotion ends after it begins")
        if (self.benefit.kind == "discount") != (self.benefit.basis_points is not None):  # CLAIM-25
            raise ValueError("a discount has basis_points, and nothing else has")
        return self

    def holds_at(self, at_ms: int) -> bool:
        """Whether it holds at *at_ms*."""
        return read_time(self.valid_from) <= at_ms < read_time(self.valid_until)

    def covers(self, product: str, variant: str, categories: Iterable[str], quantity: int) -> bool:
        """Whether *quantity* pieces of that article get it."""
        fits = self.limit is None or quantity <= self.limit
        return fits and (self.applies is None or self.applies.covers(product, variant, categories))


class OffersPage(Wire):
    """A page of public offers, signed by the brand. `next` is the cursor of the following page."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["offers-page"]
    from_: Annotated[Did, Field(alias="from")]
    version: Hash
    """Names the state of all pages; pages of one version belong together."""
    created: Time
    cursor: Annotated[str, Field(max_length=200)]
    next: Maybe[Annotated[str, Field(min_length=1, max_length=200)]] = None
    promotions: Annotated[Many[Promotion], Field(max_length=MAX_PROMOTIONS)]
    segments: Annotated[Many[Segment], Field(max_length=MAX_PROMOTIONS)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        names, ids = [one.name for one in self.segments], [one.id for one in self.promotions]
        if len(set(names)) != len(names) or len(set(ids)) != len(ids):  # CLAIM-22
            raise ValueError("two promotions or two segments have one name")
        if not {one.segment for one in self.promotions if one.segment} <= set(names):  # CLAIM-22
            raise ValueError("a promotion names a segment that is not on its page")
        return self


@dataclass(frozen=True)
class PublicOffer:
    """A promotion whose predicate was read; None: it is for everybody."""

    promotion: Promotion
    predicate: Predicate | None


@dataclass(frozen=True)
class PublicOffers:
    """What a brand offers in public, and which promotions are left out, by id, for which broken rule."""

    offers: tuple[PublicOffer, ...] = ()
    refused: Mapping[str, ProtocolError] = field(default_factory=dict)


def read_offers(pages: Iterable[OffersPage]) -> PublicOffers:
    """Return the public offers of *pages*; one with a predicate that breaks a rule is left out (CLAIM-26)."""
    offers: list[PublicOffer] = []
    refused: dict[str, ProtocolError] = {}
    for page in pages:
        segments = {one.name: one.predicate for one in page.segments}
        for promotion in page.promotions:
            said = promotion.eligible if promotion.segment is None else segments[promotion.segment]
            try:
                offers.append(PublicOffer(promotion, None if said is None else read_predicate(said)))
            except ProtocolError as error:  # CLAIM-26
                refused[promotion.id] = error
    return PublicOffers(tuple(offers), refused)
