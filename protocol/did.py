"""did:web: a brand is its domain, and its keys stand in its did document.

Spec: spec/25-identity.md (ID-4 to ID-6). Source: the did:web method specification; W3C DID Core.

Rotation adds a key; revocation sets a time from which signatures under the key are refused.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, quote, unquote, urlsplit

from pydantic import Field

from protocol.base64url import from_base64url, to_base64url
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, did_key_ring, jwk_raw, thumbprint
from protocol.signature import KeyRing, UnknownKeyError
from protocol.times import Time, read_time, write_time
from protocol.wire import Did, Many, Maybe, Wire

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_WEB = re.compile(r"did:web:([a-z0-9.-]+|%5B[0-9a-f%A:]+%5D)(%3A[0-9]{1,5})?", re.ASCII)


class BadDidError(ProtocolError):
    """No did:web of a host that may be asked."""

    code = "bad-did"
    requirement = "ID-6"
    advice = "Use did:web with a host name; plain http is for loopback on a developer's machine."


class DidMismatchError(ProtocolError):
    """The did document is about somebody else, or names a key wrongly."""

    code = "did-mismatch"
    requirement = "ID-4"
    advice = "Serve a document whose id is the DID and whose key fragments are RFC 7638 thumbprints."


class RevokedKeyError(ProtocolError):
    """The key was revoked before the object was signed or received."""

    code = "revoked-key"
    requirement = "ID-5"
    status = 401
    advice = "Sign with a key that the did document still holds."

    def __init__(self, kid: str, revoked: str) -> None:
        super().__init__(f"the key was revoked at {revoked}")
        self.kid, self.revoked = kid, revoked


class Jwk(Wire):
    """A public Ed25519 key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["Ed25519"]
    x: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class VerificationMethod(Wire):
    """A key in a did document, and from when it is revoked, if it is."""

    id: Annotated[str, Field(max_length=400)]
    type: Literal["JsonWebKey"]
    controller: Did
    public_key_jwk: Annotated[Jwk, Field(alias="publicKeyJwk")]
    revoked: Time | None = None


class BoxJwk(Wire):
    """A public X25519 key (RFC 8037)."""

    kty: Literal["OKP"]
    crv: Literal["X25519"]
    x: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class BoxMethod(Wire):
    """A key in a did document that boxes are sealed to."""

    id: Annotated[str, Field(max_length=400)]
    type: Literal["JsonWebKey"]
    controller: Did
    public_key_jwk: Annotated[BoxJwk, Field(alias="publicKeyJwk")]


class DidDocument(Wire):
    """Who a brand is: its DID and its keys."""

    context: Annotated[Many[str], Field(alias="@context")] = ("https://www.w3.org/ns/did/v1",)
    id: Did
    verification_method: Annotated[Many[VerificationMethod], Field(alias="verificationMethod", max_length=32)]
    assertion_method: Annotated[Many[str], Field(alias="assertionMethod", max_length=32)]
    key_agreement: Maybe[Annotated[Many[BoxMethod], Field(alias="keyAgreement", max_length=8)]] = None
    """Keys that boxes are sealed to; left out, nobody seals any to it."""

    def box_key(self) -> bytes | None:
        """Return the public X25519 key that boxes are sealed to, the first listed; None if there is none.

        Raises `DidMismatchError` (ID-4) if its fragment is not its thumbprint.
        """
        for method in self.key_agreement or ():
            raw = from_base64url(method.public_key_jwk.x, "x")
            if method.controller != self.id or method.id != f"{self.id}#{thumbprint(raw, 'X25519')}":
                raise DidMismatchError("a key's id is not the DID with the key's thumbprint")  # MED-12
            return raw
        return None

    def ring(self, at_ms: int) -> KeyRing:
        """Return the keys that hold at *at_ms*, the receiver's clock.

        Raises `DidMismatchError` (ID-4) if a fragment is not the thumbprint of its key.
        """
        if len({method.id for method in self.verification_method}) != len(self.verification_method):
            raise DidMismatchError("two keys have one id")
        methods = {
            method.id: method for method in self.verification_method if method.id in self.assertion_method
        }
        keys = {kid: self._key(method) for kid, method in methods.items()}

        def find(kid: str) -> PublicKey:
            if kid not in keys:
                raise UnknownKeyError(kid)
            revoked = methods[kid].revoked
            if revoked is not None and at_ms >= read_time(revoked):  # ID-5
                raise RevokedKeyError(kid, revoked)
            return keys[kid]

        return find

    def _key(self, method: VerificationMethod) -> PublicKey:
        raw = jwk_raw(method.public_key_jwk.members())
        if method.controller != self.id or method.id != f"{self.id}#{thumbprint(raw)}":  # ID-4
            raise DidMismatchError("a key's id is not the DID with the key's thumbprint")
        return PublicKey(method.id, raw)


def did_document(
    did: str,
    keys: tuple[PublicKey, ...],
    revoked_ms: dict[str, int] | None = None,
    box: bytes | None = None,
) -> dict[str, Any]:
    """Return the did document of *did* with *keys*; *revoked_ms* maps a kid to the time its key ended.

    box: the public X25519 key that boxes are sealed to, if it takes any.
    """
    ended = revoked_ms or {}
    sealed_to = {} if box is None else {"keyAgreement": [_box_method(did, box)]}  # MED-12
    return sealed_to | {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "verificationMethod": [
            {"id": key.kid, "type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk()}
            | ({"revoked": write_time(ended[key.kid])} if key.kid in ended else {})
            for key in keys
        ],
        "assertionMethod": [key.kid for key in keys],
    }


def _box_method(did: str, raw: bytes) -> dict[str, Any]:
    jwk = {"kty": "OKP", "crv": "X25519", "x": to_base64url(raw)}
    kid = f"{did}#{thumbprint(raw, 'X25519')}"
    return {"id": kid, "type": "JsonWebKey", "controller": did, "publicKeyJwk": jwk}


def did_web(url: str) -> str:
    """Return the did:web of the host that serves *url*.

    >>> did_web("http://localhost:8001/catalog")
    'did:web:localhost%3A8001'

    Raises `BadDidError` (ID-6) for a URL without a host.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BadDidError(f"{url[:80]!r} is no URL") from None
    if not parts.hostname:
        raise BadDidError(f"{url[:80]!r} names no host")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    did = "did:web:" + quote(host + _port(parts), safe="")
    if _WEB.fullmatch(did) is None:
        raise BadDidError(f"{url[:80]!r} names no host in ASCII")
    return did


def did_web_origin(did: str, *, local: bool) -> str:
    """Return the origin that serves the documents of *did*: https, or http for loopback if *local*.

    Raises `BadDidError` (ID-6): no did:web of a plain host, or loopback without *local*.
    """
    if _WEB.fullmatch(did) is None:
        raise BadDidError(f"{did[:80]!r} is no did:web of a host")
    host = unquote(did.removeprefix("did:web:"))
    parts = urlsplit(f"//{host}")
    _port(parts)
    if parts.hostname in _LOOPBACK:
        if not local:
            raise BadDidError("a loopback host is for a developer's machine only (--local)")
        return f"http://{host}"
    return f"https://{host}"


def _port(parts: SplitResult) -> str:
    try:
        return "" if parts.port is None else f":{parts.port}"
    except ValueError:
        raise BadDidError("the port is no number up to 65535") from None


def ring_of(documents: dict[str, DidDocument], at_ms: int) -> KeyRing:
    """Return the keys of did:key (spelled out) and of the did:web *documents* (by DID) at *at_ms*."""
    if any(document.id != did for did, document in documents.items()):  # ID-4
        raise DidMismatchError("a did document is about another DID")
    rings = {did: document.ring(at_ms) for did, document in documents.items()}

    def find(kid: str) -> PublicKey:
        did = kid.partition("#")[0]
        if did.startswith("did:key:"):
            return did_key_ring(kid)
        if did not in rings:
            raise UnknownKeyError(kid)
        return rings[did](kid)

    return find
