"""Replies: what a brand says to each move of a twin.

Spec: spec/60-negotiate.md, spec/80-agree.md; DESIGN, section 5 (Fairness).

`REPLIES` has one function for each move. A reply depends on the policy, the stockroom, the stock, the
thread's own moves and the time: no argument says who the twin is or what its key did before (NEG-30).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from brand_agent.benefits import endowed, has_kind, is_early
from brand_agent.bettering import Asked, at_next_step, better
from brand_agent.heard import Heard, items_of, shortage_of
from brand_agent.offering import Proposal, afforded, offer_body
from brand_agent.promotions import granted, promoted
from negotiation import bid_minor
from protocol import (
    GRACE_MS,
    Close,
    Decline,
    Move,
    Offer,
    Refuse,
    read_time,
    write_time,
)
from protocol.money import MAX_INTEGER

No = Literal[
    "personal-terms",
    "not-sold",
    "region",
    "currency",
    "quantity",
    "out-of-stock",
    "expired",
    "unknown-answer",
    "not-eligible",
    "promotion-used",
    "paused",
]


Reply = Offer | Decline | Refuse | Close
"""What can be answered without an effect; an accept that holds is confirmed by the desk."""


def to_open(heard: Heard) -> Reply:
    """Offer at list prices, or what is bid at once; or refuse with the first reason there is."""
    if heard.assurances is None:  # ASK-9
        return refuse(heard, "unknown-answer")
    items = items_of(heard)
    reason = _unserved(heard) or ("not-sold" if items is None else shortage_of(items, heard))
    if reason is not None or items is None:
        return refuse(heard, reason or "not-sold")
    products = {item.article.key[0] for item in items}
    if is_early(products, heard.policy, at_ms=heard.at_ms) and not has_kind(heard.benefits, "early-access"):
        return refuse(heard, "not-sold")
    rules = granted(heard.opening, heard.facts, items, heard.policy, at_ms=heard.at_ms)
    if rules is None:  # CLAIM-37
        return refuse(heard, "not-eligible")
    rules = tuple(rule for rule in rules if rule.id not in heard.used_up)  # CLAIM-40
    proposal = promoted(endowed(None, items, heard.policy, heard.benefits), rules)
    proposal = afforded(proposal, heard.allowance_minor)
    if proposal.priced.list_total_minor > MAX_INTEGER:  # WIRE-10
        return refuse(heard, "quantity")
    return _first(heard, proposal)


def _first(heard: Heard, proposal: Proposal) -> Offer:
    """The first word in turns, or the only one of a sealed bid."""
    if not heard.talk.is_sealed:
        return offer_body(proposal, proposal.start_minor, heard.policy, made_ms=heard.made_ms)
    rules = heard.policy.guardrails
    bid = bid_minor(proposal.room(heard.policy), float(rules.sealed_share), rules.counters)  # SEAL-10
    return offer_body(proposal, bid, heard.policy, made_ms=heard.made_ms, reason="sealed-bid")


def to_counter(heard: Heard) -> Reply:
    """Offer better, meeting the counter where the policy allows, or decline: what was offered stands."""
    wanted = heard.talk.counters[heard.message.hash].packages
    found = [better(heard, Asked.by(heard, one), one, place) for place, one in enumerate(wanted)]
    met = [offer for offer in found if offer is not None and offer.meets is not None]
    offer = min(met, key=_given_minor) if met else at_next_step(heard, wanted[0].terms) or found[0]  # NEG-57
    return offer or Decline(regarding=heard.message.hash, reason="no-better-offer")


def _given_minor(offer: Offer) -> int:
    """How far the offer lies below its list total, which holds what its terms cost."""
    return offer.list_total.amount - offer.total.amount


def to_decline(heard: Heard) -> Reply:
    """Offer better on the terms that were declined, or a condition of more pieces, or close."""
    assert heard.message.envelope.type == "decline"
    declined = heard.talk.offers[heard.message.envelope.body.regarding]
    return better(heard, Asked.again(declined), None) or at_next_step(heard, declined.terms) or Close()


def to_withdraw(heard: Heard) -> Reply:
    """Say that what was offered stands."""
    return Decline(regarding=heard.message.hash, reason="no-better-offer")


def to_close(heard: Heard) -> Reply:
    """Close too."""
    return Close()


REPLIES: Final[Mapping[Move, Callable[[Heard], Reply]]] = MappingProxyType(
    {
        Move.OPEN: to_open,
        Move.COUNTER: to_counter,
        Move.DECLINE: to_decline,
        Move.WITHDRAW: to_withdraw,
        Move.CLOSE: to_close,
    }
)


def late(deal: Offer, at_ms: int) -> bool:
    """Say whether *deal* came after `valid_until` and the grace, on the brand's clock."""
    return at_ms >= read_time(deal.valid_until) + GRACE_MS


def refuse(heard: Heard, reason: No) -> Refuse:
    """Return the signed no to the open or accept that was heard."""
    return Refuse(regarding=heard.message.hash, reason=reason, received=write_time(heard.at_ms))


def _unserved(heard: Heard) -> No | None:
    """Why the brand serves no such opening, whatever is asked for, if it doesn't."""
    opening, policy = heard.opening, heard.policy
    if not {opening.region, opening.region.partition("-")[0]} & set(policy.brand.regions):
        return "region"
    if opening.currency != policy.currency:
        return "currency"
    if opening.personal_terms not in policy.personal_terms.accept:  # NEG-7
        return "personal-terms"
    return None
