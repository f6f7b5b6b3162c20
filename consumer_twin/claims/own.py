"""What the twin's own records say of its deals with a brand.

Spec: spec/45-claim.md (CLAIM-4).
"""

from __future__ import annotations

from collections.abc import Iterable

from consumer_twin.memory import Lesson, without_void
from protocol.facts import FACTS, Value

_DAY_MS = 86_400_000


def deals_with(brand: str, lessons: Iterable[Lesson]) -> tuple[int, ...]:
    """Return when each deal with the DID *brand* was agreed, in milliseconds, as far as *lessons* tell."""
    found = (one for one in without_void(lessons) if one.kind == "agreed")
    return tuple(sorted(one.at_ms for one in found if (one.facts or {}).get("brand") == brand))


def own_facts(deals_ms: tuple[int, ...], *, at_ms: int) -> dict[str, Value]:
    """Return what is known of the deals that were agreed at *deals_ms*, at *at_ms*."""
    count = min(len(deals_ms), FACTS["agreements"].most)
    found: dict[str, Value] = {"first-deal": not count, "repeat": bool(count), "agreements": count}
    if deals_ms:
        days = max(0, at_ms - deals_ms[-1]) // _DAY_MS
        found["days-since-deal"] = min(days, FACTS["days-since-deal"].most)
    return found
