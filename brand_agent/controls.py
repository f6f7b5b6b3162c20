"""Controls: what a person at the brand decides about the agent, as a log that is folded into a standing.

Spec: spec/60-negotiate.md (NEG-63 to NEG-65); docs/adr/0040-a-person-steps-in.md.

A control takes nothing back that was said: an offer that is firm stays firm. So a standing says only what
the agent does not do any more, or what it is to say next. Whoever answers reads it in the transaction of the
answer, in whichever process that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final, Literal, Self

from brand_agent.chain import LogEntry
from protocol import Terms, encode

Kind = Literal[
    "pause", "resume", "approval", "stop", "take-over", "hand-back", "offer", "no-further", "approve", "said"
]
"""What is written down; `said` is the agent's own: the total that was set for it is out."""

Course = Literal["agent", "person", "stopped"]
"""Who leads a thread."""

Held = Literal["paused", "stopped", "person", "approval"]
"""Why the agent gives nothing more in a thread."""

FOR_ALL: Final = ""
"""In place of a thread: what holds for all of them."""


@dataclass(frozen=True, slots=True)
class NextOffer:
    """What a person set to be offered next. terms: None is whatever the twin asks for."""

    total_minor: int
    terms: Terms | None = None

    def members(self) -> dict[str, Any]:
        """Return it as JSON members."""
        return {"total": self.total_minor} | ({} if self.terms is None else {"terms": self.terms.members()})

    @classmethod
    def of(cls, members: Mapping[str, Any]) -> Self:
        """Return what gave *members*."""
        terms = members.get("terms")
        return cls(members["total"], None if terms is None else Terms.model_validate_json(encode(terms)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a thread is steered. approve_above_minor: from this list total on a person approves first."""

    is_paused: bool = False
    course: Course = "agent"
    holder: str = ""
    next: NextOffer | None = None
    approve_above_minor: int | None = None
    is_approved: bool = False

    def held(self, list_total_minor: int | None) -> Held | None:
        """Return why the agent gives nothing more where all is *list_total_minor* at list prices."""
        if self.is_paused:
            return "paused"
        if self.course != "agent":
            return self.course
        above = self.approve_above_minor
        if above is None or list_total_minor is None or self.is_approved or list_total_minor < above:
            return None
        return "approval"

    def members(self) -> dict[str, Any]:
        """Return what differs from a thread that nobody steers; who steers it is left out."""
        found: dict[str, Any] = {"course": self.course} if self.course != "agent" else {}
        found |= {"paused": True} if self.is_paused else {}
        found |= {"approved": True} if self.is_approved else {}
        found |= {"next": self.next.members()} if self.next is not None else {}
        return found | ({} if self.approve_above_minor is None else {"above": self.approve_above_minor})

    @classmethod
    def of(cls, members: dict[str, Any]) -> Standing:
        """Return the standing that gave *members*, but for who holds the thread."""
        after = members.get("next")
        return cls(
            is_paused=members.get("paused", False),
            course=members.get("course", "agent"),
            next=None if after is None else NextOffer.of(after),
            approve_above_minor=members.get("above"),
            is_approved=members.get("approved", False),
        )


PLAIN: Final = Standing()
"""Nobody steers."""


def standing(entries: Iterable[LogEntry]) -> Standing:
    """Return where *entries* lead: those for all and those of one thread, in their order."""
    now = PLAIN
    for entry in entries:
        now = _after(now, entry)
    return now


def _after(now: Standing, entry: LogEntry) -> Standing:
    return replace(now, **_CHANGES[entry.kind](entry))


def _set(entry: LogEntry) -> dict[str, Any]:
    return {"next": NextOffer.of(entry.facts)}


_CHANGES: Final[Mapping[str, Callable[[LogEntry], dict[str, Any]]]] = MappingProxyType(
    {
        "pause": lambda _: {"is_paused": True},
        "resume": lambda _: {"is_paused": False},
        "approval": lambda entry: {"approve_above_minor": entry.facts["above"]},
        "approve": lambda _: {"is_approved": True},
        "stop": lambda entry: {"course": "stopped", "holder": entry.who, "next": None},
        "take-over": lambda entry: {"course": "person", "holder": entry.who, "next": None},
        "hand-back": lambda _: {"course": "agent", "holder": "", "next": None},
        "offer": _set,
        "no-further": lambda _: {"next": None},
        "said": lambda _: {"next": None},
    }
)
"""What each control changes."""
