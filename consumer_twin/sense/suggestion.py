"""Suggestions: needs that were sensed, and what the person said of them.

Spec: spec/90-learn.md (LEARN-22 to LEARN-24).

A suggestion is words for its person, and nothing more: no wish, no request. It becomes a wish when the
person confirms it. What the person said stands in the log; the last word counts, and can be forgotten like
any other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from consumer_twin.errors import TwinError
from consumer_twin.memory import Kind, Lesson
from protocol import Price

SuggestionKind = Literal["again", "together", "next", "season", "price-drop"]
HINT: Final = "hint:"
"""How the name of a hint begins."""
State = Literal["suggested", "confirmed", "not-now", "never"]
KINDS: Final[frozenset[Kind]] = frozenset({"confirmed", "dismissed"})
"""The lessons that states are drawn from."""


class AlreadyConfirmedError(TwinError):
    """The suggestion is a standing wish already."""

    code = "already-confirmed"
    requirement = "LEARN-23"
    advice = "See `dailyme wish list`."


class UnknownSuggestionError(TwinError):
    """Nothing is suggested under that id today."""

    code = "unknown-suggestion"
    requirement = "LEARN-23"
    advice = "See `dailyme twin suggestions`."


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A need that was sensed.

    names: what the thing is known by, the first name first; a *never* holds for all of them.
    cycle: which time it is: once confirmed, the thing may be suggested again only in another.
    words: why, with the numbers. strength: how likely it is wanted, 0 to 1. due: when.
    evidence: lessons of the log as `memory/17`, prices seen as `price/5`.
    terms: words to look for it by. price: what it cost last, or costs now.
    """

    kind: SuggestionKind
    names: tuple[str, ...]
    cycle: str
    title: str
    words: str
    strength: float
    due: date
    evidence: tuple[str, ...]
    terms: str
    category: str = ""
    price: Price | None = None

    @property
    def id(self) -> str:
        """Ten characters that are the same as long as the thing has its first name; easy to type."""
        text = f"{self.kind}\n{self.names[0]}"
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:10]

    @property
    def is_hint(self) -> bool:
        """Whether it is a kind of thing, from the list that ships with the twin, and no article of old."""
        return self.names[0].startswith(HINT)


def remembered(numbers: Iterable[int]) -> tuple[str, ...]:
    """Return lessons of the log as evidence, the latest twenty."""
    return tuple(f"memory/{number}" for number in list(numbers)[-20:])


def confirmed(suggestion: Suggestion, standing: int, at_ms: int) -> Lesson:
    """Return the lesson that the person confirmed *suggestion*, which became the standing wish *standing*."""
    return Lesson(at_ms, "confirmed", facts=_facts(suggestion) | {"standing": standing})


def dismissed(suggestion: Suggestion, at_ms: int, *, until_ms: int | None) -> Lesson:
    """Return the lesson that the person doesn't want *suggestion*: not until *until_ms*, or (None) never."""
    told: dict[str, Any] = {"never": True} if until_ms is None else {"until_ms": until_ms}
    if until_ms is None and suggestion.category:  # not now is no word against the category
        told["category"] = suggestion.category
    return Lesson(at_ms, "dismissed", facts=_facts(suggestion) | told)


def _facts(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "suggestion": suggestion.id,
        "names": list(suggestion.names),
        "cycle": suggestion.cycle,
        "title": suggestion.title,
        "why": suggestion.words,
    }


def state_of(suggestion: Suggestion, lessons: Sequence[Lesson], at_ms: int) -> State:
    """Return how *suggestion* stands at *at_ms* by the *lessons* of the log, in its order."""
    state: State = "suggested"
    for lesson in lessons:
        facts = lesson.facts or {}
        same = facts.get("suggestion") == suggestion.id
        if lesson.kind == "dismissed" and facts.get("never"):
            if same or set(facts.get("names", ())) & set(suggestion.names):
                state = "never"
        elif lesson.kind == "dismissed" and same:
            state = "not-now" if at_ms < int(facts.get("until_ms", 0)) else "suggested"
        elif lesson.kind == "confirmed" and same:
            state = "confirmed" if facts.get("cycle") == suggestion.cycle else "suggested"
    return state
