"""Benefits: what the rung of a key changes in an offer, from the published ladder alone.

Spec: spec/35-relate.md (REL-19, REL-23 to REL-25); DESIGN, section 5 (Fairness).

A benefit gives what it says as far as the floor allows; guards look at the offer as at every other. Nothing
here sees a key: two people on one rung get the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from brand_agent.granting import standard
from brand_agent.offering import Proposal, Reduction, propose
from brand_agent.policy import BrandPolicy
from brand_agent.stockroom import Item
from protocol import Offer, Terms
from protocol.benefit import Benefit, Condition, Rung, RungTerms, benefits_of, rungs_met, top_rung


@dataclass(frozen=True, slots=True)
class Standing:
    """What a key did to climb: nothing, for a guest.

    fields: those that it grants now for registration. agreements: how many it showed.
    used: benefits with a `once` that were used under it.
    """

    known: bool = False
    fields: frozenset[str] = frozenset()
    agreements: int = 0
    used: frozenset[str] = frozenset()


GUEST = Standing()


def rung_of(standing: Standing, policy: BrandPolicy) -> Rung:
    """Return the rung on which *standing* puts a key (REL-19)."""
    return top_rung(_met(standing, policy))


def brought(standing: Standing, policy: BrandPolicy) -> tuple[Benefit, ...]:
    """Return all that the rungs bring whose conditions hold (REL-19)."""
    return benefits_of(_met(standing, policy))


def usable(standing: Standing, policy: BrandPolicy) -> tuple[Benefit, ...]:
    """Return what is *brought*, less what was used up under the key (REL-25)."""
    return tuple(one for one in brought(standing, policy) if one.id not in standing.used)


def endowed(
    asked: Terms | None, items: Sequence[Item], policy: BrandPolicy, benefits: Iterable[Benefit]
) -> Proposal:
    """Return what the brand proposes for *asked* (None: the standard terms) to whom *benefits* are brought.

    Free extras come first, all of them or none; then the greatest discount, if it stays above the floor. A
    discount cut at the floor would tell it.
    """
    held = tuple(benefits)
    free = {one.extra: one for one in held if one.extra is not None}
    plain = propose(asked, items, policy)
    if plain.priced.cost_minor is None:  # without a cost nothing is given away
        return plain
    proposal = _with_extras(plain, asked, items, policy, free) if free else plain
    best = max((one.basis_points or 0 for one in held), default=0)
    if not best:
        return proposal
    name = next(one.id for one in held if one.basis_points == best)
    priced = proposal.priced
    off = priced.list_total_minor * best // 10_000
    let = 0 < off <= proposal.start_minor - priced.floor_total_minor  # NEG-44
    return _reduced(proposal, Reduction("rung", name, off)) if let else proposal


def _with_extras(
    plain: Proposal, asked: Terms | None, items: Sequence[Item], policy: BrandPolicy, free: dict[Any, Benefit]
) -> Proposal:
    """Return *plain* with the *free* extras in it at no price, or *plain* if that broke the floor."""
    base = asked or standard(items, policy).terms
    proposal = propose(_terms(base, set(base.extras) | free.keys()), items, policy)
    listed = proposal.priced.list_total_minor
    for name, benefit in sorted(free.items()):
        others = set(proposal.granted.terms.extras) - {name}
        without = propose(_terms(base, others), items, policy)
        proposal = _reduced(proposal, Reduction("rung", benefit.id, listed - without.priced.list_total_minor))
    return proposal if proposal.start_minor >= proposal.priced.floor_total_minor else plain


def _terms(base: Terms, extras: Iterable[Any]) -> Terms:
    return base.model_copy(update={"extras": tuple(sorted(extras))})


def _reduced(proposal: Proposal, one: Reduction) -> Proposal:
    return replace(proposal, reductions=(*proposal.reductions, one))


def is_early(products: Iterable[str], policy: BrandPolicy, *, at_ms: int) -> bool:
    """Whether one of *products* (their ids) is sold to those with early access only at *at_ms*."""
    closed = {rule.product for rule in policy.early if at_ms < rule.opens}
    return bool(closed) and not closed.isdisjoint(products)


def has_kind(benefits: Iterable[Benefit], kind: str) -> bool:
    """Whether one of *benefits* is of *kind*."""
    return any(one.kind == kind for one in benefits)


def named(offer: Offer, benefits: Iterable[Benefit], *, held: bool, early: bool) -> Offer:
    """Return *offer* naming all of *benefits* that are in it, with its points and its conditions.

    Those that lower the price are named already. held: its stock is. early: it is not sold to everybody yet.
    """
    given = set(offer.benefits or ())
    inside = [one for one in benefits if one.id in given or _is_in(one, held=held, early=early)]
    if not inside:
        return offer
    points = sum(one.points or 0 for one in inside)
    bound = [Condition(benefit=one.id, once=one.once) for one in inside if one.once is not None]
    members = offer.members() | {"benefits": [one.id for one in inside]}
    members |= {"points": (offer.points or 0) + points} if points else {}
    members |= {"conditions": [*(offer.conditions or ()), *bound]} if bound else {}
    members |= {"stock": "held"} if held else {}
    return Offer.model_validate(members)


def _is_in(benefit: Benefit, *, held: bool, early: bool) -> bool:
    match benefit.kind:
        case "held-stock":
            return held
        case "early-access":
            return early
        case "points":
            return True
        case _:
            return False


def _met(standing: Standing, policy: BrandPolicy) -> tuple[RungTerms, ...]:
    return rungs_met(
        policy.published_ladder,
        known=standing.known,
        fields=standing.fields,
        agreements=standing.agreements,
    )
