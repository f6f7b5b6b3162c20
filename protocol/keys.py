"""Ed25519 keys: who signs, and which keys are too weak to trust.

Spec: spec/25-identity.md (ID-1 to ID-4). Source: RFC 8032, RFC 8037 (JWK), RFC 7638 (thumbprint).

A `kid` is a full DID URL: a brand's fragment is the key's thumbprint, a person's repeats the did:key.
Keys of small order are refused: under them OpenSSL-based libraries accept forged signatures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import Final, Literal, Self

from nacl.bindings import (
    crypto_core_ed25519_is_valid_point,
    crypto_sign_BYTES,
    crypto_sign_open,
    crypto_sign_seed_keypair,
)
from nacl.bindings import crypto_sign as _crypto_sign
from nacl.exceptions import CryptoError

from protocol.base58 import from_base58, to_base58
from protocol.base64url import from_base64url, to_base64url
from protocol.errors import ProtocolError

_ED25519_PREFIX: Final = b"\xed\x01"
_DID_KEY: Final = "did:key:z"


class WeakKeyError(ProtocolError):
    """A public key that is no point of the prime-order group."""

    code = "weak-key"
    requirement = "ID-3"
    advice = "Make a new Ed25519 key with a current library."

    def __init__(self) -> None:
        super().__init__("the public key is no point of the prime-order group of Ed25519")


class BadKeyError(ProtocolError):
    """A key or its name is not spelled as it must be."""

    code = "bad-key"
    requirement = "ID-2"
    advice = "Name an Ed25519 key as did:key:z6Mk… or as did:web:…#thumbprint."


class BadSignatureError(ProtocolError):
    """A signature that the named key did not make over these bytes."""

    code = "bad-signature"
    requirement = "WIRE-19"
    status = 401
    advice = "Sign the exact canonical bytes with the key that kid names."

    def __init__(self, kid: str) -> None:
        super().__init__("the signature does not hold")
        self.kid = kid


@dataclass(frozen=True)
class PublicKey:
    """A public key with its full DID URL. Raises `WeakKeyError` (ID-3) for a key of small order."""

    kid: str
    raw: bytes

    def __post_init__(self) -> None:
        _check_strong(self.raw)

    @cached_property
    def did(self) -> str:
        """The DID that the key belongs to."""
        return self.kid.partition("#")[0]

    def verify(self, signed: bytes, signature: bytes) -> None:
        """Return if *signature* (64 bytes) over *signed* is this key's.

        Raises `BadSignatureError` (WIRE-19).
        """
        if len(signature) != crypto_sign_BYTES:
            raise BadSignatureError(self.kid)
        try:
            crypto_sign_open(signature + signed, self.raw)
        except (CryptoError, ValueError):  # PyNaCl raises either
            raise BadSignatureError(self.kid) from None

    def jwk(self) -> dict[str, str]:
        """The key as a public JSON Web Key (RFC 8037)."""
        return {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(self.raw)}


@dataclass(frozen=True)
class SigningKey:
    """A private key with the DID URL it signs under. The secret never shows in a repr."""

    kid: str
    public: PublicKey = field(repr=False)
    _secret: bytes = field(repr=False)

    @classmethod
    def for_twin(cls, seed: bytes) -> Self:
        """Return the did:key that *seed* (32 bytes) makes."""
        raw, secret = crypto_sign_seed_keypair(seed)
        kid = did_key_kid(did_key(raw))
        return cls(kid, PublicKey(kid, raw), secret)

    @classmethod
    def for_brand(cls, seed: bytes, did: str) -> Self:
        """Return the key that *seed* (32 bytes) makes, under the did:web *did*."""
        raw, secret = crypto_sign_seed_keypair(seed)
        kid = f"{did}#{thumbprint(raw)}"
        return cls(kid, PublicKey(kid, raw), secret)

    @cached_property
    def did(self) -> str:
        """The DID that the key signs for."""
        return self.public.did

    def sign(self, signed: bytes) -> bytes:
        """Return the 64-byte signature over *signed*."""
        return _crypto_sign(signed, self._secret)[:crypto_sign_BYTES]


def thumbprint(raw: bytes, curve: Literal["Ed25519", "X25519"] = "Ed25519") -> str:
    """Return the RFC 7638 thumbprint of the public key *raw*, in base64url."""
    members = f'{{"crv":"{curve}","kty":"OKP","x":"{to_base64url(raw)}"}}'
    return to_base64url(sha256(members.encode()).digest())


def did_key(raw: bytes) -> str:
    """Return the did:key of the Ed25519 public key *raw*."""
    return _DID_KEY + to_base58(_ED25519_PREFIX + raw)


def did_key_kid(did: str) -> str:
    """Return the DID URL of the only key of a did:key."""
    return f"{did}#{did.removeprefix('did:key:')}"


@lru_cache(maxsize=4096)
def did_key_ring(kid: str) -> PublicKey:
    """Return the key that a did:key URL spells out.

    Raises `BadKeyError` (ID-2) or `WeakKeyError` (ID-3).
    """
    did = kid.partition("#")[0]
    if not did.startswith(_DID_KEY) or kid != did_key_kid(did):
        raise BadKeyError("kid is no did:key with its own fragment")
    try:
        data = from_base58(did.removeprefix(_DID_KEY), 34)
    except ValueError as error:
        raise BadKeyError(f"the did:key is not spelled right: {error}") from None
    if data[:2] != _ED25519_PREFIX:
        raise BadKeyError("the did:key holds no Ed25519 key")
    return PublicKey(kid, data[2:])


def jwk_raw(jwk: dict[str, str]) -> bytes:
    """Return the 32 bytes of an Ed25519 JWK. Raises `BadKeyError` (ID-2) for any other key."""
    if (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519") or "d" in jwk:
        raise BadKeyError("the JWK is no public Ed25519 key")
    raw = from_base64url(jwk.get("x", ""), "x")
    if len(raw) != 32:
        raise BadKeyError("x is not 32 bytes")
    return raw


@lru_cache(maxsize=4096)
def _check_strong(raw: bytes) -> None:
    if len(raw) != 32 or not crypto_core_ed25519_is_valid_point(raw):  # ID-3
        raise WeakKeyError
