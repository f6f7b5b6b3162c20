"""A message: signed bytes read into types, and types written into signed bytes.

Spec: spec/20-wire.md, spec/30-envelope.md.

`read` checks in a fixed order (bytes, signature, version, shape, audience), so that no unverified text is
parsed further than it must be, and so that every implementation answers a bad message with the same code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from protocol.base64url import to_base64url
from protocol.bodies import Body
from protocol.canonical import decode, encode, fit, spell
from protocol.envelope import MODELS, VERSION, AnyMessage
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, SigningKey
from protocol.signature import KeyRing, signature_of, unsigned_bytes, verify_payload
from protocol.times import write_time


class BadMessageError(ProtocolError):
    """Signed, but not of the shape that its type asks for."""

    code = "bad-message"
    requirement = "ENV-1"
    status = 422
    advice = "Compare the message with the JSON Schema of its type."


class UnsupportedVersionError(ProtocolError):
    """A version of the protocol that is not spoken here."""

    code = "unsupported-version"
    requirement = "ENV-11"
    advice = f"Speak {VERSION}; the profile lists the versions."


class UnknownCriticalError(ProtocolError):
    """A member that must be understood is not."""

    code = "unknown-critical"
    requirement = "ENV-10"
    advice = "Leave the extension out, or speak to an agent whose profile names it."


class WrongSignerError(ProtocolError):
    """Signed by another party than `from` says."""

    code = "wrong-signer"
    requirement = "ID-1"
    status = 401
    advice = "Sign with a key of the DID that stands in `from`."


class WrongAudienceError(ProtocolError):
    """Addressed to somebody else."""

    code = "wrong-audience"
    requirement = "ENV-3"
    status = 421
    advice = "Put the receiver's DID into `to` and sign again."


class Message(NamedTuple):
    """A verified message: its typed form, its exact bytes, its hash and the key that signed it."""

    envelope: AnyMessage
    value: Mapping[str, Any]
    data: bytes
    hash: str
    key: PublicKey

    @property
    def type(self) -> str:
        """The type, such as `offer`."""
        return self.envelope.type

    @property
    def sender(self) -> str:
        """The DID that signed."""
        return self.envelope.from_

    @property
    def thread(self) -> str:
        """The thread's name: of an open, its own hash."""
        return self.hash if self.envelope.type == "open" else self.envelope.thread


def read(data: bytes, ring: KeyRing, *, to: str) -> Message:
    """Return the message that *data* holds, addressed to the DID *to*.

    Raises what `decode` and `verify` raise, then `UnsupportedVersionError` (ENV-11), `BadMessageError`
    (ENV-1), `UnknownCriticalError` (ENV-10), `WrongSignerError` (ID-1), `WrongAudienceError` (ENV-3).
    """
    value, payload, key = verified(data, ring)
    envelope = parse(value)
    if envelope.to != to:  # ENV-3
        raise WrongAudienceError("the message is addressed to another party")
    return Message(envelope, value, data, to_base64url(sha256(payload).digest()), key)


def verified(data: bytes, ring: KeyRing) -> tuple[dict[str, Any], bytes, PublicKey]:
    """Return the object in *data*, the bytes that its sender signed, and the key; its shape is not looked at.

    Raises what `decode` and `verify` raise, then `WrongSignerError` (ID-1).
    """
    value = decode(data)
    if type(value) is not dict:
        raise BadMessageError("a message is a JSON object")
    payload = unsigned_bytes(data, value)
    key = verify_payload(payload, value, ring)[0]
    if key.did != value.get("from"):  # ID-1
        raise WrongSignerError("the signing key is not a key of `from`")
    return value, payload, key


def parse(value: Mapping[str, Any]) -> AnyMessage:
    """Return the typed form of *value*; the signature is not looked at.

    Raises `UnsupportedVersionError` (ENV-11), `BadMessageError` (ENV-1) or `UnknownCriticalError` (ENV-10).
    """
    if value.get("protocol") != VERSION:  # ENV-11
        raise UnsupportedVersionError(f"the message does not say {VERSION}")
    kind = value.get("type")
    validate = _VALIDATORS.get(kind) if type(kind) is str else None
    if validate is None:  # ENV-1
        raise BadMessageError("the message's type is not registered")
    try:
        envelope: AnyMessage = validate(value)
    except ValidationError as error:  # ENV-1
        raise BadMessageError(shape_fault(error)) from None
    for name in envelope.critical or ():
        if name not in _UNDERSTOOD[envelope.type]:  # ENV-10
            raise UnknownCriticalError(f"the critical member {name!r} is not understood here")
    return envelope


def compose(
    body: Body,
    key: SigningKey,
    *,
    kind: str,
    to: str,
    id: str,
    created_ms: int,
    expires_ms: int,
    thread: str | None = None,
    prev: str | None = None,
    seq: int = 0,
) -> Message:
    """Return the signed message of type *kind* with *body*.

    *thread*, *prev* and *seq* are those of the thread, and left out for an open.

    Raises `BadMessageError` (ENV-1), or what `encode` raises, if the parts break a rule of the wire.
    """
    value: dict[str, Any] = {
        "protocol": VERSION,
        "type": kind,
        "id": id,
        "from": key.did,
        "to": to,
        "seq": seq,
        "created": write_time(created_ms),
        "expires": write_time(expires_ms),
        "body": body.members(),
    }
    if thread is not None and prev is not None:
        value |= {"thread": thread, "prev": prev}
    payload = encode(value)
    value["signatures"] = [signature_of(payload, kind, key)]
    data = fit(spell(value))
    try:
        envelope: AnyMessage = _VALIDATORS[kind]({**value, "body": body})
    except ValidationError as error:
        raise BadMessageError(shape_fault(error)) from None
    return Message(envelope, value, data, to_base64url(sha256(payload).digest()), key.public)


def shape_fault(error: ValidationError) -> str:
    """Say in words where *error* found which fault first; what was sent is not repeated."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part)[:40] for part in first["loc"]) or "the object"
    return f"{place}: {first['msg']}"[:300]


def _names(model: type[AnyMessage]) -> frozenset[str]:
    return frozenset(field.alias or name for name, field in model.model_fields.items())


_VALIDATORS: Final[dict[str, Callable[[Any], Any]]] = {
    kind: model.__pydantic_validator__.validate_python for kind, model in MODELS.items()
}
_UNDERSTOOD = {kind: _names(model) for kind, model in MODELS.items()}
