"""The service: what a brand says to each move of a twin after the agreement.

Spec: spec/85-fulfil.md.

As at the desk, the reply, what it changes in the order book, and the message are kept in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from brand_agent.fulfilment.orders import NewOrder, Orders
from brand_agent.fulfilment.remedies import guard_remedy, remedy_for
from brand_agent.policy import BrandPolicy
from brand_agent.ports import Ids
from brand_agent.relation.once import OnceRefusal
from protocol import (
    Handoff,
    Message,
    Move,
    Negotiation,
    Noted,
    Offer,
    Refuse,
    Remedy,
    State,
    Status,
    write_time,
)
from protocol.commitment import Beside, opened
from protocol.did import did_web_origin
from protocol.fulfilling import Fulfilment, is_owed
from protocol.fulfilment import RemedyCase
from protocol.offers import title_of
from protocol.relation import check_value
from protocol.times import read_time

_HOUR_MS: Final = 3_600_000

Reply = Handoff | Status | Remedy | Noted | Refuse


Spend = Callable[[Offer, Mapping[str, Any], int], OnceRefusal | None]
"""Counts the benefits of a deal that are given once for each person, by the values of its order."""


def nothing_spent(_deal: Offer, _values: Mapping[str, Any], _at_ms: int) -> OnceRefusal | None:
    """Count nothing: no benefit is given once."""
    return None


@dataclass(frozen=True, slots=True)
class Told:
    """A twin's message after the agreement, and all that the answer may depend on.

    talk: the thread after it. at_ms: the brand's clock at receipt; made_ms: at the answer. spend: counts the
    benefits of the deal that are given once.
    """

    message: Message
    talk: Negotiation
    values: Sequence[Beside]
    policy: BrandPolicy
    orders: Orders
    ids: Ids
    at_ms: int
    made_ms: int
    spend: Spend = nothing_spent

    @property
    def order(self) -> Fulfilment:
        """The order as both parties know it."""
        assert self.talk.fulfilment is not None
        return self.talk.fulfilment

    def noted(self) -> Noted:
        """Return that it was kept."""
        return Noted(regarding=self.message.hash, received=write_time(self.at_ms))


def serve(told: Told) -> Reply:
    """Return what the brand says, and keep what that changes in the order book.

    Raises `StrayValueError` or `MissingValueError` for values that are not those of the order,
    `BadValueError` for one that its field can't have, or an `UnguardedError` for a remedy that the policy
    does not give.
    """
    return SERVED[Move(told.message.type)](told)


def _order(told: Told) -> Handoff | Refuse:
    message, agreement = told.message, told.talk.accepted
    assert message.envelope.type == "order"
    assert agreement is not None
    known = opened(message.envelope.body.disclosed or (), told.values, message=message.envelope.id)  # CONS-3
    for field, value in known.items():
        check_value(field, value)  # CONS-11
    rule = told.policy.fulfilment
    if not set(rule.needs) <= known.keys():  # FUL-5
        received = write_time(told.at_ms)
        return Refuse(regarding=message.hash, reason="values-missing", received=received, fields=rule.needs)
    deal = agreement.deal
    spent = told.spend(deal, known, told.at_ms)
    if spent is not None:  # REL-27
        once = tuple(dict.fromkeys((*rule.needs, *(one.once for one in deal.conditions or ()))))
        fields = {"fields": once} if spent == "values-missing" else {}
        received = write_time(told.at_ms)
        return Refuse(regarding=message.hash, reason=spent, received=received, **fields)
    order = NewOrder(
        thread=told.talk.thread,
        agreement=told.talk.accepted_hash,
        message=message.hash,
        title=title_of(deal),
        quantity=sum(line.quantity for line in deal.lines),
        total_minor=deal.total.amount,
        currency=deal.total.currency,
        code=told.ids(f"{told.talk.thread}:code:{message.envelope.seq}"),
        code_expires_ms=told.made_ms + rule.code_valid_hours * _HOUR_MS,
        promised_ms=told.order.promised_ms,
        at_ms=told.at_ms,
    )
    told.orders.begin(order, told.values)
    return Handoff(
        agreement=order.agreement,
        checkout=did_web_origin(told.talk.brand, local=True) + rule.checkout,
        code=order.code,
        expires=write_time(order.code_expires_ms),
        promised_by=write_time(order.promised_ms),
    )


def _track(told: Told) -> Status:
    order = told.orders.of(told.talk.thread)
    assert order is not None, "what was handed off is in the book"
    expected = {} if order.expected_ms is None else {"expected": write_time(order.expected_ms)}
    return Status(
        stage=order.stage,
        at=write_time(min(order.stage_ms, told.made_ms)),
        promised_by=write_time(order.promised_ms),
        **expected,
    )


def _delivered(told: Told) -> Remedy | Noted:
    assert told.message.envelope.type == "delivered"
    delivered = told.message.envelope.body
    told.orders.delivered(told.talk.thread, at_ms=read_time(delivered.at))
    if delivered.condition != "as-agreed":
        return _made_good(delivered.condition, told)
    if told.order.days_late(told.at_ms) == 0:
        return told.noted()
    remedy = _made_good("late", told)
    return told.noted() if remedy.kind == "none" else remedy


def _return(told: Told) -> Remedy:
    assert told.message.envelope.type == "return"
    reason = told.message.envelope.body.reason
    return _made_good("missing" if reason == "late" and told.order.delivered_ms is None else reason, told)


def _made_good(case: RemedyCase, told: Told) -> Remedy:
    assert told.talk.accepted is not None
    deal, order = told.talk.accepted.deal, told.order
    days = order.days_late(told.at_ms)
    at_ms = order.returns.get(case, told.made_ms) if told.talk.state is State.RETURNING else told.made_ms
    owed = is_owed(order, deal.terms, case, at_ms)
    remedy = remedy_for(
        case,
        deal,
        told.policy,
        regarding=told.message.hash,
        days_late=days,
        is_owed=owed,
        at_ms=told.made_ms,
    )
    guard_remedy(remedy, case, deal, told.policy, days_late=days, is_owed=owed)
    return remedy


def _outcome(told: Told) -> Noted:
    assert told.message.envelope.type == "outcome"
    told.orders.judged(told.talk.thread, told.message.envelope.body.how)
    return told.noted()


def _review(told: Told) -> Noted:
    assert told.message.envelope.type == "review"
    told.orders.reviewed(told.talk.thread, told.message.envelope.body.stars)
    return told.noted()


SERVED: Final[Mapping[Move, Callable[[Told], Reply]]] = MappingProxyType(
    {
        Move.ORDER: _order,
        Move.TRACK: _track,
        Move.DELIVERED: _delivered,
        Move.RETURN: _return,
        Move.OUTCOME: _outcome,
        Move.REVIEW: _review,
    }
)
"""What is said to each move after the agreement."""
