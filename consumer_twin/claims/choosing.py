"""Choosing: which public offer to claim for an article, and what to say for it.

Spec: spec/45-claim.md (CLAIM-32 to CLAIM-35).

Everything here happens at home. What is not claimed is told to the person, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Literal

from consumer_twin.claims.budget import Told, within_budget
from protocol.claim import said_facts
from protocol.disclosure import least_disclosure, weight_of
from protocol.facts import Facts, Value
from protocol.promotion import Promotion, PublicOffer, PublicOffers


@dataclass(frozen=True)
class Holding:
    """What the person holds towards one brand: facts, and which of them they allow to be said."""

    facts: Facts
    allowed: Set[str]

    def allowing(self) -> Facts:
        """The facts that may be said."""
        return {name: value for name, value in self.facts.items() if name in self.allowed}


@dataclass(frozen=True)
class Asked:
    """An article that is about to be asked for, and where it goes."""

    product: str
    variant: str
    categories: frozenset[str]
    quantity: int
    region: str


@dataclass(frozen=True)
class Missed:
    """A promotion that the person could have had: what would have to be said, and why it was not."""

    promotion: Promotion
    facts: tuple[str, ...]
    code: Literal["no-consent", "fact-budget"]


@dataclass(frozen=True)
class Choice:
    """What to claim, if anything, saying what; and what was missed that would have been better."""

    promotion: Promotion | None = None
    disclosed: Mapping[str, Value] | None = None
    missed: tuple[Missed, ...] = ()


def choose(offers: PublicOffers, asked: Asked, holding: Holding, told: Set[Told], *, at_ms: int) -> Choice:
    """Return the greatest discount that the person may claim for *asked*; of equal ones what tells least.

    told: what the brand was told in this period.
    """
    said = said_facts(asked.region)
    claimable: list[tuple[Promotion, Mapping[str, Value]]] = []
    missed: list[Missed] = []
    for offer in _fitting(offers, asked, at_ms):
        disclosed = _least(offer, holding.allowing(), said)
        if disclosed is not None and within_budget(told, disclosed):  # CLAIM-35
            claimable.append((offer.promotion, disclosed))
            continue
        wanted = disclosed if disclosed is not None else _least(offer, holding.facts, said)
        if wanted is not None:  # CLAIM-33
            code: Literal["no-consent", "fact-budget"] = "no-consent" if disclosed is None else "fact-budget"
            missed.append(Missed(offer.promotion, tuple(sorted(wanted)), code))
    best = min(claimable, key=_order, default=None)
    worth = 0 if best is None else _basis_points(best[0])
    better = tuple(one for one in missed if _basis_points(one.promotion) > worth)
    return Choice(missed=better) if best is None else Choice(*best, better)


def _fitting(offers: PublicOffers, asked: Asked, at_ms: int) -> Iterator[PublicOffer]:
    """Yield the discounts that hold now and are about what is asked for."""
    for offer in offers.offers:
        one = offer.promotion
        covers = one.covers(asked.product, asked.variant, asked.categories, asked.quantity)
        if one.benefit.kind == "discount" and covers and one.holds_at(at_ms):
            yield offer


def _least(offer: PublicOffer, known: Facts, said: Facts) -> Mapping[str, Value] | None:
    return {} if offer.predicate is None else least_disclosure(offer.predicate, known, said)


def _order(one: tuple[Promotion, Mapping[str, Value]]) -> tuple[int, int, str]:
    promotion, disclosed = one
    return -_basis_points(promotion), weight_of(disclosed), promotion.id


def _basis_points(promotion: Promotion) -> int:
    return promotion.benefit.basis_points or 0
