"""The log of goals and changes in words."""

from __future__ import annotations

from brand_agent.goals.chain import LogEntry
from dailyme.pages.brand.goal_cards import plain
from dailyme.pages.brand.told import Line


def told(entry: LogEntry) -> Line:
    """Return *entry* in words, with what it changed in brand.toml."""
    facts = entry.facts
    who = entry.who or "somebody at the command line"
    match entry.kind:
        case "set":
            words = f"set goal {entry.number}: \u201c{facts['text']}\u201d"
        case "approved":
            words = f"signed goal {facts['goal']}"
        case "withdrawn":
            words = f"withdrew goal {facts['goal']}"
        case "applied":
            words = f"changed the policy as the Co-Marketer proposed: {plain(facts['reason'])}"
        case "declined":
            words = f"declined a proposal \u2013 \u201c{facts['because']}\u201d"
        case _:
            words = f"took the change {facts.get('proposal', '')} back"
    second = facts.get("second")
    words = words if second is None else f"{words} \u2013 with {second}"
    return Line(entry.number, entry.at_ms, who, words, str(facts.get("diff", "")), entry.hash)
