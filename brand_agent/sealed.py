"""Sealed bids: one best offer, bound by its hash, opened when the window lists it.

Spec: spec/65-modes.md (SEAL-3, SEAL-4, SEAL-7, SEAL-8, SEAL-10).

What is committed to was priced, guarded and set aside like any offer; only its telling waits. It is kept from
the commit to the reveal, so that a price or a policy that changes between them changes no bid.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import Final

from brand_agent.heard import Heard
from brand_agent.replies import late
from protocol import Close, Negotiation, Offer, SigningKey, decode, encode, to_base64url
from protocol.bodies import Commit, Reveal
from protocol.sealed import bid_hash

_SECRET: Final = b"dailyme nonce of a sealed bid"


def sealed(offer: Offer, talk: Negotiation, key: SigningKey) -> tuple[Commit, bytes]:
    """Return the commit to *offer* in *talk*, and what is to be revealed, as bytes to keep."""
    body, nonce = offer.members(), nonce_of(talk.thread, key)
    kept = encode({"nonce": nonce, "offer": body})
    return Commit(commitment=bid_hash(talk.thread, nonce, body)), kept


def revealed(heard: Heard, kept: bytes | None) -> Reveal | Close:
    """Return the bid *kept* if the window that was heard lists it in time; else a close, without a reason."""
    if kept is None or heard.talk.commitment not in heard.talk.listed:  # SEAL-7
        return Close()
    reveal = Reveal.model_validate(decode(kept))
    return Close() if late(reveal.offer, heard.at_ms) else reveal  # SEAL-8


def nonce_of(thread: str, key: SigningKey) -> str:
    """Return the nonce of the bid in *thread*, which only who holds *key* can work out (SEAL-4)."""
    secret = sha256(key.sign(_SECRET)).digest()
    return to_base64url(hmac.digest(secret, thread.encode(), "sha256"))
