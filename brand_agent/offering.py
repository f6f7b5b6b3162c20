"""Offering: from what was asked for to an offer's body.

Spec: spec/60-negotiate.md (NEG-11 to NEG-13, NEG-17, NEG-30, NEG-50), spec/35-relate.md (REL-24).

How far to come down is `negotiation.respond`'s business; here its package becomes a body in which every sum
holds and every difference from the list has its reason. Nothing here knows who asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from brand_agent.granting import Grant, grant, standard
from brand_agent.policy import BrandPolicy
from brand_agent.pricing import Quote, added_minor, parts, quote
from brand_agent.stockroom import Item
from brand_agent.together import taken_off
from negotiation import Package, Room
from protocol import Offer, Terms, write_time
from protocol.benefit import OnceField
from protocol.bodies import Reason


@dataclass(frozen=True, slots=True)
class Reduction:
    """What the benefit *name* takes off the list total, in minor units, before anybody haggles.

    name: empty for what is bought together. once: a promotion is counted by that value; for what a rung
    brings, `benefits.named` says it. limited: only so many deals get it.
    """

    reason: Literal["promotion", "rung", "volume", "bundle"]
    name: str
    off_minor: int
    once: OnceField | None = None
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """Items with what is granted, priced: all of an offer but its total."""

    items: tuple[Item, ...]
    granted: Grant
    priced: Quote
    reductions: tuple[Reduction, ...] = ()
    allowance_minor: int | None = None
    """What the budget lets the offer give below list; None is no budget."""

    @property
    def start_minor(self) -> int:
        """The total that haggling starts from: the list total less the reductions."""
        return self.priced.list_total_minor - sum(one.off_minor for one in self.reductions)

    def room(self, policy: BrandPolicy) -> Room:
        """The room below the start for these terms: what is planned down to, and the floor."""
        listed = Package.of(self.start_minor, self.granted.terms)
        floor = None if self.priced.cost_minor is None else self.priced.floor_total_minor
        if floor is not None and self.allowance_minor is not None:  # NEG-49
            floor = max(floor, self.priced.list_total_minor - self.allowance_minor)
        private = policy.guardrails.play == "private"
        return Room(listed, floor, self.priced.lowest_total_minor if private else None)  # NEG-43

    def clearance_minor(self, conceded_minor: int, start_minor: int) -> int:
        """Return what of *conceded_minor*, off *start_minor*, comes from the age of the pieces (NEG-48).

        It is the share by which their age makes the room to the greatest discount larger.
        """
        room = start_minor - self.priced.lowest_total_minor
        fresh = max(0, start_minor - self.priced.fresh_lowest_minor)
        return conceded_minor * (room - fresh) // room if room > fresh else 0


def afforded(proposal: Proposal, allowance_minor: int | None) -> Proposal:
    """Return *proposal* under the budget: without its reductions if that has no room for all of them."""
    off_minor = sum(one.off_minor for one in proposal.reductions)
    kept = proposal.reductions if allowance_minor is None or off_minor <= allowance_minor else ()
    return replace(proposal, reductions=kept, allowance_minor=allowance_minor)


def propose(asked: Terms | None, items: Sequence[Item], policy: BrandPolicy) -> Proposal:
    """Return what the brand proposes when *asked* for these terms; None asks for the standard ones."""
    granted = standard(items, policy) if asked is None else grant(asked, items, policy)
    priced = quote(items, granted, policy)
    return Proposal(tuple(items), granted, priced, _published(items, priced, policy))


def _published(items: Sequence[Item], priced: Quote, policy: BrandPolicy) -> tuple[Reduction, ...]:
    """What the published rules take off; nothing where the floor has no room or a cost is unknown.

    It is never cut at the floor: that would tell where the floor lies.
    """
    left = 0 if priced.cost_minor is None else priced.list_total_minor - priced.floor_total_minor
    found = []
    for reason, off_minor in taken_off(items, policy):
        if off_minor <= left:
            found.append(Reduction(reason, "", off_minor))
            left -= off_minor
    return tuple(found)


def offer_body(
    proposal: Proposal,
    total_minor: int,
    policy: BrandPolicy,
    *,
    made_ms: int,
    meets: str | None = None,
    alternative: int = 0,
    reason: Reason = "round-concession",
) -> Offer:
    """Return the offer of *proposal* for *total_minor*, lower than its start for *reason*.

    meets: the hash of a counter that it satisfies, which is the reason then; alternative: which of its
    alternatives, from 1, if it is one of them.
    """
    members: dict[str, Any] = {
        "lines": [_line(item) for item in proposal.items],
        "terms": proposal.granted.terms,
        "total": _money(total_minor, policy),
        "list_total": _money(proposal.priced.list_total_minor, policy),
        "breakdown": parts(proposal.priced, total_minor, policy.currency, policy.tax),
        "deviations": _deviations(proposal, total_minor, policy, reason if meets is None else "counter-met"),
        "stock": "while-available",
        "valid_until": write_time(made_ms + policy.guardrails.offer_valid_minutes * 60_000),
    }
    promoted = [one.name for one in proposal.reductions if one.reason == "promotion"]
    members |= {"promotions": promoted} if promoted else {}
    limited = [one.name for one in proposal.reductions if one.limited]  # CLAIM-40
    members |= {"limited": limited} if limited else {}
    brought = [one.name for one in proposal.reductions if one.reason == "rung"]
    members |= {"benefits": brought} if brought else {}
    bound = [{"benefit": one.name, "once": one.once} for one in proposal.reductions if one.once is not None]
    members |= {"conditions": bound} if bound else {}
    members |= {} if meets is None else {"meets": meets}
    members |= {} if meets is None or not alternative else {"meets_alternative": alternative}
    return Offer.model_validate(members)


def _line(item: Item) -> dict[str, Any]:
    product, variant = item.article.key
    return {
        "product": product,
        "variant": variant,
        "title": item.article.title,
        "quantity": item.quantity,
        "list_price": item.article.price,
    }


def _deviations(
    proposal: Proposal, total_minor: int, policy: BrandPolicy, reason: Reason
) -> list[dict[str, Any]]:
    """What differs from the list: the price, and the terms on top, which stand inside the list total."""
    terms, priced, tax = proposal.granted.terms, proposal.priced, policy.tax
    conceded = proposal.start_minor - total_minor
    aged = proposal.clearance_minor(conceded, proposal.start_minor)
    more_shipping = proposal.granted.shipping.price.amount - policy.standard_shipping().price.amount
    found = [
        *(("price", one.reason, -one.off_minor) for one in proposal.reductions),
        ("price", "clearance", -aged),
        ("price", reason, aged - conceded),
        ("delivery-days", "delivery-chosen", added_minor(more_shipping, tax)),
        (
            "extras" if terms.extras else "warranty-months",
            "extra-granted",
            added_minor(priced.fees_minor, tax),
        ),
    ]
    return [
        {"issue": issue, "reason": reason, "amount": _money(amount, policy)}
        for issue, reason, amount in found
        if amount
    ]


def _money(amount_minor: int, policy: BrandPolicy) -> dict[str, Any]:
    return {"amount": amount_minor, "currency": policy.currency}
