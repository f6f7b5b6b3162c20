"""Bettering: the next offer of a thread, for the pieces and terms that the twin asks for, or for more pieces.

Spec: spec/60-negotiate.md (NEG-14, NEG-60, NEG-61).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from brand_agent.benefits import endowed
from brand_agent.heard import Heard, items_of, shortage_of
from brand_agent.offering import Proposal, afforded, offer_body
from brand_agent.promotions import kept, promoted
from brand_agent.ranges import next_step
from brand_agent.stockroom import Item
from negotiation import Better, Package, SellerPolicy, respond
from protocol import Offer, Terms
from protocol.counter import Wanted
from protocol.money import MAX_INTEGER
from protocol.quantities import quantities_of, quantities_offered


@dataclass(frozen=True, slots=True)
class Asked:
    """The terms that an offer is to have, and how many pieces of each line."""

    terms: Terms
    quantities: tuple[int, ...]

    @classmethod
    def by(cls, heard: Heard, wanted: Wanted) -> Self:
        """Return what the package *wanted* of a counter asks for."""
        return cls(wanted.terms, quantities_of(heard.opening, wanted))

    @classmethod
    def again(cls, offer: Offer) -> Self:
        """Return what is to be had for less, after *offer* was declined."""
        return cls(offer.terms, quantities_offered(offer))


def better(heard: Heard, asked: Asked, counter: Wanted | None, place: int = 0) -> Offer | None:
    """Return an offer that is better than all for as many pieces, and meets *counter* where that may be.

    counter: the package that asks for it, the *place*-th of its counter; None for a decline.
    """
    items = items_of(heard, asked.quantities)
    if items is None or shortage_of(items, heard) is not None:
        return None
    proposal = proposal_for(heard, asked.terms, items)
    if proposal.priced.list_total_minor > MAX_INTEGER:  # WIRE-10
        return None
    alike = [offer for offer in heard.talk.offers.values() if quantities_offered(offer) == asked.quantities]
    answer = respond(
        _play(heard),
        proposal.room(heard.policy),
        turn=heard.turn,
        counter=None if counter is None else Package.of(counter.total.amount, counter.terms),
        offered=tuple(Package.of(offer.total.amount, offer.terms) for offer in alike),
    )
    if not isinstance(answer, Better):
        return None
    meets = heard.message.hash if answer.meets else None
    total = answer.package.total_minor
    made_ms = heard.made_ms
    return offer_body(proposal, total, heard.policy, made_ms=made_ms, meets=meets, alternative=place)


def at_next_step(heard: Heard, terms: Terms) -> Offer | None:
    """Offer *terms* for so many pieces that a published volume rule takes more off, once (NEG-61).

    By turns as much is conceded as for fewer pieces. None if the rule is not in range, or not given.
    """
    opening, items = heard.opening, items_of(heard)
    fewest = quantities_of(opening)
    if items is None or any(quantities_offered(offer) != fewest for offer in heard.talk.offers.values()):
        return None
    quantities = next_step(opening, items, heard.policy)
    more = None if quantities is None else items_of(heard, quantities)
    if more is None or shortage_of(more, heard) is not None:
        return None
    proposal = proposal_for(heard, terms, more)
    if not any(one.reason == "volume" for one in proposal.reductions):
        return None
    turn = min(heard.turn, heard.policy.guardrails.counters)
    answer = respond(_play(heard), proposal.room(heard.policy), turn=turn, counter=None, offered=())
    if not isinstance(answer, Better) or proposal.priced.list_total_minor > MAX_INTEGER:  # WIRE-10
        return None
    return offer_body(proposal, answer.package.total_minor, heard.policy, made_ms=heard.made_ms)


def proposal_for(heard: Heard, terms: Terms, items: tuple[Item, ...]) -> Proposal:
    """Return what the brand proposes when asked for *items* on *terms*, with all that this thread brings."""
    proposed = endowed(terms, items, heard.policy, heard.benefits)
    proposed = promoted(proposed, kept(heard.talk.offers.values(), heard.policy, heard.used_up))
    return afforded(proposed, heard.allowance_minor)


def _play(heard: Heard) -> SellerPolicy:
    rules = heard.policy.guardrails
    return SellerPolicy(counters=rules.counters, eagerness=float(rules.eagerness))
