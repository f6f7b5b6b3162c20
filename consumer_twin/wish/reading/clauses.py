"""Clauses: the parts of a text between two bounds, and which of them asks for something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from consumer_twin.wish.reading.asking_words import ARTICLES, FEATURES, FILLERS, INTROS, PRAISE, STOPS, TELLS
from consumer_twin.wish.reading.quantity_words import CONTAINERS, THINGS_TOO
from consumer_twin.wish.reading.slip import Slip

LEADS: Final = frozenset(
    """
    for as für zum zur als in im auf with mit by from von bis unter under zu am an at on aus after before
    """.split()
)
"""Words that begin an aside: what it is for, where, until when."""
_NO_START: Final = frozenset(
    """
        weder neither not no nothing never kein keine keinen nicht nichts ohne without must should muss soll
        sollte darf ideally preferably idealerweise möglichst bloß alles anything außer except
        """.split()
)
_THEN: Final = frozenset("and so und deshalb daher drum also".split())
_ASKERS: Final = frozenset(
    """
    i i'd i'm i'll we we'd we're we'll need needs want wanted looking ich wir brauche brauchen suche suchen
    möchte möchten hätte hätten
    """.split()
)
_FIRST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a text between two bounds: its tokens, and whether it asks for something."""

    start: int
    end: int
    asks: bool


def clauses_of(slip: Slip) -> list[Clause]:
    """Return the clauses of *slip*, in order."""
    found, start = [], 0
    for place in range(len(slip) + 1):
        if slip.is_bound(place) or _begins_asking(slip, place, start):
            if place > start:
                first = slip.lows[start : min(place, start + _FIRST_WORDS)]
                found.append(Clause(start, place, any(low in INTROS for low in first)))
            start = place + 1
    return found


def _begins_asking(slip: Slip, at: int, start: int) -> bool:
    """Whether `and`, `so` at *at* part what is told from what is asked for: `and I need`."""
    asks = slip.low(at + 1) in _ASKERS and slip.low(at) in _THEN and slip.is_free(at, at + 2)
    return asks and not any(low in INTROS for low in slip.lows[start:at])


def is_aside(slip: Slip, clause: Clause) -> bool:
    """Whether a clause tells about the thing instead of naming it: `not pink`, `wireless`."""
    low = slip.low(clause.start)
    if low in _NO_START or (low in TELLS and not clause.asks):
        return True
    words = [place for place in range(clause.start, clause.end) if slip.is_word(place)]
    said = [slip.low(place) for place in words if slip.is_free(place)]
    content = [word for word in said if word not in FILLERS | PRAISE | STOPS]
    if all(word in FEATURES or word in CONTAINERS for word in content):
        return bool(clause.start) or THINGS_TOO.isdisjoint(content)
    named = any(slip.low(place) in ARTICLES for place in words[2:])
    return low in LEADS and not clause.asks and not named
