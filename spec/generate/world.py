"""The people, shops and keys of the vectors, and a signer that shares no code with `protocol`.

Every key is made from a marked test seed: SHA-256 of `daily me test seed: ` and a name. Never use one.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import rfc8785
from nacl.signing import SigningKey

VERSION = "dailyme/2026-12-01"
SEED_MARK = "daily me test seed: "

Json = Any
Object = dict[str, Any]

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def b64(data: bytes) -> str:
    """Return *data* in base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def canonical(value: Json) -> bytes:
    """Return the RFC 8785 bytes of *value*."""
    return rfc8785.dumps(value)


def digest(value: Object) -> str:
    """Return the hash of an object: over its canonical bytes without signatures."""
    bare = {name: member for name, member in value.items() if name != "signatures"}
    return b64(sha256(canonical(bare)).digest())


def base58(data: bytes) -> str:
    """Return *data*, which does not begin with a zero byte, in base58."""
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return text


@dataclass(frozen=True)
class Key:
    """A test key: the name that makes its seed, and the DID that it signs for."""

    name: str
    did: str
    kid: str

    @property
    def seed(self) -> bytes:
        """The 32 bytes of the private key."""
        return sha256(f"{SEED_MARK}{self.name}".encode()).digest()

    @property
    def raw(self) -> bytes:
        """The 32 bytes of the public key."""
        return bytes(SigningKey(self.seed).verify_key)

    @property
    def jwk(self) -> Object:
        """The public key as a JSON Web Key."""
        return {"kty": "OKP", "crv": "Ed25519", "x": b64(self.raw)}

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature over *data*."""
        return SigningKey(self.seed).sign(data).signature


def raw_key(name: str) -> bytes:
    """Return the public key that the seed of *name* makes."""
    return bytes(SigningKey(sha256(f"{SEED_MARK}{name}".encode()).digest()).verify_key)


def did_key(raw: bytes, prefix: bytes = b"\xed\x01") -> str:
    """Return the did:key of a public key."""
    return "did:key:z" + base58(prefix + raw)


def own_url(did: str) -> str:
    """Return the DID URL of the only key of a did:key."""
    return f"{did}#{did.removeprefix('did:key:')}"


def thumbprint(raw: bytes) -> str:
    """Return the RFC 7638 thumbprint of a public key."""
    return b64(sha256(canonical({"crv": "Ed25519", "kty": "OKP", "x": b64(raw)})).digest())


def person(name: str) -> Key:
    """Return a person's key."""
    did = did_key(raw_key(name))
    return Key(name, did, own_url(did))


def shop(name: str, did: str) -> Key:
    """Return a key of the domain *did*."""
    return Key(name, did, f"{did}#{thumbprint(raw_key(name))}")


TWIN = person("twin")
OTHER_TWIN = person("another twin")
BRAND = shop("brand", "did:web:shop.example")
OLD_BRAND = shop("brand, revoked key", "did:web:shop.example")
RIVAL = shop("rival", "did:web:rival.example")
MARKET = shop("market", "did:web:market.example")

REVOKED = "2026-06-01T00:00:00Z"


def document(did: str, *keys: Key) -> Object:
    """Return the did document of *did* with *keys*."""
    methods = [
        {"id": key.kid, "type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk}
        | ({"revoked": REVOKED} if key is OLD_BRAND else {})
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [key.kid for key in keys],
    }


DOCUMENTS = [
    document(BRAND.did, BRAND, OLD_BRAND),
    document(RIVAL.did, RIVAL),
    document(MARKET.did, MARKET),
]


def header(key: Key, kind: str) -> Object:
    """Return the protected header of a signature over an object of type *kind*."""
    return {"alg": "Ed25519", "kid": key.kid, "typ": f"dailyme-{kind}+jws"}


def signature(value: Object, key: Key, head: Object | None = None, *, protected: str | None = None) -> Object:
    """Return *key*'s signature over *value*; *head* or *protected* replace the right header by another."""
    spelled = protected or b64(canonical(header(key, value["type"]) if head is None else head))
    bare = {name: member for name, member in value.items() if name != "signatures"}
    signed = key.sign(f"{spelled}.{b64(canonical(bare))}".encode())
    return {"protected": spelled, "signature": b64(signed)}


def sign(value: Object, *keys: Key) -> Object:
    """Return *value* signed by *keys* in turn, and by nobody else."""
    return {**value, "signatures": [signature(value, key) for key in keys]}


def message_id(label: str) -> str:
    """Return the id, sixteen bytes, that belongs to *label*."""
    return b64(sha256(f"id: {label}".encode()).digest()[:16])


def usd(amount: int) -> Object:
    """Return an amount of US cents."""
    return {"amount": amount, "currency": "USD"}


def changed(value: Json, path: str, new: Json) -> Json:
    """Return a copy of *value* with *new* at the dotted *path*; the member may be new."""
    name, _, rest = path.partition(".")
    copy: Json = list(value) if isinstance(value, Sequence) else dict(value)
    place = int(name) if isinstance(copy, list) else name
    copy[place] = changed(copy[place], rest, new) if rest else new
    return copy


def without(value: Json, path: str) -> Json:
    """Return a copy of *value* without the member at the dotted *path*."""
    before, _, name = path.rpartition(".")
    if before:
        return changed(value, before, without(at(value, before), name))
    return {key: member for key, member in value.items() if key != name}


def at(value: Json, path: str) -> Json:
    """Return what stands in *value* at the dotted *path*."""
    for name in path.split("."):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value
