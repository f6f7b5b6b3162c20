"""Promotions: what was claimed, whether it is granted, and what it takes off.

Spec: spec/45-claim.md (CLAIM-36 to CLAIM-40).

A claim is judged by the open and the facts beside it, by nothing else: no argument here says who asks. A
later offer of the thread keeps what its first offer granted, read from the offer itself, so the facts need
not be kept for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from brand_agent.offering import Proposal, Reduction
from brand_agent.policy import BrandPolicy
from brand_agent.policy_offers import PromotionRule, uses_of
from brand_agent.stockroom import Item
from protocol import Offer, Open
from protocol.claim import is_eligible
from protocol.facts import Facts
from protocol.predicate import Predicate
from protocol.promotion import Applies


def granted(
    opening: Open, facts: Facts, items: Sequence[Item], policy: BrandPolicy, *, at_ms: int
) -> tuple[PromotionRule, ...] | None:
    """Return what *opening* claims and gets for *facts*; None if any of it is not for them (CLAIM-37)."""
    rules = {rule.id: rule for rule in policy.promotion}
    found = []
    for claim in opening.claims or ():
        rule = rules.get(claim.promotion)
        if rule is None or not _is_for(rule, items, at_ms=at_ms):  # CLAIM-37
            return None
        if not is_eligible(condition(rule, policy), facts, opening.region):  # CLAIM-37
            return None
        found.append(rule)
    return tuple(found)


def kept(
    offers: Iterable[Offer], policy: BrandPolicy, used_up: frozenset[str] = frozenset()
) -> tuple[PromotionRule, ...]:
    """Return what *offers* of this thread have granted already, without what is *used_up* meanwhile."""
    names = {name for offer in offers for name in offer.promotions or ()} - used_up
    return tuple(rule for rule in policy.promotion if rule.id in names)


def promoted(proposal: Proposal, rules: Iterable[PromotionRule]) -> Proposal:
    """Return *proposal* with the greatest reduction of *rules* that stays above the floor, if there is one.

    Promotions do not add up; what another benefit takes off already counts against the floor.
    """
    priced = proposal.priced
    if priced.cost_minor is None:
        return proposal
    room_minor = proposal.start_minor - priced.floor_total_minor
    found = (
        Reduction(
            "promotion",
            rule.id,
            priced.list_total_minor * rule.basis_points // 10_000,
            rule.once,
            limited=rule.uses is not None,
        )
        for rule in rules
    )
    best = max((one for one in found if 0 < one.off_minor <= room_minor), key=_off, default=None)
    return proposal if best is None else replace(proposal, reductions=(*proposal.reductions, best))


def limits(deal: Offer, policy: BrandPolicy) -> dict[str, int]:
    """Return how many deals may have each promotion that *deal* names as limited (CLAIM-40).

    One that was taken out of the policy since is no longer counted: the offer stands.
    """
    uses = uses_of(policy.promotion)
    return {name: uses[name] for name in deal.limited or () if name in uses}


def condition(rule: PromotionRule, policy: BrandPolicy) -> Predicate | None:
    """Return whom *rule* is for: its own predicate or its segment's; None is everybody."""
    if rule.segment is None:
        return rule.eligible
    return next(one.predicate for one in policy.segment if one.name == rule.segment)


def _is_for(rule: PromotionRule, items: Sequence[Item], *, at_ms: int) -> bool:
    """Whether *rule* holds now and is about all *items*."""
    if not rule.valid_from <= at_ms < rule.valid_until:
        return False
    if rule.limit is not None and sum(item.quantity for item in items) > rule.limit:
        return False
    if not (rule.products or rule.variants or rule.categories):
        return True
    applies = Applies(products=rule.products, variants=rule.variants, categories=rule.categories)
    return all(applies.covers(*item.article.key, item.article.categories) for item in items)


def _off(one: Reduction) -> int:
    return one.off_minor
