"""What a part of a goal is called to a marketer, instead of the name of its JSON member."""

from __future__ import annotations

from typing import Final

_WHOLE: Final = {
    "text": "your words",
    "goals": "your words",
    "figure": "a figure",
    "baseline": "what it was before",
}
_PARTS: Final = {
    "metric": "what is measured",
    "direction": "up or down",
    "change": "how far",
    "segment": "from whom",
    "about": "which goods",
    "horizon": "by when",
    "baseline": "what it was before",
    "lapsed_days": "since when they are away",
}
_LIMITS: Final = {
    "floor_margin": "the least margin",
    "max_discount": "the greatest discount",
    "daily_concessions": "what a day may give away",
    "excluded": "goods that stay as they are",
}


def called(member: str) -> str:
    """Return what the *member* of a reading is called.

    >>> called("goals.0.horizon"), called("goals.1"), called("guardrails.floor_margin")
    ('goal 1, by when', 'goal 2', 'the least margin')
    """
    kind, _, rest = member.partition(".")
    if kind == "guardrails":
        return _LIMITS.get(rest, rest.replace("_", " "))
    place, _, part = rest.partition(".")
    if not place.isdigit():
        return _WHOLE.get(member, member.replace("_", " "))
    named = f"{'goal' if kind == 'goals' else 'what comes first, place'} {int(place) + 1}"
    return f"{named}, {_PARTS.get(part, part.replace('_', ' '))}" if part and kind == "goals" else named
