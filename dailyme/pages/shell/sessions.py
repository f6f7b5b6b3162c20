"""Sessions: who came in, known by a random token that a cookie carries.

What is kept is the token's hash, so a copy of what is kept lets nobody in.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final, Protocol

from dailyme.pages.shell.who import Who

IDLE_MS: Final = 12 * 3_600_000
"""A session ends after so long without a request."""
MOST_MS: Final = 14 * 24 * 3_600_000
"""And after so long in any case."""


@dataclass(frozen=True)
class Session:
    """Somebody who is in. *csrf* is what their forms must carry."""

    who: Who
    csrf: str
    since_ms: int
    seen_ms: int


class Sessions(Protocol):
    """Where sessions are kept. Times are milliseconds since 1970."""

    async def open(self, who: Who, at_ms: int) -> str:
        """Let *who* in and return the token."""

    async def find(self, token: str, at_ms: int) -> Session | None:
        """Return the session of *token*, which is used now; None if there is none, or it has ended."""

    async def close(self, token: str) -> None:
        """End the session of *token*."""


class InMemory:
    """Sessions that end with the process."""

    def __init__(self) -> None:
        self._kept: dict[bytes, Session] = {}

    async def open(self, who: Who, at_ms: int) -> str:
        """Let *who* in."""
        token = new_token()
        self._kept[digest(token)] = Session(who, csrf_of(token), at_ms, at_ms)
        return token

    async def find(self, token: str, at_ms: int) -> Session | None:
        """Return the session of *token*."""
        key = digest(token)
        found = self._kept.get(key)
        if found is None:
            return None
        if ended(found, at_ms):
            del self._kept[key]
            return None
        self._kept[key] = replace(found, seen_ms=at_ms)
        return self._kept[key]

    async def close(self, token: str) -> None:
        """End the session of *token*."""
        self._kept.pop(digest(token), None)


def ended(session: Session, at_ms: int) -> bool:
    """Whether *session* is over at *at_ms*."""
    return at_ms - session.seen_ms > IDLE_MS or at_ms - session.since_ms > MOST_MS


def new_token() -> str:
    """Return a token that nobody can guess: 32 random bytes."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """Return what is kept of *token*."""
    return sha256(token.encode()).digest()


def csrf_of(token: str) -> str:
    """Return what forms of the session of *token* carry: it tells nothing about the token itself."""
    return urlsafe_b64encode(hmac.digest(token.encode(), b"dailyme csrf", "sha256")).rstrip(b"=").decode()
