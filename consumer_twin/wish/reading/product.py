"""What is looked for: the head noun with the words that say which kind of thing it is.

Everything else has been read before: what is left of the clause that asks for something, from its first word
to the first one that says what the thing is for, where it goes or how it must be.
"""

from __future__ import annotations

from consumer_twin.wish.reading.asking_words import (
    GIFTS,
)
from consumer_twin.wish.reading.clauses import clauses_of, is_aside
from consumer_twin.wish.reading.collector import Collector
from consumer_twin.wish.reading.quantity_words import CONTAINERS
from consumer_twin.wish.reading.slip import Slip


def read_product(slip: Slip) -> str | None:
    """Return the words of what is looked for; None if none are left. Its tokens are taken."""
    best = _best(slip)
    if not best:
        return None
    text, before = "", -2
    for place in best:
        if before == place - 1:
            text += ("" if slip.is_glued(place) else " ") + slip.tokens[place].text
        else:
            text += (" " if text else "") + slip.tokens[place].text
        before = place
    for start, end in _runs(best):
        slip.keep(start, end, "product")
    return text


def _best(slip: Slip) -> list[int]:
    """Return the places of the words of the first clause that asks, else of the first that names a thing."""
    ranked = sorted(clauses_of(slip), key=lambda clause: not clause.asks)
    weak: list[int] = []
    for strict in (True, False):
        for clause in ranked:
            found = (
                [] if strict and is_aside(slip, clause) else Collector(slip, clause, strict=strict).collect()
            )
            if found and slip.low(found[-1]) not in GIFTS:
                return found
            weak = weak or found
        if weak:
            break
    packed = (at for at, owner in enumerate(slip.owner) if owner == "quantity" and slip.low(at) in CONTAINERS)
    return weak or list(packed)[:1]


def _runs(places: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        start = runs.pop()[0] if runs and runs[-1][1] == place else place
        runs.append((start, place + 1))
    return runs
