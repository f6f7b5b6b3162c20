"""A letter: a verified message of a relationship, which is a request, its answer, or a piece of news.

Spec: spec/35-relate.md (REL-1 to REL-6), spec/30-envelope.md.

Letters have the envelope, the signature and the hash of every message, and none of them can be a move of a
negotiation: each is read where it belongs, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from pydantic import ValidationError

from protocol.base64url import to_base64url
from protocol.canonical import encode, fit, spell
from protocol.envelope import VERSION
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, SigningKey
from protocol.message import (
    BadMessageError,
    UnknownCriticalError,
    UnsupportedVersionError,
    WrongAudienceError,
    shape_fault,
    verified,
)
from protocol.relation.asking import Answer
from protocol.relation.receipt import check_receipt
from protocol.relation.table import ANSWERS, MODELS, TYPES, Body, Letterhead
from protocol.signature import KeyRing, signature_of
from protocol.times import GRACE_MS, read_time, write_time


class WrongAnswerError(ProtocolError):
    """What came back is no answer to the request."""

    code = "wrong-answer"
    requirement = "REL-3"
    status = 409
    advice = "Answer a request in its own thread, with one of the types that are listed for it."


class NoRequestError(ProtocolError):
    """A letter that a twin may not send."""

    code = "no-request"
    requirement = "REL-1"
    status = 409
    advice = "Send one of the requests that are listed; answers and news are a brand's."


class LateRequestError(ProtocolError):
    """The request came after its own `expires`, or was made later than now, on the brand's clock."""

    code = "late-request"
    requirement = "REL-5"
    status = 410
    advice = "Set the clock and ask again with a new message."


class ChainEnd(NamedTuple):
    """Where a brand's chain in a subscription ends: what the next news is chained to."""

    to: str
    thread: str
    seq: int
    hash: str


class Letter(NamedTuple):
    """A verified letter: its typed form, its exact bytes, its hash and the key that signed it."""

    envelope: Letterhead
    value: Mapping[str, Any]
    data: bytes
    hash: str
    key: PublicKey

    @property
    def type(self) -> str:
        """The type, such as `ask`."""
        return str(self.value["type"])

    @property
    def body(self) -> Body:
        """What it says."""
        body: Body = self.envelope.body  # type: ignore[union-attr]  # each model of `MODELS` has one
        return body

    @property
    def sender(self) -> str:
        """The DID that signed."""
        return self.envelope.from_

    @property
    def thread(self) -> str:
        """The thread's name: of a request, its own hash."""
        return self.hash if self.is_request else str(self.value["thread"])

    @property
    def end(self) -> ChainEnd:
        """This letter as the end of its chain."""
        return ChainEnd(self.envelope.to, self.thread, int(self.value["seq"]), self.hash)

    @property
    def is_request(self) -> bool:
        """Whether it opens its thread."""
        return self.type in ANSWERS


def read_letter(data: bytes, ring: KeyRing, *, to: str) -> Letter:
    """Return the letter that *data* holds, addressed to the DID *to*.

    Raises what `protocol.read` raises; a move of a negotiation is no letter (`BadMessageError`, REL-1).
    """
    value, payload, key = verified(data, ring)
    envelope = parse_letter(value)
    if envelope.to != to:  # ENV-3
        raise WrongAudienceError("the message is addressed to another party")
    return Letter(envelope, value, data, to_base64url(sha256(payload).digest()), key)


def parse_letter(value: Mapping[str, Any]) -> Letterhead:
    """Return the typed form of *value*; the signature is not looked at.

    Raises `UnsupportedVersionError` (ENV-11), `BadMessageError` (ENV-1) or `UnknownCriticalError` (ENV-10).
    """
    if value.get("protocol") != VERSION:  # ENV-11
        raise UnsupportedVersionError(f"the message does not say {VERSION}")
    kind = value.get("type")
    model = MODELS.get(kind) if type(kind) is str else None
    if model is None:  # REL-1
        raise BadMessageError("the letter's type is not registered")
    try:
        envelope = model.model_validate(value)
    except ValidationError as error:  # ENV-1
        raise BadMessageError(shape_fault(error)) from None
    for name in envelope.critical or ():
        if name not in _understood(model):  # ENV-10
            raise UnknownCriticalError(f"the critical member {name!r} is not understood here")
    return envelope


def request(body: Body, key: SigningKey, *, to: str, id: str, created_ms: int, expires_ms: int) -> Letter:
    """Return the signed request of *body* to the DID *to*.

    Raises `BadMessageError` (ENV-1), or what `encode` raises, if the parts break a rule of the wire.
    """
    return _signed(body, key, {"to": to, "id": id, "seq": 0}, created_ms, expires_ms)


def answer_to(
    asked: Letter,
    body: Body,
    key: SigningKey,
    *,
    id: str,
    created_ms: int,
    expires_ms: int,
) -> Letter:
    """Return the signed answer of *body* to the request *asked*. Raises what `request` raises."""
    members = {"to": asked.sender, "id": id, "seq": 1, "thread": asked.hash, "prev": asked.hash}
    return _signed(body, key, members, created_ms, expires_ms)


def news_after(
    end: ChainEnd, body: Body, key: SigningKey, *, id: str, created_ms: int, expires_ms: int
) -> Letter:
    """Return the signed news of *body* that follows *end*: a `subscribed`, or the news before."""
    members = {"to": end.to, "id": id, "seq": end.seq + 1, "thread": end.thread, "prev": end.hash}
    return _signed(body, key, members, created_ms, expires_ms)


def check_request(letter: Letter, *, at_ms: int) -> None:
    """Return if *letter*, received at *at_ms* on the brand's clock, is a request of a twin in its time.

    Raises `NoRequestError` (REL-1) or `LateRequestError` (REL-5).
    """
    if not letter.is_request or not letter.sender.startswith("did:key:"):  # REL-1
        raise NoRequestError(f"a twin may not send {letter.type}")
    envelope = letter.envelope
    if at_ms >= read_time(envelope.expires) + GRACE_MS:  # REL-5
        raise LateRequestError("the request came after its `expires` and the grace of 30 seconds")
    if read_time(envelope.created) > at_ms + GRACE_MS:  # REL-5
        raise LateRequestError("the request was created in the future")


def check_answer(asked: Letter, answer: Letter) -> None:
    """Return if *answer* answers *asked*. Raises `WrongAnswerError` (REL-2 to REL-4)."""
    if answer.type not in ANSWERS[asked.type]:  # REL-3
        raise WrongAnswerError(f"a {asked.type} is not answered by {answer.type}")
    if answer.sender != asked.envelope.to or answer.envelope.to != asked.sender:  # REL-4
        raise WrongAnswerError("the answer is between other parties")
    if (
        isinstance(answer.body, Answer)
        and answer.value["body"]["question"] != asked.value["body"]["question"]
    ):
        raise WrongAnswerError("the answer is to another question")  # ASK-4
    if answer.thread != asked.hash or answer.value.get("prev") != asked.hash:  # REL-2
        raise WrongAnswerError("the answer belongs to another request")
    check_receipt(asked.hash, asked.body, answer.body)  # CONS-12


def _signed(
    body: Body, key: SigningKey, members: Mapping[str, Any], created_ms: int, expires_ms: int
) -> Letter:
    kind = TYPES[type(body)]
    value: dict[str, Any] = {
        "protocol": VERSION,
        "type": kind,
        "from": key.did,
        **members,
        "created": write_time(created_ms),
        "expires": write_time(expires_ms),
        "body": body.members(),
    }
    payload = encode(value)
    value["signatures"] = [signature_of(payload, kind, key)]
    data = fit(spell(value))
    return Letter(parse_letter(value), value, data, to_base64url(sha256(payload).digest()), key.public)


def _understood(model: type[Letterhead]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())
