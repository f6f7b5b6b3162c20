"""A deal that is void after it was agreed: the log keeps both facts, and nothing is drawn from the first.

Spec: spec/35-relate.md (REL-27).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from consumer_twin.memory.lesson import Lesson

USED: Final = "benefit-used"
"""Why an agreement is void that the brand had confirmed: nobody did wrong."""


def is_used(lesson: Lesson) -> bool:
    """Whether *lesson* says that an agreement became void by a benefit that was used before."""
    return lesson.kind == "void" and (lesson.facts or {}).get("reason") == USED


def without_void(lessons: Iterable[Lesson]) -> Iterator[Lesson]:
    """Yield *lessons* but for each agreement that became void.

    >>> made = Lesson(0, "agreed", offer="a")
    >>> [one.kind for one in without_void([made, Lesson(1, "void", offer="a", facts={"reason": USED})])]
    ['void']
    """
    every = tuple(lessons)
    gone = {one.offer for one in every if is_used(one)}
    return (one for one in every if one.kind != "agreed" or one.offer not in gone)
