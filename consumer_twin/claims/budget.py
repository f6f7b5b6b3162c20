"""The fact budget: how many different facts a brand is told in a period.

Spec: spec/45-claim.md (CLAIM-35).

One small predicate tells little, and many of them tell one person from all others. So the twin counts, for
each brand, under whatever keys it spoke.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Final

from protocol.facts import Value

MAX_TOLD: Final = 4
"""Different facts that a brand is told in a period; of several words, each one counts."""
PERIOD_MS: Final = 90 * 86_400_000
"""Ninety days."""

Told = tuple[str, str]
"""A fact's name and its value in words."""


def told_of(disclosed: Mapping[str, Value]) -> frozenset[Told]:
    """Return what *disclosed* tells, each fact and each word by itself.

    >>> sorted(told_of({"student": True, "member-of": frozenset({"b", "a"})}))
    [('member-of', 'a'), ('member-of', 'b'), ('student', 'true')]
    """
    return frozenset(one for name, value in disclosed.items() for one in _parts(name, value))


def within_budget(told: Set[Told], disclosed: Mapping[str, Value]) -> bool:
    """Whether *disclosed* may be said to a brand that was *told* so much in this period (CLAIM-35)."""
    more = told_of(disclosed) - told
    return not more or len(told) + len(more) <= MAX_TOLD


def _parts(name: str, value: Value) -> Iterable[Told]:
    if isinstance(value, frozenset):
        return ((name, word) for word in value)
    return ((name, str(value).lower()),)
