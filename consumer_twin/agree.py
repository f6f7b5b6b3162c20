"""Agree: one accept for one offer, and what each answer to it means.

Spec: spec/80-agree.md (AGREE-20 to AGREE-23).

The accept is stored before it is sent and then retried unchanged. Until a signed answer comes or
`confirm_by` passes, the twin is in doubt and takes nothing else for that wish line. An unsigned answer
settles nothing: anybody could have written it.
"""

from __future__ import annotations

from typing import Final

from consumer_twin.errors import NotCoveredError, TooLateError
from consumer_twin.fresh import Clock, Ids
from consumer_twin.option import Option
from consumer_twin.records import Accepted, Settled
from consumer_twin.thread import STOP_MS, Thread
from protocol import (
    GRACE_MS,
    Accept,
    KeyRing,
    Message,
    PublicKey,
    State,
    compose,
    did_key_ring,
    draft,
    read_time,
    verdicts,
)
from protocol import Agreement as AgreementDocument

CONFIRM_MS: Final = 300_000
"""How long a brand may take to confirm, unless its offer ends sooner."""
_LEAST_S: Final = 0.2
_MOST_S: Final = 5.0


def acceptance(thread: Thread, option: Option, *, clock: Clock, ids: Ids) -> tuple[Message, int]:
    """Return the accept of *option* in its *thread*, and its `confirm_by` in milliseconds since 1970.

    Raises `TooLateError` (AGREE-21) if the offer ends within 30 seconds or counts no more.
    """
    seq = thread.talk.seq + 1
    at_ms = clock(seq) // 1000 * 1000
    if not thread.is_open or option.hash not in thread.live(at_ms):  # AGREE-21
        raise TooLateError(f"the offer of {option.seller.name} can't be taken any more")
    ends_ms = read_time(thread.offers[option.hash].valid_until)
    confirm_by_ms = min(ends_ms, at_ms + CONFIRM_MS)
    document = draft(thread.talk, option.hash, thread.key, agreed_ms=at_ms, confirm_by_ms=confirm_by_ms)
    agreement = AgreementDocument.model_validate(document)
    message = compose(
        Accept(agreement=agreement, confirm_by=agreement.confirm_by),
        thread.key,
        kind="accept",
        to=thread.talk.brand,
        id=ids(f"{thread.record.nonce.hex()}/{seq}"),
        created_ms=at_ms,
        expires_ms=confirm_by_ms,
        thread=thread.talk.thread,
        prev=thread.talk.last,
        seq=seq,
    )
    return message, confirm_by_ms


def accepted_of(
    option: Option, *, by_mandate: bool, rule: int = 0, at_ms: int, confirm_by_ms: int
) -> Accepted:
    """Return the record of an accept of *option*, to be kept before it is sent."""
    if option.thread is None:
        raise NotCoveredError("a public page has no offer to accept")
    return Accepted(
        offer=option.hash,
        thread=option.thread,
        wish=option.wish,
        line=option.line,
        total=option.total,
        by_mandate=by_mandate,
        at_ms=at_ms,
        confirm_by_ms=confirm_by_ms,
        beside=option.lines[1:],
        rule=rule,
    )


def may_send(accepted: Accepted, at_ms: int) -> bool:
    """Whether the accept may be sent at *at_ms*: twins stop 30 seconds before the end (AGREE-21)."""
    return at_ms < accepted.confirm_by_ms - STOP_MS


def is_over(accepted: Accepted, at_ms: int) -> bool:
    """Whether no brand may confirm any more, its grace included (AGREE-7).

    From then on the same bytes can only bring back an answer that the brand has stored already.
    """
    return at_ms >= accepted.confirm_by_ms + GRACE_MS


def pause_s(attempt: int) -> float:
    """Return the seconds to wait after the *attempt*-th unanswered try, from 1: doubling, at most 5.

    >>> [pause_s(attempt) for attempt in (1, 2, 3, 9)]
    [0.2, 0.4, 0.8, 5.0]
    """
    return float(min(_MOST_S, _LEAST_S * 2 ** (attempt - 1)))


def judge(thread: Thread) -> Settled:
    """Return what the last message of *thread*, a verified answer to an accept, means."""
    message = thread.last
    assert message is not None
    if thread.talk.state is State.AGREED:
        document = message.value["body"]["agreement"]
        return Settled("agreed", document=document, verdicts=verdicts(document, _ring(message.key)))
    reason = message.value["body"].get("reason", message.type)
    return Settled("refused", reason=f"the brand refused: {reason}")


def _ring(key: PublicKey) -> KeyRing:
    def find(kid: str) -> PublicKey:
        return key if kid == key.kid else did_key_ring(kid)

    return find
