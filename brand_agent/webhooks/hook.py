"""A webhook: where to, and which events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from brand_agent.console.errors import ConsoleError
from protocol.lifecycle import EVENTS

MOST_HOOKS: Final = 20
"""A brand's own programs are few: a guess."""


class UnknownEventError(ConsoleError):
    """An event that the registry does not name."""

    code = "unknown-event"
    advice = "Choose from the events of spec/95-events.md."


class NoEventsError(ConsoleError):
    """A webhook that would never be called."""

    code = "no-events"
    advice = "Choose at least one event."

    def __init__(self) -> None:
        super().__init__("no event is chosen")


class TooManyHooksError(ConsoleError):
    """More webhooks than one brand may have."""

    code = "too-many-webhooks"
    advice = "Remove one that is no longer used."

    def __init__(self) -> None:
        super().__init__(f"there are {MOST_HOOKS} webhooks already")


class UnknownHookError(ConsoleError):
    """There is no such webhook, or it was removed."""

    code = "unknown-webhook"
    status: ClassVar[int] = 404
    advice = "Look at the list of webhooks."


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook. It is off if *off* says why: by a person, or since its receiver said that it is gone.

    salt: of its secret. salt_before: of the secret before, which still signs until *before_until_ms*.
    """

    number: int
    url: str
    events: tuple[str, ...]
    salt: bytes
    salt_before: bytes | None
    before_until_ms: int
    off: str
    made_ms: int
    made_by: str

    def salts(self, at_ms: int) -> tuple[bytes, ...]:
        """Return the salts of the secrets that sign at *at_ms*, the newest first."""
        before = self.salt_before if at_ms < self.before_until_ms else None
        return (self.salt,) if before is None else (self.salt, before)


def takes(hook: Hook, event: str) -> bool:
    """Whether *hook* is on and wants to hear of *event*."""
    return not hook.off and event in hook.events


def check_events(events: Iterable[str]) -> tuple[str, ...]:
    """Return *events* in the order of the registry, none twice.

    Raises `NoEventsError` or `UnknownEventError`.
    """
    chosen = set(events)
    unknown = sorted(chosen - set(EVENTS))
    if unknown:
        raise UnknownEventError(f"{unknown[0][:60]!r} is no event")
    if not chosen:
        raise NoEventsError
    return tuple(event for event in EVENTS if event in chosen)
