"""Testimony: a thread as it lies in the store, each message held against its signature once more.

Spec: spec/20-wire.md (WIRE-16 to WIRE-22), spec/25-identity.md (ID-1, ID-2, ID-4), spec/30-envelope.md.

Nothing here trusts that a message was verified when it came: bytes, fingerprint, key and place in the thread
are checked anew, and a message that does not hold is shown with what is wrong, beside those that do.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from protocol import (
    Message,
    Negotiation,
    ProtocolError,
    PublicKey,
    State,
    did_key_ring,
    read,
    read_time,
    step,
)
from protocol.keys import thumbprint


@dataclass(frozen=True)
class Kept:
    """A message as it is kept: its place, its fingerprint, its bytes, and the key that it came with."""

    seq: int
    hash: str
    data: bytes
    kid: str
    key: bytes


@dataclass(frozen=True)
class Witnessed:
    """A message that was looked at again. message: None if its bytes or its key do not hold.

    code, fault: which rule is broken and why; empty if none is.
    value: what the bytes say, held or not; None if they are no JSON object.
    """

    kept: Kept
    message: Message | None
    value: dict[str, Any] | None
    code: str = ""
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether signature, fingerprint, key and place in the thread are right."""
        return not self.code


@dataclass(frozen=True)
class Testimony:
    """A whole thread: its messages, and where it stands after those that hold."""

    messages: tuple[Witnessed, ...]
    talk: Negotiation

    @property
    def holds(self) -> bool:
        """Whether every message does."""
        return all(one.holds for one in self.messages)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.talk.state


def witness(kept: Sequence[Kept]) -> Testimony:
    """Return what is so about *kept*, in order.

    After a message that does not hold, those that follow are checked for themselves; that they follow it
    can't be said.
    """
    talk, found, whole = Negotiation(), [], True
    for one in kept:
        seen = _alone(one)
        if seen.message is not None and whole:
            try:
                talk = step(talk, seen.message, at_ms=read_time(seen.message.envelope.created))
            except ProtocolError as error:
                seen = Witnessed(one, None, seen.value, error.code, str(error))
        elif seen.message is not None:
            seen = Witnessed(one, seen.message, seen.value, "broken-chain", "what it follows does not hold")
        whole = whole and seen.holds
        found.append(seen)
    return Testimony(tuple(found), talk)


def _alone(kept: Kept) -> Witnessed:
    """Return *kept*, looked at for itself."""
    value = _value(kept.data)
    try:
        key = PublicKey(kept.kid, kept.key)
        message = read(kept.data, lambda kid: key, to=str((value or {}).get("to")))
        if not _is_its_own(key):  # ID-2, ID-4
            return Witnessed(kept, None, value, "unknown-key", "the key is not the one that its name says")
    except ProtocolError as error:
        return Witnessed(kept, None, value, error.code, str(error))
    if message.key.kid != kept.kid or message.hash != kept.hash or message.envelope.seq != kept.seq:
        return Witnessed(kept, None, value, "conflict", "these are not the bytes that were kept first")
    return Witnessed(kept, message, value)


def _is_its_own(key: PublicKey) -> bool:
    """Whether the key's name is made of it: both kinds of name are."""
    if key.did.startswith("did:key:"):
        return did_key_ring(key.kid).raw == key.raw
    return key.kid.partition("#")[2] == thumbprint(key.raw)


def _value(data: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
