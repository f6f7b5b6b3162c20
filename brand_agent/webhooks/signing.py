"""How a webhook is signed, so that whoever receives it knows whose it is and that it is fresh.

Source: the Standard Webhooks specification, version 1.0: headers `webhook-id`, `webhook-timestamp` and
`webhook-signature`, HMAC-SHA-256 over `id.timestamp.body`, secrets spelled `whsec_` and base64.

No secret lies in the store: it is made anew from the brand's key and the webhook's salt when it is needed.
So a copy of the store forges nothing, and a brand that changes its key shows its receivers new secrets.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from protocol import SigningKey

OVERLAP_MS: Final = 24 * 3_600_000
"""How long the secret before still signs beside the new one."""
_PURPOSE: Final = b"dailyme webhook secret\0"
"""No message of the protocol begins so: what it signs is base64url and a dot."""


def secret_of(key: SigningKey, salt: bytes) -> bytes:
    """Return the secret (32 bytes) that *key* makes of *salt*: an Ed25519 signature is the same each time."""
    return sha256(key.sign(_PURPOSE + salt)).digest()


def shown_secret(secret: bytes) -> str:
    """Return *secret* as receivers configure it.

    >>> shown_secret(bytes(24))
    'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    return "whsec_" + b64encode(secret).decode()


def headers(secrets: Sequence[bytes], name: str, body: bytes, *, at_s: int) -> dict[str, str]:
    """Return the headers of the request that carries *body* under the id *name*, signed with all *secrets*.

    at_s: seconds since 1970; receivers refuse what is minutes old, so each try has its own.
    """
    signed = f"{name}.{at_s}.".encode() + body
    marks = [b64encode(hmac.digest(secret, signed, "sha256")).decode() for secret in secrets]
    return {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(at_s),
        "webhook-signature": " ".join(f"v1,{mark}" for mark in marks),
    }
