"""The guard on reasons: each difference from the list has one, and it is true.

Spec: spec/60-negotiate.md (NEG-13, NEG-18, NEG-48).

The sums are checked elsewhere. Here every deviation of an offer is worked out again from the stockroom, the
policy and the thread, so that a concession can't go out under another name, or under none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from brand_agent.errors import UnguardedError
from brand_agent.offering import Proposal, propose
from brand_agent.policy import BrandPolicy
from brand_agent.pricing import added_minor
from brand_agent.stockroom import Item
from protocol import Negotiation, Offer
from protocol.benefit import Benefit
from protocol.bodies import Reason

HAGGLED = frozenset[Reason]({"round-concession", "counter-met", "sealed-bid", "mediated", "by-hand"})
"""Why a total lies below its start; an offer has at most one of these."""


def guard_reasons(
    offer: Offer,
    items: Iterable[Item],
    talk: Negotiation,
    policy: BrandPolicy,
    benefits: Iterable[Benefit] = (),
) -> None:
    """Return if each deviation of *offer* of *items*, made in *talk*, has a reason that is true.

    benefits: what the rung of the thread's key brings. Raises `UnguardedError` for the first that is not.
    """
    proposal = propose(offer.terms, tuple(items), policy)
    found = [(one.issue, one.reason, one.amount.amount) for one in offer.deviations]
    prices = [(reason, -amount) for issue, reason, amount in found if issue == "price"]
    for reason, off_minor in prices:
        if off_minor <= 0:
            raise UnguardedError(f"the deviation for {reason} takes nothing off")
    _check_haggled(offer, prices, talk)
    _check_published(offer, prices, proposal, policy, tuple(benefits))
    _check_clearance(offer, prices, proposal)
    on_top = [one for one in found if one[0] != "price"]
    if on_top != list(_on_top(offer, proposal, policy)):
        raise UnguardedError("what is granted on top is not charged as the policy says")


def _check_haggled(offer: Offer, prices: list[tuple[Reason, int]], talk: Negotiation) -> None:
    haggled = [reason for reason, _ in prices if reason in HAGGLED]
    if len(haggled) > 1:
        raise UnguardedError("what was haggled has more than one reason")
    for reason in haggled:
        holds = {
            "counter-met": offer.meets is not None,
            "sealed-bid": talk.is_sealed,
            "round-concession": bool(talk.offers) and offer.meets is None,
            "by-hand": bool(talk.offers) and offer.meets is None,  # NEG-64
        }
        if not holds.get(reason, True):
            raise UnguardedError(f"{reason} is not why the total is lower")


def _check_published(
    offer: Offer,
    prices: list[tuple[Reason, int]],
    proposal: Proposal,
    policy: BrandPolicy,
    benefits: tuple[Benefit, ...],
) -> None:
    """Volume and bundle are NEG-50's; here is what a promotion or a rung takes off."""
    listed = proposal.priced.list_total_minor
    promotions = [one.basis_points for one in policy.promotion if one.id in (offer.promotions or ())]
    rungs = [one for one in benefits if one.id in (offer.benefits or ())]
    discounts = [one.basis_points for one in rungs if one.basis_points]
    extras = {one.extra for one in rungs if one.extra is not None}
    allowed = {
        "promotion": Counter(listed * points // 10_000 for points in promotions),
        "rung": Counter(listed * points // 10_000 for points in discounts),
    }
    allowed["rung"].update(_prices_of(extras, proposal, policy))
    for reason, off_minor in prices:
        if reason not in allowed:
            continue
        if not allowed[reason][off_minor]:
            raise UnguardedError(f"the reduction for {reason} is none that was published for this thread")
        allowed[reason][off_minor] -= 1


def _prices_of(extras: Iterable[str], proposal: Proposal, policy: BrandPolicy) -> Iterator[int]:
    terms, items = proposal.granted.terms, proposal.items
    for extra in extras:
        others = tuple(name for name in terms.extras if name != extra)
        plain = propose(terms.model_copy(update={"extras": others}), items, policy)
        yield proposal.priced.list_total_minor - plain.priced.list_total_minor


def _check_clearance(offer: Offer, prices: list[tuple[Reason, int]], proposal: Proposal) -> None:
    aged = sum(off for reason, off in prices if reason == "clearance")
    conceded = aged + sum(off for reason, off in prices if reason in HAGGLED)
    if aged != proposal.clearance_minor(conceded, offer.total.amount + conceded):  # NEG-48
        raise UnguardedError("the clearance is not what the age of the pieces gives")


def _on_top(offer: Offer, proposal: Proposal, policy: BrandPolicy) -> Iterator[tuple[str, str, int]]:
    terms, priced, tax = proposal.granted.terms, proposal.priced, policy.tax
    more = proposal.granted.shipping.price.amount - policy.standard_shipping().price.amount
    if shipping := added_minor(more, tax):
        yield "delivery-days", "delivery-chosen", shipping
    if fees := added_minor(priced.fees_minor, tax):
        yield "extras" if terms.extras else "warranty-months", "extra-granted", fees
