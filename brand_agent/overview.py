"""An overview of one negotiation: the line that a person at the brand reads, kept beside its messages.

It is worked out from the thread and the brand's own figures as each answer is made, so that a list of many
reads no message. Nothing in it says who asks, and nothing can: a ceiling never travels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from brand_agent.policy import BrandPolicy
from brand_agent.pricing import deal_cost_minor, net_minor
from brand_agent.stockroom import Stockroom
from protocol import Message, Negotiation, Offer, read_time
from protocol.offers import title_of
from protocol.table import AFTER, State

Phase = Literal["talking", "agreed", "ended"]

_PLAYED: Final = ("counter-met", "by-hand", "round-concession", "sealed-bid", "mediated")


@dataclass(frozen=True, slots=True)
class Overview:
    """Where a thread stands. Amounts are minor units of `currency`; None is not said yet, or not known.

    brand_minor, twin_minor: the last totals of both. rounds: the twin's counters and declines. reason: of the
    brand's last word. until_ms: the end of the last offer that is firm; before any is, of that word.
    """

    thread: str
    phase: Phase
    state: str
    product: str
    title: str
    quantity: int
    currency: str
    list_minor: int | None
    brand_minor: int | None
    twin_minor: int | None
    rounds: int
    net_minor: int | None
    cost_minor: int | None
    reason: str
    moved_ms: int
    until_ms: int

    @property
    def margin_minor(self) -> int | None:
        """What is left of the brand's last total after tax and cost."""
        if self.net_minor is None or self.cost_minor is None:
            return None
        return self.net_minor - self.cost_minor


def overview(
    talk: Negotiation,
    heard: Message,
    said: Message,
    policy: BrandPolicy,
    room: Stockroom,
    *,
    rounds: int,
    at_ms: int,
) -> Overview:
    """Return the overview of *talk* after the brand *heard* a message and *said* its answer at *at_ms*."""
    opening = talk.opening
    assert opening is not None
    offers, counters = tuple(talk.offers.values()), tuple(talk.counters.values())
    last = talk.accepted.deal if talk.accepted is not None else offers[-1] if offers else None
    line = opening.lines[0]
    article = room.find(line.product, line.variant)
    asked = sum(one.quantity for one in opening.lines)
    return Overview(
        thread=talk.thread,
        phase=phase_of(talk.state),
        state=talk.state,
        product=line.product,
        title=title_of(last) if last is not None else line.product if article is None else article.title,
        quantity=asked if last is None else sum(one.quantity for one in last.lines),
        currency=opening.currency,
        list_minor=None if last is None else last.list_total.amount,
        brand_minor=None if last is None else last.total.amount,
        twin_minor=counters[-1].total.amount if counters else None,
        rounds=rounds,
        net_minor=None if last is None else net_minor(last.total.amount, policy.tax),
        cost_minor=None if last is None else deal_cost_minor(last, policy, room),
        reason=reason_of(said, heard, last),
        moved_ms=at_ms,
        until_ms=max(
            (read_time(one.valid_until) for one in offers), default=read_time(said.envelope.expires)
        ),
    )


def phase_of(state: State) -> Phase:
    """Return how far a thread in *state* is."""
    if state in AFTER:
        return "agreed"
    return "ended" if state is State.CLOSED else "talking"


def reason_of(said: Message, heard: Message, last: Offer | None) -> str:
    """Return the code of why the brand *said* that to what it *heard*: what it takes off, or its no."""
    match said.envelope.type:
        case "decline" | "refuse":
            return str(said.envelope.body.reason)
        case "close":
            return "left" if heard.type == "close" else "closed"
        case _:
            return "list-price" if last is None else why_lower(last)


def why_lower(offer: Offer) -> str:
    """Return the code of why *offer* lies below its list total: what was haggled before what is published."""
    reasons = [one.reason for one in offer.deviations if one.issue == "price"]
    played = [one for one in _PLAYED if one in reasons]
    return next(iter([*played, *reasons]), "list-price")
