"""The record in words: one line for each entry, for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from brand_agent.chain import LogEntry


@dataclass(frozen=True)
class Line:
    """An entry of the record. diff: what was changed in brand.toml, if anything was."""

    number: int
    at_ms: int
    who: str
    words: str
    diff: str
    hash: str


_WORDS: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "joined": lambda facts: "joined as " + str(facts.get("role", "")),
    "entered": lambda facts: "signed in",
    "invited": lambda facts: f"made an invitation: {facts.get('role', '')}",
    "invitation-withdrawn": lambda facts: "took an invitation back",
    "role": lambda facts: f"made {facts['name']} {facts['after']} (was {facts['before']})",
    "removed": lambda facts: f"removed {facts['name']} ({facts['role']})",
    "renamed": lambda facts: f"was called {facts['before']} before",
    "password": lambda facts: "set another password",
    "session-ended": lambda facts: f"ended a session of {facts['of'] or 'somebody'}",
    "alone": lambda facts: "said: one person runs this shop",
    "not-alone": lambda facts: "more than one person runs this shop from here on",
    "proposed": lambda facts: f"proposed: {facts['title']}",
    "approved": lambda facts: f"approved what {facts['proposed_by']} proposed: {facts['title']}",
    "declined": lambda facts: f"declined what {facts['proposed_by']} proposed: {facts['title']}",
    "withdrawn": lambda facts: f"took back a proposal: {facts['title']}",
    "business-costs": lambda facts: f"said what things cost: {facts['shown']}",
}


def line(entry: LogEntry) -> Line:
    """Return *entry* in words; of a kind that has none here, its own name."""
    facts = entry.facts
    say = _WORDS.get(entry.kind)
    words = entry.kind.replace("-", " ") if say is None else say(facts)
    if say is None and isinstance(facts.get("what"), str):
        words = f"{words}: {facts['what']}"
    said = facts.get("said") or facts.get("why") or facts.get("because")
    words = f"{words} \u2013 \u201c{said}\u201d" if isinstance(said, str) and said else words
    return Line(entry.number, entry.at_ms, entry.who, words, str(facts.get("diff", "")), entry.hash)


def lines(entries: Iterable[LogEntry]) -> list[Line]:
    """Return *entries* in words."""
    return [line(one) for one in entries]
