"""Replies: what a brand says to each move of a twin.

Spec: spec/60-negotiate.md, spec/80-agree.md; DESIGN, section 5 (Fairness).

`REPLIES` has one function for each move. A reply depends on the policy, the stockroom, the stock, the
thread's own moves and the time: no argument says who the twin is or what its key did before (NEG-30).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from brand_agent.benefits import endowed, has_kind, is_early
from brand_agent.guardrails import Left
from brand_agent.offering import Proposal, afforded, offer_body
from brand_agent.policy import BrandPolicy
from brand_agent.ports import Mediator
from brand_agent.pricing import pieces
from brand_agent.promotions import granted, kept, promoted
from brand_agent.stockroom import Item, Stockroom
from negotiation import Better, Package, SellerPolicy, bid_minor, respond
from protocol import (
    GRACE_MS,
    Close,
    Decline,
    Message,
    Move,
    Negotiation,
    Offer,
    Open,
    Refuse,
    Terms,
    read_time,
    write_time,
)
from protocol.benefit import Benefit
from protocol.counter import Wanted
from protocol.facts import Facts
from protocol.money import MAX_INTEGER
from protocol.question import Assurance

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
]


@dataclass(frozen=True, slots=True)
class Heard:
    """A twin's message that keeps the rules, and all that the answer to it may depend on.

    talk: the negotiation after it. turn: how many counters and declines the twin has made, this included.
    at_ms: the brand's clock at receipt; made_ms: at the answer. assurances: terms of every offer; None if the
    open relies on what was never answered. facts: what the open discloses for its claims. benefits: what the
    rung of the thread's key brings. mediators: the marketplaces that compare for the brand, by DID.
    allowance_minor: what the budget lets an offer give below list; None is no budget. used_up: promotions
    that as many deals have had as may.
    """

    message: Message
    talk: Negotiation
    turn: int
    policy: BrandPolicy
    room: Stockroom
    left: Left
    at_ms: int
    made_ms: int
    assurances: tuple[Assurance, ...] | None = ()
    facts: Facts = field(default_factory=dict)
    benefits: tuple[Benefit, ...] = ()
    mediators: Mapping[str, Mediator] = field(default_factory=dict)
    allowance_minor: int | None = None
    used_up: frozenset[str] = frozenset()


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
    rules = granted(_opening(heard), heard.facts, items, heard.policy, at_ms=heard.at_ms)
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
    found = [_better(heard, one.terms, one, place) for place, one in enumerate(wanted)]
    met = [offer for offer in found if offer is not None and offer.meets is not None]
    offer = min(met, key=_given_minor) if met else found[0]  # NEG-57
    return offer or Decline(regarding=heard.message.hash, reason="no-better-offer")


def _given_minor(offer: Offer) -> int:
    """How far the offer lies below its list total, which holds what its terms cost."""
    return offer.list_total.amount - offer.total.amount


def to_decline(heard: Heard) -> Reply:
    """Offer better on the terms that were declined, or close."""
    assert heard.message.envelope.type == "decline"
    declined = heard.talk.offers[heard.message.envelope.body.regarding]
    return _better(heard, declined.terms, None) or Close()


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


def _better(heard: Heard, asked: Terms, counter: Wanted | None, place: int = 0) -> Offer | None:
    items = items_of(heard)
    if items is None or shortage_of(items, heard) is not None:
        return None
    proposed = endowed(asked, items, heard.policy, heard.benefits)
    proposal = promoted(proposed, kept(heard.talk.offers.values(), heard.policy, heard.used_up))
    proposal = afforded(proposal, heard.allowance_minor)
    rules = heard.policy.guardrails
    answer = respond(
        SellerPolicy(counters=rules.counters, eagerness=float(rules.eagerness)),
        proposal.room(heard.policy),
        turn=heard.turn,
        counter=None if counter is None else Package.of(counter.total.amount, counter.terms),
        offered=tuple(Package.of(offer.total.amount, offer.terms) for offer in heard.talk.offers.values()),
    )
    if not isinstance(answer, Better):
        return None
    meets = heard.message.hash if answer.meets else None
    total = answer.package.total_minor
    made_ms = heard.made_ms
    return offer_body(proposal, total, heard.policy, made_ms=made_ms, meets=meets, alternative=place)


def _opening(heard: Heard) -> Open:
    assert heard.talk.opening is not None
    return heard.talk.opening


def items_of(heard: Heard) -> tuple[Item, ...] | None:
    """What the twin asks for, from the stockroom; None if any of it is not sold here."""
    items = []
    for line in _opening(heard).lines:
        article = heard.room.find(line.product, line.variant)
        if article is None:
            return None
        items.append(article.aged(line.quantity, heard.made_ms))
    return tuple(items)


def shortage_of(items: tuple[Item, ...], heard: Heard) -> Literal["out-of-stock", "quantity"] | None:
    """Why *items* can't be delivered now, if they can't."""
    if not all(item.article.available for item in items):
        return "out-of-stock"
    for key, wanted in pieces(items).items():
        count = heard.left(key)
        if count is not None and count < wanted:
            return "quantity" if count else "out-of-stock"
    return None


def _unserved(heard: Heard) -> No | None:
    """Why the brand serves no such opening, whatever is asked for, if it doesn't."""
    opening, policy = _opening(heard), heard.policy
    if not {opening.region, opening.region.partition("-")[0]} & set(policy.brand.regions):
        return "region"
    if opening.currency != policy.currency:
        return "currency"
    if opening.personal_terms not in policy.personal_terms.accept:  # NEG-7
        return "personal-terms"
    return None
