"""Lessons: the facts that the log is made of, one per entry.

Spec: spec/90-learn.md (LEARN-1).

A lesson is a fact, not a belief: what was wished for, shown, approved, declined and why, agreed, imported.
Beliefs are drawn from lessons by pure functions, and can be drawn anew at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from pydantic import TypeAdapter, ValidationError

from consumer_twin.errors import BadLessonError, BrokenMemoryError
from protocol import ProtocolError, clean, encode
from protocol.byte_errors import BadTextError, TooLargeError
from protocol.canonical import spell, walk  # an entry may be larger than a message
from protocol.text import fault

Kind = Literal[
    "wish", "wish-added", "wish-edited", "wish-paused", "wish-resumed", "wish-done",
    "shown", "approved", "declined", "agreed", "refused", "void", "outstanding", "no-deal", "outcome",
    "imported", "bought", "watched", "suggested", "confirmed", "dismissed", "digest",
    "introduced", "deals-shown", "stepped-down", "compared",
    "edited", "forgot", "claimed", "not-claimed", "asked", "answer-changed",
    "subscribed", "news", "unsubscribed", "breach",
    "consented", "used", "revoked", "expired", "sketch-fetched", "corrected", "erased", "contributed",
    "autonomy-set", "paused", "unpaused", "rule-made", "rule-revoked",
]  # fmt: skip
KINDS: Final[frozenset[Kind]] = frozenset(get_args(Kind))


@dataclass(frozen=True)
class Lesson:
    """One fact: what happened at *at_ms*, with which wish (its number), line and offer (its hash).

    facts: JSON members; see `facts` for those of each kind.
    number: its place in the log, from 1; 0 before it is remembered. Order is by number, never by time.
    """

    at_ms: int
    kind: Kind
    wish: int | None = None
    line: int | None = None
    offer: str = ""
    facts: dict[str, Any] | None = None
    number: int = 0


_LESSON: Final = TypeAdapter(Lesson)


def payload_of(lesson: Lesson) -> bytes:
    """Return the canonical bytes of *lesson*; characters that may not travel become spaces.

    Raises `BadLessonError` if a fact is no JSON of ours: a fraction, a name that is not ASCII.
    """
    members: dict[str, Any] = {"at_ms": lesson.at_ms, "kind": lesson.kind}
    members |= {} if lesson.wish is None else {"wish": lesson.wish}
    members |= {} if lesson.line is None else {"line": lesson.line}
    members |= {"offer": lesson.offer} if lesson.offer else {}
    members |= {"facts": lesson.facts} if lesson.facts else {}
    try:
        return _spelled(members)
    except (ProtocolError, TypeError) as error:
        raise BadLessonError(f"a {lesson.kind} can't be kept: {error}") from None


def _spelled(members: Any) -> bytes:
    """Return the bytes of *members*; most are small and fit as they come."""
    try:
        return encode(members)
    except TooLargeError:
        walk(members)
        return spell(members)
    except BadTextError:
        return _spelled(_fit(members))


def lesson_of(payload: bytes | str, number: int) -> Lesson:
    """Return the lesson that entry *number* spells. Raises `BrokenMemoryError`."""
    try:
        found = _LESSON.validate_json(payload)
    except ValidationError:
        raise BrokenMemoryError(number, "its content can't be read") from None
    return Lesson(found.at_ms, found.kind, found.wish, found.line, found.offer, found.facts, number)


def _fit(value: Any) -> Any:
    """Return *value* with every text in it fit to be spelled."""
    if isinstance(value, str):
        return value if fault(value) is None else clean(value, len(value))
    if isinstance(value, Mapping):
        return {name: _fit(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_fit(item) for item in value]
    return value
