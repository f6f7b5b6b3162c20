"""Passwords and tokens as they are kept: argon2id, and SHA-256 of what was drawn at random.

A password is hashed with libsodium's interactive limits (64 MiB, two passes): above what RFC 9106 asks of a
server with little memory. Whoever is unknown costs as much time as whoever is known.
"""

from __future__ import annotations

import secrets
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Final

from nacl.exceptions import InvalidkeyError
from nacl.pwhash import argon2id

_AT_ONCE: Final = BoundedSemaphore(2)
"""So many hashes are worked out at a time: each takes 64 MiB."""


def hashed(password: str) -> str:
    """Return what is kept of *password*."""
    with _AT_ONCE:
        kept: bytes = argon2id.str(
            password.encode(), opslimit=argon2id.OPSLIMIT_INTERACTIVE, memlimit=argon2id.MEMLIMIT_INTERACTIVE
        )
    return kept.decode("ascii")


def fits(kept: str | None, password: str) -> bool:
    """Return whether *password* is the one of *kept*; None is nobody's, and takes as long."""
    stored = _nobodys() if kept is None else kept
    with _AT_ONCE:
        try:
            argon2id.verify(stored.encode(), password.encode())
        except InvalidkeyError:
            return False
    return kept is not None


@cache
def _nobodys() -> str:
    return hashed(secrets.token_urlsafe(32))


def new_token() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(32)


def kept_of(token: str) -> str:
    """Return what is kept of *token*."""
    return sha256(token.encode()).hexdigest()
