"""The negotiation: two parties, firm offers on the table, and only the twin commits.

Spec: spec/60-negotiate.md, spec/30-envelope.md (ENV-4 to ENV-7).

`step` takes one message: order and time here, who may do what in `table`, what a move may say in `moves`.
Nothing here reads a clock: the caller says what time it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol.after_sale import AFTER_SALE
from protocol.errors import ProtocolError
from protocol.fulfilment_errors import NoDealError
from protocol.message import Message
from protocol.moves import RULES, OfferExpiredError
from protocol.table import AFTER, MOVES, TABLE, Party, State
from protocol.thread import Negotiation
from protocol.times import GRACE_MS, read_time


class OutOfTurnError(ProtocolError):
    """A party made a move that is not its to make now."""

    code = "out-of-turn"
    requirement = "NEG-3"
    status = 409
    advice = "See the table of legal moves; fetch the thread's last message and go on from there."

    def __init__(self, sender: Party, move: str, state: State) -> None:
        super().__init__(f"the {sender} may not {move} while the negotiation is {state}")
        self.sender, self.move, self.state = sender, move, state


class WrongThreadError(ProtocolError):
    """The message names another thread."""

    code = "wrong-thread"
    requirement = "ENV-2"
    status = 409
    advice = "Name the hash of the thread's open."


class WrongSequenceError(ProtocolError):
    """A `seq` that does not follow the last one."""

    code = "wrong-sequence"
    requirement = "ENV-4"
    status = 409
    advice = "Count every message of the thread, both parties', from 0."

    def __init__(self, expected: int, seq: int) -> None:
        super().__init__(f"seq {seq} came where {expected} must")
        self.expected, self.seq = expected, seq


class BrokenChainError(ProtocolError):
    """A `prev` that is not the hash of the message before."""

    code = "broken-chain"
    requirement = "ENV-5"
    status = 409
    advice = "Put the hash of the thread's last message into `prev`."


class MessageExpiredError(ProtocolError):
    """The twin's message came after its own `expires`, on the brand's clock."""

    code = "message-expired"
    requirement = "ENV-6"
    status = 410
    advice = "Ask again with a new message."


class CreatedInFutureError(ProtocolError):
    """The twin's message was made later than now, on the brand's clock."""

    code = "created-in-future"
    requirement = "ENV-7"
    advice = "Set the clock; 30 seconds of difference are allowed."


def step(talk: Negotiation, message: Message, *, at_ms: int) -> Negotiation:
    """Return the negotiation after *message*, received at *at_ms* on the receiver's clock.

    Raises the error of the rule that *message* breaks (ENV-2 to ENV-7, NEG-2 and up, AGREE-1 and up);
    *talk* is unchanged.
    """
    envelope = message.envelope
    if talk.state is State.START:
        talk = talk._replace(thread=message.thread, twin=envelope.from_, brand=envelope.to)
    sender = talk.party(envelope.from_)  # NEG-2
    move = MOVES[envelope.type]
    _check_order(talk, message)
    if sender is Party.TWIN:
        _check_time(talk, message, at_ms)
    after = TABLE.get((talk.state, sender, move))
    if after is None:
        if move in AFTER_SALE and talk.state not in AFTER:  # FUL-1
            raise NoDealError(move)
        raise OutOfTurnError(sender, move, talk.state)  # NEG-3
    changes = RULES[move](talk, message)
    return talk._replace(**{"state": after, "seq": envelope.seq, "last": message.hash, **changes})


def replay(messages: Iterable[Message]) -> Negotiation:
    """Return the negotiation after *messages*, which were taken before: times are not checked again."""
    talk = Negotiation()
    for message in messages:
        talk = step(talk, message, at_ms=read_time(message.envelope.created))
    return talk


def _check_order(talk: Negotiation, message: Message) -> None:
    envelope = message.envelope
    if message.thread != talk.thread:  # ENV-2
        raise WrongThreadError("the message belongs to another thread")
    if envelope.seq != talk.seq + 1:  # ENV-4
        raise WrongSequenceError(talk.seq + 1, envelope.seq)
    if envelope.type != "open" and envelope.prev != talk.last:  # ENV-5
        raise BrokenChainError("prev is not the hash of the thread's last message")


def _check_time(talk: Negotiation, message: Message, at_ms: int) -> None:
    envelope = message.envelope
    if read_time(envelope.created) > at_ms + GRACE_MS:  # ENV-7
        raise CreatedInFutureError("the message was created in the future")
    if at_ms < read_time(envelope.expires) + GRACE_MS:  # ENV-6
        return
    if envelope.type == "accept" and at_ms >= read_time(envelope.body.agreement.deal.valid_until):
        raise OfferExpiredError("the offer expired before the accept came")  # AGREE-10
    raise MessageExpiredError("the message came after its `expires` and the grace of 30 seconds")
