"""A negotiation retold: each move with its total, its reason, and what it meant to the brand at that time.

Floor, plan and margin are worked out again from the grounds that were kept with each answer, so they are
those of that hour and not today's. Where the grounds are gone, they are not known, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brand_agent.grounds import heard_again
from brand_agent.heard import Heard, items_of
from brand_agent.offering import Proposal, propose
from brand_agent.overview import reason_of, why_lower
from brand_agent.policy import BrandPolicy
from brand_agent.pricing import net_minor
from brand_agent.steering import held_by
from negotiation import SellerPolicy
from negotiation.seller import planned_minor
from protocol import Message, Negotiation, Offer, Terms, replay
from protocol.quantities import quantities_offered


@dataclass(frozen=True, slots=True)
class Meant:
    """What an offer meant to the brand. Amounts are minor units; None is not known.

    planned_minor: what its play planned for that turn. floor_minor: the lowest total of those terms.
    """

    margin_minor: int | None
    cost_minor: int | None
    floor_minor: int | None
    planned_minor: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A move. by_brand: whose it is. held: why a person's decision let nothing more out."""

    seq: int
    by_brand: bool
    move: str
    hash: str
    at: str
    total_minor: int | None
    terms: Terms | None
    reason: str
    meant: Meant | None
    held: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The grounds that were kept with an answer, and the policy that was in force then."""

    grounds: bytes
    policy: BrandPolicy


def retold(messages: Sequence[Message], kept: Mapping[int, Kept]) -> tuple[Told, ...]:
    """Return the moves of *messages*, in order; *kept* is by the `seq` of the brand's answers."""
    found = []
    for place, message in enumerate(messages):
        by_brand = place % 2 == 1
        grounds = kept.get(message.envelope.seq) if by_brand else None
        heard = (
            None if grounds is None else heard_again(messages[:place], grounds.policy, grounds.grounds, {})
        )
        found.append(_brand(message, messages[: place + 1], heard) if by_brand else _twin(message))
    return tuple(found)


def _twin(message: Message) -> Told:
    total: int | None = None
    terms, reason = None, ""
    match message.envelope.type:
        case "counter":
            total, terms = message.envelope.body.total.amount, message.envelope.body.terms
        case "accept":
            deal = message.envelope.body.agreement.deal
            total, terms = deal.total.amount, deal.terms
        case "decline":
            reason = message.envelope.body.reason
    return _told(message, by_brand=False, total=total, terms=terms, reason=reason)


def _brand(message: Message, thread: Sequence[Message], heard: Heard | None) -> Told:
    offer = _offered(message)
    held = "" if heard is None else held_by(heard.standing, heard.talk) or ""
    if offer is None:
        last = _last(replay(thread))
        return _told(message, by_brand=True, reason=reason_of(message, thread[-2], last), held=held)
    meant = None if heard is None else meaning(offer, heard)
    total, terms = offer.total.amount, offer.terms
    reason = why_lower(offer)
    return _told(message, by_brand=True, total=total, terms=terms, reason=reason, meant=meant, held=held)


def _offered(message: Message) -> Offer | None:
    match message.envelope.type:
        case "offer":
            return message.envelope.body
        case "reveal":
            return message.envelope.body.offer
        case _:
            return None


def _last(talk: Negotiation) -> Offer | None:
    return next(reversed(tuple(talk.offers.values())), None)


def meaning(offer: Offer, heard: Heard) -> Meant | None:
    """Return what *offer*, made when that was *heard*, meant to the brand; None: its goods are gone."""
    items = items_of(heard, quantities_offered(offer))
    if items is None:
        return None
    proposal = propose(offer.terms, items, heard.policy)
    cost = proposal.priced.cost_minor
    margin = None if cost is None else net_minor(offer.total.amount, heard.policy.tax) - cost
    floor = None if cost is None else proposal.priced.floor_total_minor
    return Meant(margin, cost, floor, _planned(proposal, heard))


def _planned(proposal: Proposal, heard: Heard) -> int | None:
    rules = heard.policy.guardrails
    if not heard.turn:
        return None
    play = SellerPolicy(counters=rules.counters, eagerness=float(rules.eagerness))
    return planned_minor(play, proposal.room(heard.policy), heard.turn)


def _told(
    message: Message,
    *,
    by_brand: bool,
    total: int | None = None,
    terms: Terms | None = None,
    reason: str = "",
    meant: Meant | None = None,
    held: str = "",
) -> Told:
    envelope = message.envelope
    return Told(
        seq=envelope.seq,
        by_brand=by_brand,
        move=envelope.type,
        hash=message.hash,
        at=envelope.created,
        total_minor=total,
        terms=terms,
        reason=reason,
        meant=meant,
        held=held,
    )
