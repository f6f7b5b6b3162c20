"""Steering: what the agent answers where a person paused, stopped or leads it; None where it plays on.

Spec: spec/60-negotiate.md (NEG-16, NEG-63 to NEG-65); docs/adr/0040-a-person-steps-in.md.

Nothing that is firm is taken back: an accept is confirmed, a sealed bid revealed, an order served as ever. A
counter is answered with no better offer; with a close only where that ends nothing firm. A total that a
person set is said once, if it passes every check of the brand's own play; else nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from brand_agent.bettering import Asked, proposal_for
from brand_agent.controls import Held, Standing
from brand_agent.heard import Heard, items_of, shortage_of
from brand_agent.offering import Proposal, offer_body
from brand_agent.replies import REPLIES, Reply, late, refuse
from protocol import Close, Decline, Move, Negotiation, Offer
from protocol.bodies import Reason
from protocol.quantities import quantities_offered


def steer(heard: Heard) -> Reply | None:
    """Return what a person's decisions make of the answer to what was *heard*; None: the agent plays on."""
    move = Move(heard.message.type)
    held = held_by(heard.standing, heard.talk)
    if move is Move.OPEN:
        return _to_open(heard, held)
    return None if held is None or move not in _STEERED else _STEERED[move](heard, held)


def reply_to(heard: Heard) -> Reply:
    """Return what the brand says by turns to what was *heard*, steered or not."""
    return steer(heard) or REPLIES[Move(heard.message.type)](heard)


def held_by(standing: Standing, talk: Negotiation) -> Held | None:
    """Return why the agent gives nothing more in *talk*."""
    return standing.held(max((one.list_total.amount for one in talk.offers.values()), default=None))


def is_by_hand(heard: Heard, reply: object) -> bool:
    """Whether *reply* is the offer that a person set."""
    after = heard.standing.next
    return after is not None and isinstance(reply, Offer) and reply.total.amount == after.total_minor


def _to_open(heard: Heard, held: Held | None) -> Reply | None:
    if held == "paused":
        return refuse(heard, "paused")  # NEG-63
    above, talk = heard.standing.approve_above_minor, heard.talk
    if above is None or not (talk.is_sealed or talk.is_mediated):
        return None
    plain = talk._replace(opening=heard.opening.model_copy(update={"mode": None}))
    offer = REPLIES[Move.OPEN](heard.in_talk(plain))
    is_large = isinstance(offer, Offer) and offer.list_total.amount >= above
    return offer if is_large else None  # one word is all there is, and nobody approved a lower one


def _to_counter(heard: Heard, held: Held) -> Reply:
    asked = Asked.by(heard, heard.talk.counters[heard.message.hash].packages[0])
    offer = by_hand(heard, asked, held)
    if offer is not None:
        return offer
    if held == "stopped" and all(late(one, heard.at_ms) for one in heard.talk.offers.values()):  # NEG-16
        return Close()
    return _no_better(heard)


def _to_decline(heard: Heard, held: Held) -> Reply:
    """Say what was set, or, while a person makes up their mind, the same again: else the thread would end."""
    assert heard.message.envelope.type == "decline"
    declined = heard.talk.offers[heard.message.envelope.body.regarding]
    again = _again(heard, declined) if held in {"person", "approval"} else None
    return by_hand(heard, Asked.again(declined), held) or again or Close()


def _to_withdraw(heard: Heard, held: Held) -> Reply:
    last = tuple(heard.talk.offers.values())[-1]
    return by_hand(heard, Asked.again(last), held) or _no_better(heard)


def _no_better(heard: Heard) -> Decline:
    return Decline(regarding=heard.message.hash, reason="no-better-offer")


def _to_mediation(_heard: Heard, held: Held) -> Reply | None:
    return Close() if held in {"paused", "stopped"} else None


_STEERED: Final[Mapping[Move, Callable[[Heard, Held], Reply | None]]] = MappingProxyType(
    {
        Move.COUNTER: _to_counter,
        Move.DECLINE: _to_decline,
        Move.WITHDRAW: _to_withdraw,
        Move.ROUND: _to_mediation,
        Move.PACKAGE: _to_mediation,
    }
)


def by_hand(heard: Heard, asked: Asked, held: Held) -> Offer | None:
    """Return the offer of what a person set, for what the twin *asked*, if the guardrails let it out."""
    after = heard.standing.next
    if after is None or held != "person":
        return None
    wanted = asked if after.terms is None else Asked(after.terms, asked.quantities)
    proposal = _proposed(heard, wanted)
    if proposal is None or (after.terms is not None and proposal.granted.terms != after.terms):
        return None
    lowest, highest = bounds(heard, proposal, wanted.quantities)
    if not lowest <= after.total_minor <= highest:
        return None
    return offer_body(proposal, after.total_minor, heard.policy, made_ms=heard.made_ms, reason="by-hand")


def bounds(heard: Heard, proposal: Proposal, quantities: tuple[int, ...]) -> tuple[int, int]:
    """Return the lowest and the highest total that a person may set for *proposal*: floor, and below before.

    What was offered on terms as good is the ceiling of what can be better. There is no total if the first is
    above the second.
    """
    room = proposal.room(heard.policy)
    alike = [
        one.total.amount
        for one in heard.talk.offers.values()
        if quantities_offered(one) == quantities and one.terms == proposal.granted.terms
    ]
    return room.lowest_minor, min([proposal.start_minor, *(total - 1 for total in alike)])


def _again(heard: Heard, declined: Offer) -> Offer | None:
    """The offer that was *declined*, firm for longer, if it could be made today."""
    proposal = _proposed(heard, Asked.again(declined))
    total = declined.total.amount
    if proposal is None or proposal.granted.terms != declined.terms:
        return None
    if not proposal.room(heard.policy).lowest_minor <= total <= proposal.start_minor:
        return None
    by_person = any(one.reason == "by-hand" for one in declined.deviations)
    reason: Reason = "by-hand" if by_person else "round-concession"
    return offer_body(proposal, total, heard.policy, made_ms=heard.made_ms, reason=reason)


def _proposed(heard: Heard, asked: Asked) -> Proposal | None:
    items = items_of(heard, asked.quantities)
    if items is None or shortage_of(items, heard) is not None:
        return None
    return proposal_for(heard, asked.terms, items)
