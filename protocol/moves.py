"""What each move may say: the rules of content, one function per type of message.

Spec: spec/60-negotiate.md (NEG-10 to NEG-18), spec/65-modes.md, spec/80-agree.md.

Each rule takes the negotiation before the move and the message, and returns what the move changes in it;
the state itself is `step`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeVar

from protocol.after_sale import AFTER_SALE
from protocol.agreement import AgreementDiffersError, check_accept, check_confirm
from protocol.bodies import ORDER_REASONS, Offer, RefuseReason
from protocol.claim import check_claims
from protocol.counter import Wanted
from protocol.errors import ProtocolError
from protocol.issues import Terms
from protocol.mediated_moves import MEDIATED, check_proposed
from protocol.message import Message
from protocol.offers import check_benefits, check_hand, check_promoted, check_sums
from protocol.quantities import (
    LinesDifferError,
    check_lines,
    check_quantities,
    quantities_of,
    quantities_offered,
)
from protocol.question import check_assured
from protocol.sealed import check_mode, check_reveal
from protocol.signature import message_hash
from protocol.table import Move, State
from protocol.thread import Negotiation, StrangerError
from protocol.times import GRACE_MS, read_time

T = TypeVar("T")

Changes = dict[str, Any]
"""Fields of `Negotiation` with the values that a move gives them."""


class UnknownOfferError(ProtocolError):
    """The hash names no offer or counter that still counts in this thread."""

    code = "unknown-offer"
    requirement = "NEG-10"
    status = 404
    advice = "Name the hash of an offer of this thread that was not refused or taken back."

    def __init__(self, named: str) -> None:
        super().__init__("the hash names nothing that still counts in this thread")
        self.named = named


class NotMetError(ProtocolError):
    """The offer says it meets a counter, and does not."""

    code = "not-met"
    requirement = "NEG-14"
    status = 409
    advice = "Leave `meets` out unless total and every term are as good as the counter's, for as many pieces."


class OfferExpiredError(ProtocolError):
    """The accept came when both it and the offer had expired."""

    code = "offer-expired"
    requirement = "AGREE-10"
    status = 410
    advice = "Ask for a new offer."


class BadRefusalError(ProtocolError):
    """A refusal for a reason that does not fit what it refuses."""

    code = "bad-refusal"
    requirement = "AGREE-8"
    status = 409
    advice = "Refuse an accept as out-of-stock only if the stock was not held, as expired only if it was."


def _open(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "open"
    if not (talk.twin.startswith("did:key:") and talk.brand.startswith("did:web:")):  # NEG-2
        raise StrangerError
    check_claims(message.envelope.body.claims)  # CLAIM-30, CLAIM-31
    return {"opening": message.envelope.body}


def _offer(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "offer"
    check_mode(talk, None, "mediated")  # SEAL-1, MED-8
    check_proposed(talk, message.envelope.body)  # MED-20
    return _offered(talk, message.hash, message.envelope.body, message.value["body"])


def _offered(talk: Negotiation, name: str, offer: Offer, body: Mapping[str, Any]) -> Changes:
    """Put *offer*, of *body* and named by the hash *name*, on the table."""
    assert talk.opening is not None
    check_lines(talk.opening, offer)  # NEG-11
    check_sums(offer)
    check_hand(offer, talk.offers)  # NEG-64
    check_assured(talk.opening.relies_on or (), offer.assurances or ())
    check_promoted(talk.opening, offer)  # CLAIM-38
    check_benefits(offer)  # REL-23, REL-24
    _check_met(talk, offer)
    return {
        "offers": _with(talk.offers, name, offer),
        "bodies": _with(talk.bodies, name, body),
    }


def _commit(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "commit"
    check_mode(talk, "sealed")  # SEAL-1
    return {"commitment": message.envelope.body.commitment}


def _window(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "window"
    return {"listed": message.envelope.body.commitments}


def _reveal(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "reveal"
    body = message.value["body"]
    check_reveal(talk, body["nonce"], body["offer"])  # SEAL-3, SEAL-7
    return _offered(talk, message.hash, message.envelope.body.offer, body["offer"])


def _counter(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "counter"
    counter = message.envelope.body
    offer = _known(talk.offers, counter.offer)  # NEG-10
    if {one.total.currency for one in counter.packages} != {offer.total.currency}:  # NEG-11
        raise LinesDifferError("the counter is in another currency")
    assert talk.opening is not None
    check_quantities(talk.opening, counter)  # NEG-59
    return {"counters": _with(talk.counters, message.hash, counter)}


def _decline(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "decline"
    named = message.envelope.body.regarding
    if talk.state is State.OFFERED:
        _known(talk.offers, named)  # NEG-10
    elif talk.state is State.COUNTERED:
        _known(talk.counters, named)  # NEG-10
    elif named != talk.last:  # NEG-10: a withdrawal is declined by its own hash
        raise UnknownOfferError(named)
    return {}


def _withdraw(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "withdraw"
    named = message.envelope.body.counter
    _known(talk.counters, named)  # NEG-10
    return {"counters": _without(talk.counters, named)}  # NEG-15


def _accept(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "accept"
    agreement = message.envelope.body.agreement
    _known(talk.offers, agreement.offer)  # AGREE-1
    check_accept(talk, message)
    document = message.value["body"]["agreement"]
    return {"accepted": agreement, "accepted_hash": message_hash(document)}


def _confirm(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "confirm"
    check_confirm(talk, message)
    return {"accepted": message.envelope.body.agreement}


def _refuse(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "refuse"
    refusal = message.envelope.body
    if refusal.regarding != talk.last:  # AGREE-8
        raise BadRefusalError("the refusal regards another message")
    if (talk.state is State.ORDERING) != (refusal.reason in ORDER_REASONS):  # FUL-5
        raise BadRefusalError("the reason is of another move than the one refused")
    if talk.state is State.ORDERING:
        return _refused_order(talk, refusal.reason)
    if talk.state is State.OPENED:
        if refusal.reason in {"expired", "promotion-used"}:  # AGREE-8
            raise BadRefusalError("an open has no offer that could expire or be used up")
        return {}
    if talk.accepted is None:
        raise AgreementDiffersError("nothing was accepted")
    deal = talk.accepted.deal
    late = read_time(refusal.received) >= read_time(deal.valid_until) + GRACE_MS
    gone = refusal.reason == "out-of-stock" and deal.stock == "while-available"
    used = refusal.reason == "promotion-used" and deal.limited is not None
    if not (gone or used or (refusal.reason == "expired" and late)):  # AGREE-8
        raise BadRefusalError(f"an accept of this offer can't be refused as {refusal.reason}")
    return {"accepted": None, "accepted_hash": "", "offers": _without(talk.offers, talk.accepted.offer)}


def _refused_order(talk: Negotiation, reason: RefuseReason) -> Changes:
    """A benefit that was used before ends the thread: the agreement is void."""
    if reason != "benefit-used":
        return {}
    if talk.accepted is None or not talk.accepted.deal.conditions:  # REL-27
        raise BadRefusalError("no benefit of the deal is given once")
    return {"state": State.CLOSED}  # REL-27


def _close(talk: Negotiation, message: Message) -> Changes:
    return {}


RULES: Final[Mapping[Move, Callable[[Negotiation, Message], Changes]]] = {
    Move.OPEN: _open,
    Move.OFFER: _offer,
    Move.COUNTER: _counter,
    Move.DECLINE: _decline,
    Move.WITHDRAW: _withdraw,
    Move.ACCEPT: _accept,
    Move.CONFIRM: _confirm,
    Move.REFUSE: _refuse,
    Move.CLOSE: _close,
    Move.COMMIT: _commit,
    Move.WINDOW: _window,
    Move.REVEAL: _reveal,
    **MEDIATED,
    **AFTER_SALE,
}


def met_by(wanted: Wanted, offer: Offer) -> bool:
    """Say whether *offer* gives the twin at least what is *wanted*, in total and in every term."""
    return not offer.total.above(wanted.total) and no_worse(offer.terms, wanted.terms)


def no_worse(terms: Terms, wanted: Terms) -> bool:
    """Say whether *terms* are at least as good for the twin as *wanted*, issue by issue."""
    return (
        terms.delivery_days <= wanted.delivery_days
        and terms.warranty_months >= wanted.warranty_months
        and terms.returns_days >= wanted.returns_days
        and set(terms.extras) >= set(wanted.extras)
    )


def _check_met(talk: Negotiation, offer: Offer) -> None:
    if offer.meets is None:
        if offer.meets_alternative is not None:  # NEG-56
            raise NotMetError("the offer names an alternative and no counter")
        return
    packages = _known(talk.counters, offer.meets).packages
    place = offer.meets_alternative or 0
    if place >= len(packages):  # NEG-56
        raise NotMetError("the counter has no such alternative")
    if not met_by(packages[place], offer):  # NEG-14, NEG-56
        raise NotMetError("the offer is worse than what it says it meets")
    assert talk.opening is not None
    if quantities_offered(offer) != quantities_of(talk.opening, packages[place]):
        raise NotMetError("the offer is for another number of pieces than what it says it meets")  # NEG-60


def _known(held: Mapping[str, T], named: str) -> T:
    if named not in held:  # NEG-10
        raise UnknownOfferError(named)
    return held[named]


def _with(held: MappingProxyType[str, T], name: str, value: T) -> MappingProxyType[str, T]:
    return MappingProxyType(held | {name: value})


def _without(held: Mapping[str, T], name: str) -> MappingProxyType[str, T]:
    return MappingProxyType({key: value for key, value in held.items() if key != name})
