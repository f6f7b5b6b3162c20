"""Sealed boxes: bytes that one X25519 key alone can open, made without dice.

Spec: spec/65-modes.md (MED-11, MED-12). Source: libsodium, `crypto_box_seal`: an ephemeral public key, then a
box under a nonce that is BLAKE2b of both public keys. What PyNaCl's `SealedBox` seals is opened here, and the
other way round.

Who seals says from which secret the ephemeral key comes; the bytes that are sealed go into it, so two texts
never share one.
"""

from __future__ import annotations

import hmac
from hashlib import blake2b, sha256
from typing import Final

from nacl.bindings import crypto_box, crypto_box_seal_open, crypto_scalarmult_base
from nacl.exceptions import CryptoError

from protocol.errors import ProtocolError
from protocol.keys import SigningKey

KEY_BYTES: Final = 32


class BadBoxError(ProtocolError):
    """A box that the key at hand does not open, or a key that nothing can be sealed to."""

    code = "bad-box"
    requirement = "MED-11"
    status = 422
    advice = "Seal to the X25519 key in the marketplace's did document, with libsodium's crypto_box_seal."


def box_secret(key: SigningKey, purpose: bytes) -> bytes:
    """Return the X25519 secret for *purpose* that only who holds the signing *key* can work out."""
    return sha256(key.sign(b"dailyme box key\x00" + purpose)).digest()


def box_public(secret: bytes) -> bytes:
    """Return the public X25519 key of *secret* (32 bytes)."""
    return crypto_scalarmult_base(secret)


def seal(data: bytes, to: bytes, *, secret: bytes) -> bytes:
    """Return *data* in a box for the public key *to*; the ephemeral key comes from *secret* and *data*.

    Raises `BadBoxError` (MED-11) for a key of small order or of another length.
    """
    own = hmac.digest(secret, b"dailyme box\x00" + to + data, "sha256")
    public = crypto_scalarmult_base(own)
    nonce = blake2b(public + to, digest_size=24).digest()
    try:
        return public + crypto_box(data, nonce, to, own)
    except (CryptoError, ValueError, TypeError, RuntimeError) as error:
        raise BadBoxError("nothing can be sealed to that key") from error


def unseal(box: bytes, secret: bytes) -> bytes:
    """Return what *box* holds, sealed to the key of *secret*. Raises `BadBoxError` (MED-11)."""
    try:
        return crypto_box_seal_open(box, crypto_scalarmult_base(secret), secret)
    except (CryptoError, ValueError, TypeError, RuntimeError) as error:
        raise BadBoxError("the box does not open") from error
