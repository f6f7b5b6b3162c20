"""What the brand holds under a key, entry by entry.

Spec: spec/38-sketch.md (SKETCH-1, SKETCH-10).

Two kinds: a thread of messages, and a value that lies beside one. What other topics hold beyond that (a place
in a mailbox, a count of points) they add by a `Holding` of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal, Protocol

from brand_agent.policy_keeping import KeepingRule
from brand_agent.relation.register import Kept, Register, Use, law_until
from protocol.commitment import Beside
from protocol.relation import FIELDS, Purpose, SketchEntry
from protocol.times import write_time

Source = Literal["disclosure", "claim", "agreement", "question", "subscription", "message", "correction"]
Basis = Literal["consent", "contract", "law", "inference"]

QUIET: Final = frozenset({"sketch", "erase"})
"""Requests that are no entries: they hold nothing, and go with everything."""

_SOURCES: Final[dict[str, Source]] = {
    "disclose": "disclosure",
    "ask": "question",
    "subscribe": "subscription",
    "correct": "correction",
}


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread of a key: its first message's *type* and when it came; *agreed_ms* if it came to an agreement.

    says: in words, what it is about. by_value: a correction whose content is a value. relied: an agreement
    relies on it.
    """

    id: str
    type: str
    at_ms: int
    says: str
    agreed_ms: int | None = None
    by_value: bool = False
    relied_ms: int | None = None

    @property
    def bound_ms(self) -> int | None:
        """When the agreement was made that keeps this thread."""
        return self.relied_ms if self.agreed_ms is None else self.agreed_ms


@dataclass(frozen=True, slots=True)
class Lying:
    """A value that lies beside *message*, of *type*, in *thread*."""

    message: str
    type: str
    thread: str
    at_ms: int
    beside: Beside


class Holding(Protocol):
    """What another topic holds under a key."""

    def entries(self, key: str) -> Iterable[SketchEntry]:
        """What is held, each under an id that no other has."""

    def erase(self, key: str, ids: Iterable[str]) -> None:
        """Erase the entries of those ids."""


class Holdings(Protocol):
    """Threads and values, inside one transaction."""

    def threads(self, key: str) -> Sequence[Thread]:
        """The threads that *key* opened and that were not erased."""

    def values(self, key: str) -> Sequence[Lying]:
        """The values beside what *key* sent."""

    def erase_thread(self, thread: str, *, at_ms: int) -> None:
        """Erase the messages of *thread* and what lies beside them; their hashes stay (SKETCH-8)."""

    def erase_value(self, message: str, field: str) -> None:
        """Erase one value."""

    def erase_quiet(self, key: str, *, at_ms: int) -> None:
        """Erase the requests of `QUIET` that *key* sent before, and what is noted of it elsewhere."""

    def others(self) -> Sequence[Holding]:
        """What other topics hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with what it stands for, one of three: a thread, a value, or what another topic holds.

    kept_ms: until when the law keeps it; None if it may go.
    """

    shown: SketchEntry
    thread: Thread | None = None
    lying: Lying | None = None
    other: Holding | None = None
    kept_ms: int | None = None


def entry_id(*parts: str) -> str:
    """Return the id of an entry, the same at each fetch.

    >>> entry_id("thread", "x")
    'e-6b289e4e57fcc2b5ef8486cd6a5f7955'
    """
    return f"e-{sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"


def entries(holdings: Holdings, register: Register, key: str, rule: KeepingRule) -> list[Entry]:
    """Return all that is held under *key*, oldest first."""
    threads = {one.id: one for one in holdings.threads(key)}
    grants = {(holder, field): one for one in register.of_key(key) for field, holder in one.holders.items()}
    uses = register.uses_of(key)
    found = [_of_thread(one, rule) for one in threads.values() if one.type not in QUIET and not one.by_value]
    for lying in holdings.values(key):
        kept = grants.get((lying.message, lying.beside.field))
        own = [one for one in uses if _is_of(one, kept, lying)]
        kept_ms = _kept_ms(register, kept, lying.beside.field, rule)
        found.append(_of_value(lying, kept, own, kept_ms))
    found += [Entry(shown, other=other) for other in holdings.others() for shown in other.entries(key)]
    return sorted(found, key=lambda one: (one.shown.since, one.shown.id))


def _is_of(use: Use, kept: Kept | None, lying: Lying) -> bool:
    return (
        kept is not None
        and not use.refused
        and (use.grant, use.field)
        == (
            kept.grant.hash,
            lying.beside.field,
        )
    )


def _of_thread(thread: Thread, rule: KeepingRule) -> Entry:
    bound_ms = thread.bound_ms
    until_ms = None if bound_ms is None else bound_ms + rule.agreement_ms
    source: Source = _SOURCES.get(thread.type, "message")
    basis: Basis = "consent" if thread.type in {"disclose", "subscribe", "introduce"} else "contract"
    shown = SketchEntry.model_validate(
        {
            "id": entry_id("thread", thread.id),
            "source": source if thread.agreed_ms is None else "agreement",
            "basis": basis if until_ms is None else "law",
            "says": thread.says,
            "since": write_time(thread.at_ms),
            **_until(until_ms),
        }
    )
    return Entry(shown, thread=thread, kept_ms=until_ms)


def _of_value(lying: Lying, kept: Kept | None, uses: list[Use], kept_ms: int | None) -> Entry:
    grant = None if kept is None else kept.grant
    until_ms = None if grant is None or grant.ended_ms is not None else grant.until_ms
    purposes: tuple[Purpose, ...] = tuple(sorted({use.purpose for use in uses}))
    basis: Basis = "consent" if kept is None else kept.basis
    shown = SketchEntry.model_validate(
        {
            "id": entry_id("value", lying.message, lying.beside.field),
            "source": _source(lying),
            "basis": basis if until_ms is not None or kept is None else "law",
            "field": lying.beside.field,
            "since": write_time(lying.at_ms),
            **_until(kept_ms or until_ms),
            **({} if grant is None else {"grant": grant.hash}),
            **({"used": purposes, "last_used": write_time(uses[-1].at_ms)} if uses else {}),
        }
    )
    return Entry(shown, lying=lying, kept_ms=kept_ms)


def _source(lying: Lying) -> Source:
    if lying.type == "correct":
        return "correction"
    return "disclosure" if lying.beside.field in FIELDS else "claim"


def _kept_ms(register: Register, kept: Kept | None, field: str, rule: KeepingRule) -> int | None:
    """Until when a value stays although its person erases it; None if it may go."""
    if kept is None:
        return None
    if kept.basis == "contract" and kept.grant.ended_ms is None:
        return max(kept.grant.until_ms, law_until(register, kept, field, rule) or 0)
    return law_until(register, kept, field, rule)


def _until(at_ms: int | None) -> dict[str, str]:
    return {} if at_ms is None else {"until": write_time(at_ms)}
