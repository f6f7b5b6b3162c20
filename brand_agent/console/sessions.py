"""Sessions and invitations: how long each holds. The lengths are a guess: a shift, and a lunch break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

IDLE_MS: Final = 60 * 60_000
ABSOLUTE_MS: Final = 12 * 3_600_000
INVITATION_MS: Final = 48 * 3_600_000
TOUCH_MS: Final = 60_000
"""A session that was seen so lately is not written again."""


@dataclass(frozen=True, slots=True)
class Session:
    """A door that somebody went through. number: to name it by; about: the browser, in its own words."""

    number: int
    person: int
    begun_ms: int
    seen_ms: int
    about: str
    ended_ms: int | None = None


def is_live(session: Session, *, at_ms: int) -> bool:
    """Return whether *session* still opens anything at *at_ms*."""
    if session.ended_ms is not None:
        return False
    return at_ms - session.seen_ms < IDLE_MS and at_ms - session.begun_ms < ABSOLUTE_MS


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that makes one account. until_ms: it is over then."""

    number: int
    role: str
    by: str
    until_ms: int
    used_ms: int | None = None
    withdrawn_ms: int | None = None


def is_open(invitation: Invitation, *, at_ms: int) -> bool:
    """Return whether *invitation* can be used at *at_ms*."""
    return invitation.used_ms is None and invitation.withdrawn_ms is None and at_ms < invitation.until_ms
