"""Invented people, to test a segment on before it is published; never a real person or twin.

The shares below are invented too: round numbers that a shopkeeper might guess, from no survey. They tell
whether a predicate selects somebody at all, and what a claim would say; not how many customers there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count
from typing import Final

from protocol.facts import Value
from protocol.predicate import Predicate
from protocol.predicate_tree import Compare, Group, Member, Node, Not

Dice = Callable[[], float]
"""A number from 0 up to but not including 1."""

FLAGS: Final[Mapping[str, float]] = {
    "adult": 0.85,
    "student": 0.12,
    "teacher": 0.03,
    "apprentice": 0.03,
    "volunteer": 0.15,
}
"""Invented shares of people of whom it is so."""
SIZES: Final[Sequence[float]] = (0.35, 0.30, 0.15, 0.12, 0.05, 0.03)
"""Invented shares of people in households of one, two, and so on."""
MEMBER: Final = 0.08
"""The invented share of people who are in any one club, or own any one thing, that a predicate names."""
RETURNING: Final = 0.3
"""The invented share of people with a deal before; of them, so many with one more, and so on."""
_DAYS: Final = 720
_PLACES: Final = ("US-CA", "US-NY", "US-TX", "US-FL", "DE-BE", "FR-IDF")


def dice_of(seed: int) -> Dice:
    """Return dice that fall the same way for the same *seed*."""
    rolls = (sha256(f"{seed}/{number}".encode()).digest() for number in count())
    return lambda: int.from_bytes(next(rolls)[:6], "big") / 2**48


def people(predicate: Predicate, number: int, dice: Dice) -> Iterator[dict[str, Value]]:
    """Yield *number* invented people, with the words and places that *predicate* names among them."""
    named = dict[str, set[str]]()
    _collect(predicate.node, named)
    places = [*_PLACES, *sorted(named.get("region", ()))]
    places += [country for country in sorted(named.get("country", ())) if country not in {"US", "DE", "FR"}]
    for _ in range(number):
        yield _person(places, named, dice)


def _person(places: Sequence[str], named: Mapping[str, set[str]], dice: Dice) -> dict[str, Value]:
    place = places[int(dice() * len(places))]
    found: dict[str, Value] = {"country": place[:2]}
    found |= {"region": place} if "-" in place else {}
    found |= {name: dice() < share for name, share in FLAGS.items()}
    found["household-size"] = _size(dice())
    for fact in ("member-of", "owns"):
        words = frozenset(word for word in sorted(named.get(fact, ())) if dice() < MEMBER)
        found |= {fact: words} if words else {}
    deals = _deals(dice)
    found |= {"agreements": deals, "repeat": deals > 0, "first-deal": deals == 0}
    return found | ({"days-since-deal": int(dice() * _DAYS)} if deals else {})


def _size(roll: float) -> int:
    for size, share in enumerate(SIZES, 1):
        roll -= share
        if roll < 0:
            return size
    return len(SIZES)


def _deals(dice: Dice) -> int:
    deals = 0
    while deals < 100 and dice() < RETURNING:
        deals += 1
    return deals


def _collect(node: Node, named: dict[str, set[str]]) -> None:
    """Put the words that *node* compares each fact with into *named*."""
    match node:
        case Compare(fact=fact, value=str(word)):
            named.setdefault(fact, set()).add(word)
        case Member(fact=fact, values=values):
            named.setdefault(fact, set()).update(str(one) for one in values)
        case Not(part=part):
            _collect(part, named)
        case Group(parts=parts):
            for part in parts:
                _collect(part, named)
        case _:
            return
