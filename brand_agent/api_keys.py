"""Keys for the brand's own programs: what each may ask, and how it is recognised.

A key is 32 random bytes behind letters that say what it is; it is shown once. What is kept is its SHA-256: so
many random bytes need no slow hash, and a copy of the store opens nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar, Final, Literal, get_args

from brand_agent.console.errors import ConsoleError
from protocol.base64url import to_base64url

Scope = Literal["deals:read", "catalog:read", "webhooks:read", "webhooks:write"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
MEANS: Final[dict[Scope, str]] = {
    "deals:read": "read agreements: what was sold, at which total, and the signed document",
    "catalog:read": "read the catalog as twins see it",
    "webhooks:read": "see the webhooks and what was sent",
    "webhooks:write": "add, change and remove webhooks",
}
MOST_KEYS: Final = 50
PREFIX: Final = "dmk_"
_SPELLING: Final = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")
_SHOWN: Final = len(PREFIX) + 6


class UnknownKeyError(ConsoleError):
    """There is no such key, or it was revoked."""

    code = "unknown-api-key"
    status: ClassVar[int] = 404
    advice = "Look at the list of keys."


class TooManyKeysError(ConsoleError):
    """More keys than one brand may have."""

    code = "too-many-api-keys"
    advice = "Revoke one that is no longer used."

    def __init__(self) -> None:
        super().__init__(f"there are {MOST_KEYS} keys already")


class UnknownScopeError(ConsoleError):
    """A scope that there is not, or none at all."""

    code = "unknown-scope"
    advice = f"Choose from: {', '.join(SCOPES)}."


class BadApiKeyError(ConsoleError):
    """A request of a program without a key that is valid."""

    code = "bad-api-key"
    status: ClassVar[int] = 401
    advice = "Send `Authorization: Bearer dmk_…`; keys are made in the console: Webhooks and keys."


class ScopeMissingError(ConsoleError):
    """The key is valid, and may not do this."""

    code = "scope-missing"
    status: ClassVar[int] = 403

    def __init__(self, scope: Scope) -> None:
        super().__init__(f"this key may not do that: it lacks {scope}", "Make a key that has that scope.")
        self.scope = scope


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept. shown: how it begins, for people. Times are milliseconds since 1970."""

    number: int
    name: str
    shown: str
    scopes: tuple[Scope, ...]
    made_ms: int
    made_by: str
    used_ms: int | None = None

    def must(self, scope: Scope) -> None:
        """Return if this key may do what takes *scope*. Raises `ScopeMissingError`."""
        if scope not in self.scopes:
            raise ScopeMissingError(scope)


def spelled(secret: bytes) -> str:
    """Return the key that *secret* (32 random bytes) is.

    >>> spelled(bytes(32))[:10]
    'dmk_AAAAAA'
    """
    return PREFIX + to_base64url(secret)


def kept(key: str) -> str | None:
    """Return what is kept of *key*, by which it is found; None if it is spelled like none.

    >>> kept("password") is None
    True
    """
    return sha256(key.encode()).hexdigest() if _SPELLING.fullmatch(key) else None


def beginning(key: str) -> str:
    """Return how *key* begins, for people to tell it from others."""
    return key[:_SHOWN]


def check_scopes(scopes: Iterable[str]) -> tuple[Scope, ...]:
    """Return *scopes* in their order, none twice. Raises `UnknownScopeError`."""
    chosen = set(scopes)
    unknown = sorted(chosen - set(SCOPES))
    if unknown:
        raise UnknownScopeError(f"{unknown[0][:60]!r} is no scope")
    if not chosen:
        raise UnknownScopeError("no scope is chosen")
    return tuple(scope for scope in SCOPES if scope in chosen)
