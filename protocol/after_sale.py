"""What each move after the agreement may say: one function per type of message.

Spec: spec/85-fulfil.md. The table has the turns; here is the content, as in `moves` for the haggling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from protocol.did import did_web_origin
from protocol.fulfilling import Fulfilment, is_owed, may_follow, promised_ms
from protocol.fulfilment import RemedyCase
from protocol.fulfilment_errors import (
    AheadOfTimeError,
    AlreadyDeliveredError,
    AlreadyOrderedError,
    BadRemedyError,
    ContradictsStatusError,
    ForeignCheckoutError,
    NoOutcomeError,
    NotDeliveredError,
    OtherAgreementError,
    OwedRemedyError,
    PromiseDiffersError,
    SecondReviewError,
    StageBackwardsError,
    UnknownRemedyError,
)
from protocol.message import Message
from protocol.table import Move, State
from protocol.thread import Negotiation
from protocol.times import read_time

Changes = dict[str, Any]


def _order(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "order"
    assert talk.accepted is not None
    _check_agreement(talk, message.envelope.body.agreement)
    before = talk.fulfilment
    if before is not None and (before.is_under_way or not _is_over(before, message)):  # FUL-6
        raise AlreadyOrderedError
    return {"fulfilment": Fulfilment(promised_ms(talk.accepted))}


def _is_over(order: Fulfilment, message: Message) -> bool:
    return order.handoff is None or read_time(message.envelope.created) >= read_time(order.handoff.expires)


def _handoff(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "handoff"
    handoff, order = message.envelope.body, _of(talk)
    _check_agreement(talk, handoff.agreement)
    home = did_web_origin(talk.brand, local=True)
    if not handoff.checkout.startswith((f"{home}/", f"{home}?")):  # FUL-4
        raise ForeignCheckoutError
    if read_time(handoff.promised_by) != order.promised_ms:  # FUL-10
        raise PromiseDiffersError
    return _with(order, handoff=handoff)


def _track(talk: Negotiation, message: Message) -> Changes:
    return {}


def _status(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "status"
    status, order = message.envelope.body, _of(talk)
    if read_time(status.promised_by) != order.promised_ms:  # FUL-10
        raise PromiseDiffersError
    before = order.status
    if before is not None and not may_follow(before.stage, status.stage):  # FUL-11
        raise StageBackwardsError(before.stage, status.stage)
    _check_past(status.at, message)
    return _with(order, status=status)


def _delivered(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "delivered"
    delivered, order = message.envelope.body, _of(talk)
    if order.delivered is not None:  # FUL-20
        raise AlreadyDeliveredError
    _check_past(delivered.at, message)
    if order.status is not None and order.status.stage in {"cancelled", "refunded"}:  # FUL-31
        raise ContradictsStatusError("it was delivered")
    after = order._replace(delivered=delivered)
    said_ms = order.brand_says_ms
    on_time = said_ms is not None and order.days_late(said_ms) == 0
    if on_time and after.days_late(0) > 0 and not order.is_disputed:  # FUL-31
        raise ContradictsStatusError("it came late")
    return {"fulfilment": after}


def _return(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "return"
    reason, order = message.envelope.body.reason, _of(talk)
    at_ms = read_time(message.envelope.created)
    overdue = reason in {"late", "missing"} and order.days_late(at_ms) > 0
    disputes = reason in {"late", "missing"} and order.brand_says_ms is not None and order.delivered is None
    if not (overdue or disputes) and (order.delivered_ms is None or reason == "missing"):  # FUL-21
        raise NotDeliveredError(f"a return as {reason}")
    before = {one: told_ms for one, told_ms in order.returns.items() if one != reason}
    return _with(order, returns=MappingProxyType({**before, reason: at_ms}))  # the last one last


def _remedy(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "remedy"
    assert talk.accepted is not None
    remedy, order, deal = message.envelope.body, _of(talk), talk.accepted.deal
    _check_regarding(talk, remedy.regarding)
    amount = remedy.amount
    if amount is not None and (amount.currency != deal.total.currency or amount.above(deal.total)):  # FUL-23
        raise BadRemedyError("the amount is more than the total, or in another currency")
    if remedy.kind == "none":
        _check_owed(talk, message)
    return _with(order, remedies=MappingProxyType({**order.remedies, message.hash: remedy}))


def _noted(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "noted"
    _check_regarding(talk, message.envelope.body.regarding)
    if talk.state is State.RECEIVED:
        _check_owed(talk, message)
    return {}


def _check_owed(talk: Negotiation, message: Message) -> None:
    """Return if the terms give no right to a remedy for what was told last (FUL-24)."""
    assert talk.accepted is not None
    order, at_ms = _of(talk), read_time(message.envelope.created)
    case: RemedyCase | None = None
    if talk.state is State.RETURNING:
        case, at_ms = [*order.returns.items()][-1]
    elif order.delivered is not None and order.delivered.condition != "as-agreed":
        case = order.delivered.condition
    if case is not None and is_owed(order, talk.accepted.deal.terms, case, at_ms):
        raise OwedRemedyError


def _outcome(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "outcome"
    outcome, order = message.envelope.body, _of(talk)
    _check_agreement(talk, outcome.agreement)
    if outcome.regarding is not None and outcome.regarding not in order.remedies:  # FUL-32
        raise UnknownRemedyError(outcome.regarding)
    at_ms = read_time(message.envelope.created)
    late = order.days_late(at_ms) > 0
    if order.delivered_ms is None and not (outcome.how in {"late", "missing"} and late):  # FUL-21
        raise NotDeliveredError(f"that it was {outcome.how}")
    if _is_denied(order, outcome.how, late=late):  # FUL-31
        raise ContradictsStatusError(f"it was {outcome.how}")
    return _with(order, outcome=outcome)


def _is_denied(order: Fulfilment, how: str, *, late: bool) -> bool:
    match how:
        case "late":
            return not (late or (order.is_disputed and order.delivered is None))
        case "missing":
            said = order.delivered_ms is not None
            return order.delivered is not None or (said and "missing" not in order.returns)
        case "returned":
            return not order.returns
        case _:
            return order.status is not None and order.status.stage == "cancelled"


def _review(talk: Negotiation, message: Message) -> Changes:
    assert message.envelope.type == "review"
    order = _of(talk)
    _check_agreement(talk, message.envelope.body.agreement)
    if order.outcome is None:  # FUL-40
        raise NoOutcomeError
    if order.is_reviewed:  # FUL-41
        raise SecondReviewError
    return _with(order, is_reviewed=True)


AFTER_SALE: Final[Mapping[Move, Callable[[Negotiation, Message], Changes]]] = MappingProxyType(
    {
        Move.ORDER: _order,
        Move.HANDOFF: _handoff,
        Move.TRACK: _track,
        Move.STATUS: _status,
        Move.DELIVERED: _delivered,
        Move.RETURN: _return,
        Move.REMEDY: _remedy,
        Move.OUTCOME: _outcome,
        Move.NOTED: _noted,
        Move.REVIEW: _review,
    }
)
"""The rule of each move after the agreement."""


def _of(talk: Negotiation) -> Fulfilment:
    assert talk.fulfilment is not None, "the table lets nothing but an order come first"
    return talk.fulfilment


def _with(order: Fulfilment, **changes: Any) -> Changes:
    return {"fulfilment": order._replace(**changes)}


def _check_agreement(talk: Negotiation, named: str) -> None:
    if named != talk.accepted_hash:  # FUL-2
        raise OtherAgreementError


def _check_past(at: str, message: Message) -> None:
    if read_time(at) > read_time(message.envelope.created):  # FUL-12
        raise AheadOfTimeError


def _check_regarding(talk: Negotiation, named: str) -> None:
    if named != talk.last:  # FUL-23
        raise BadRemedyError("it regards another message than the one it answers")
