"""Signatures: JWS in the shape of A2A's Agent Card, one per party, over canonical bytes.

Spec: spec/20-wire.md (WIRE-16 to WIRE-19, WIRE-22). Source: RFC 7515, RFC 9864 (`Ed25519`).

The header names algorithm, key and kind of object, and nothing else: a signature over an offer can't be
shown as one over an agreement. Every header is canonical, so there is one spelling of a signed object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from protocol.base64url import from_base64url, spelled, to_base64url
from protocol.canonical import decode, encode, spell
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, SigningKey

KeyRing = Callable[[str], PublicKey]
"""Finds the key that a kid names; raises a `ProtocolError` (unknown-key, revoked-key, …) if there is none."""

_SIGNATURES: Final = b'"signatures":'
_SHAPE: Final = {"protected", "signature"}
_MAX_HEADER: Final = 1024
"""Characters of an encoded header; a DID URL has at most 400."""


class BadSignaturesError(ProtocolError):
    """`signatures` is missing, of another shape, or not of the number asked for."""

    code = "bad-signatures"
    requirement = "WIRE-16"
    advice = "Carry a list of objects with exactly `protected` and `signature`."


class BadHeaderError(ProtocolError):
    """A JWS header with other members, another algorithm, another type or another spelling."""

    code = "bad-header"
    requirement = "WIRE-17"
    advice = 'Use exactly {"alg":"Ed25519","kid":…,"typ":…} in canonical form.'


class UnknownKeyError(ProtocolError):
    """Nobody knows a key of that name."""

    code = "unknown-key"
    requirement = "ID-4"
    status = 401
    advice = "Publish the key in the did document before you sign with it."

    def __init__(self, kid: str) -> None:
        super().__init__(f"no key is known as {kid[:120]!r}")
        self.kid = kid


def typ(kind: str) -> str:
    """Return the header's `typ` of a signed object of type *kind*."""
    return f"dailyme-{kind}+jws"


def unsigned(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of *value* without `signatures`: what is signed and hashed."""
    return {name: member for name, member in value.items() if name != "signatures"}


def unsigned_bytes(data: bytes, value: Mapping[str, Any]) -> bytes:
    """Return the canonical bytes of *value* without `signatures`; *data* are those with them.

    If `"signatures":` stands in *data* once, it starts that very member, and since `type` is sorted behind
    it, the member ends in a comma: so it is cut out. Any other value is spelled anew.
    """
    start = data.find(_SIGNATURES)
    if start < 0 or start != data.rfind(_SIGNATURES) or not ("signatures" in value and "type" in value):
        return spell(unsigned(value))
    end = start + len(_SIGNATURES) + len(spell(value["signatures"])) + len(b",")
    return data[:start] + data[end:]


def message_hash(value: Mapping[str, Any]) -> str:
    """Return the identity of a signed object: SHA-256 of its canonical bytes without signatures (WIRE-22)."""
    return to_base64url(sha256(spell(unsigned(value))).digest())


def signature_of(payload: bytes, kind: str, key: SigningKey) -> dict[str, str]:
    """Return *key*'s signature over the canonical bytes *payload* of an object of type *kind*."""
    protected = _protected(key.kid, kind)
    signed = key.sign(protected.encode() + b"." + spelled(payload))
    return {"protected": protected, "signature": to_base64url(signed)}


def sign(value: Mapping[str, Any], key: SigningKey) -> dict[str, Any]:
    """Return *value* with *key*'s signature added after those it has.

    The kind of object is its `type` member. Raises what `encode` raises.
    """
    bare = unsigned(value)
    added = signature_of(encode(bare), value["type"], key)
    return {**bare, "signatures": [*value.get("signatures", ()), added]}


def verify(value: Mapping[str, Any], ring: KeyRing, *, count: int = 1) -> tuple[str, ...]:
    """Return the kids of the *count* signatures of *value*, all of which hold.

    Raises `BadSignaturesError` (WIRE-16), `BadHeaderError` (WIRE-17), `BadBase64Error` (WIRE-18),
    `BadSignatureError` (WIRE-19) or what *ring* raises.
    """
    return tuple(key.kid for key in verify_payload(spell(unsigned(value)), value, ring, count=count))


def verify_payload(
    payload: bytes, value: Mapping[str, Any], ring: KeyRing, *, count: int = 1
) -> list[PublicKey]:
    """As `verify`, for a caller that has the canonical bytes without signatures at hand; returns the keys."""
    signatures = value.get("signatures")
    if type(signatures) is not list or len(signatures) != count:  # WIRE-16
        raise BadSignaturesError(f"{count} signature(s) must stand in `signatures`")
    kind = value.get("type")
    if type(kind) is not str:  # WIRE-17
        raise BadHeaderError("without a type in words no header can name it")
    encoded = spelled(payload)
    return [_verify_one(one, encoded, kind, ring) for one in signatures]


def _verify_one(one: Any, encoded: bytes, kind: str, ring: KeyRing) -> PublicKey:
    if type(one) is not dict or one.keys() != _SHAPE:
        raise BadSignaturesError("a signature has exactly `protected` and `signature`")  # WIRE-16
    protected, spelling = one["protected"], one["signature"]
    if type(protected) is not str or type(spelling) is not str:
        raise BadSignaturesError("`protected` and `signature` are text")  # WIRE-16
    key = ring(_kid(protected, kind))
    signature = from_base64url(spelling, "signature")  # WIRE-18
    key.verify(protected.encode() + b"." + encoded, signature)  # WIRE-19
    return key


@lru_cache(maxsize=4096)
def _protected(kid: str, kind: str) -> str:
    return to_base64url(encode({"alg": "Ed25519", "kid": kid, "typ": typ(kind)}))


@lru_cache(maxsize=4096)
def _kid(protected: str, kind: str) -> str:
    """Return the kid of a header for objects of type *kind*; errors are not cached."""
    if len(protected) > _MAX_HEADER:
        raise BadHeaderError(f"the header is longer than {_MAX_HEADER} characters")
    data = from_base64url(protected, "protected")
    try:
        header = decode(data)
    except ProtocolError as error:
        raise BadHeaderError(f"the header is refused: {error.detail}") from None
    if type(header) is not dict or header.keys() != {"alg", "kid", "typ"}:
        raise BadHeaderError("the header has exactly alg, kid and typ")
    if header["alg"] != "Ed25519" or header["typ"] != typ(kind) or type(header["kid"]) is not str:
        raise BadHeaderError(f"the header must say alg Ed25519 and typ {typ(kind)}")
    return str(header["kid"])
