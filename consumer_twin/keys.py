"""Keys: a fresh one per thread, or one for a brand that the person is known to; never one for two brands.

Spec: spec/25-identity.md (ID-9), spec/35-relate.md.

A thread's key comes from the person's seed and a fresh nonce; the nonce is stored, the key and the seed are
not. Who holds the seed can make the key again, to sign on where a killed twin stopped.
"""

from __future__ import annotations

import hmac
from typing import Final

from consumer_twin.fresh import Ids, Nonces
from protocol import SigningKey, to_base64url

_KEY: Final = b"dailyme thread key\x00"
_KNOWN: Final = b"dailyme known key\x00"
_DITHER: Final = b"dailyme thread dither"


def thread_key(seed: bytes, nonce: bytes) -> SigningKey:
    """Return the did:key of the thread that was opened with *nonce* (32 bytes), for the person of *seed*."""
    return SigningKey.for_twin(hmac.digest(seed, _KEY + nonce, "sha256"))


def known_key(seed: bytes, brand: str, step: int) -> SigningKey:
    """Return the did:key under which the person of *seed* is known to the DID *brand*.

    step: how many times they stepped down to guest there. Who comes back later is somebody new.
    """
    return SigningKey.for_twin(hmac.digest(seed, _KNOWN + f"{step}\x00{brand}".encode(), "sha256"))


def thread_dither(nonce: bytes) -> bytes:
    """Return the private bytes that the policy's small deviations in the thread of *nonce* come from."""
    return hmac.digest(nonce, _DITHER, "sha256")


def seeded_nonces(seed: bytes) -> Nonces:
    """Return nonces that depend on *seed* and the context alone: for runs that can be repeated."""

    def nonce(context: str) -> bytes:
        return hmac.digest(seed, b"nonce\x00" + context.encode(), "sha256")

    return nonce


def seeded_ids(seed: bytes) -> Ids:
    """Return ids that depend on *seed* and the context alone: for runs that can be repeated."""

    def name(context: str) -> str:
        return to_base64url(hmac.digest(seed, b"id\x00" + context.encode(), "sha256")[:16])

    return name
