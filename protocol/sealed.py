"""Sealed bids: what a commitment is, and what may be revealed.

Spec: spec/65-modes.md (SEAL-1 to SEAL-7).

Each brand binds itself to one offer before it can know another's. Thread and nonce are inside the hash, so
nobody can copy a bid into another thread, or find it by trying prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from protocol.base64url import to_base64url
from protocol.bodies import Mode
from protocol.canonical import spell
from protocol.errors import ProtocolError
from protocol.thread import Negotiation

BID_DOMAIN: Final = "dailyme/bid"


class WrongModeError(ProtocolError):
    """An answer of another mode than the one that the open asks for."""

    code = "wrong-mode"
    requirement = "SEAL-1"
    status = 409
    advice = "Answer sealed with a commit, mediated with a grid or an offer, and no mode with an offer."


class BidDiffersError(ProtocolError):
    """What is revealed is not what was committed to."""

    code = "bid-differs"
    requirement = "SEAL-3"
    status = 409
    advice = "Reveal the nonce and the offer of the commitment, to the byte; the bid is void."


class NotListedError(ProtocolError):
    """A reveal of a bid that the window does not list."""

    code = "not-listed"
    requirement = "SEAL-7"
    status = 409
    advice = "Close the thread if the window does not list the commitment."


def bid_hash(thread: str, nonce: str, offer: Mapping[str, Any]) -> str:
    """Return the commitment to the body *offer* in *thread*, with *nonce* in base64url (SEAL-3).

    SHA-256 of the canonical bytes of `["dailyme/bid", thread, nonce, offer]`.
    """
    return to_base64url(sha256(spell([BID_DOMAIN, thread, nonce, offer])).digest())


def check_mode(talk: Negotiation, *modes: Mode | None) -> None:
    """Return if the open of *talk* asks for one of *modes*. Raises `WrongModeError` (SEAL-1, MED-8)."""
    asked = None if talk.opening is None else talk.opening.mode
    if asked not in modes:
        raise WrongModeError(f"the open's mode is {asked or 'to take turns'}")


def check_reveal(talk: Negotiation, nonce: str, offer: Mapping[str, Any]) -> None:
    """Return if the brand may reveal *nonce* and *offer* in *talk*.

    Raises `NotListedError` (SEAL-7) or `BidDiffersError` (SEAL-3).
    """
    if talk.commitment not in talk.listed:  # SEAL-7
        raise NotListedError("the window does not list this thread's commitment")
    if bid_hash(talk.thread, nonce, offer) != talk.commitment:  # SEAL-3
        raise BidDiffersError("nonce and offer do not make the commitment")
