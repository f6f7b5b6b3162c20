"""Weighing anew: the options of a line that were shown, in the order of other weights, and what moved why.

Spec: spec/50-match.md (MATCH-5, MATCH-6), spec/90-learn.md (LEARN-8).

The same measure as when they were first ranked, on the scale of the public prices that stand in the options.
Nobody is asked for it, and nothing is said to a brand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from consumer_twin.market import Asked, Market
from consumer_twin.memory import Beliefs, avoided_last, by_promises
from consumer_twin.option import Option
from consumer_twin.ranking import measure_of
from consumer_twin.records import WishRecord
from consumer_twin.taste import Experience, Measure
from consumer_twin.why import why
from negotiation import Weights

ISSUES: Final[tuple[tuple[str, str, str], ...]] = (
    ("delivery", "delivery-days", "Delivery"),
    ("warranty", "warranty-months", "Warranty"),
    ("returns", "returns-days", "Time to return it"),
)
"""What can be weighed: the weight's name, the issue's, and the word for it."""
_ALIKE: Final = 0.08
"""A weight that changed by less than this share of itself is the same to a person."""


@dataclass(frozen=True)
class Scale:
    """All that weighs beside the weights: the wish, what was learnt and believed, what a point is worth."""

    record: WishRecord
    experience: Experience
    beliefs: Beliefs
    point_minor: float = 0.0

    def measure(self, options: Sequence[Option], line: int, weights: Weights) -> Measure:
        """Return the measure of *line* with *weights*, on the public prices of its *options*."""
        asked = tuple(_asked(one) for one in options if not one.pieces)
        wish = self.record.wish
        spare = wish.spare_share if wish.lines[line].at_most is not None else 0.0
        return measure_of(Market(asked), weights, self.experience, self.point_minor, spare)


def weighed(options: Sequence[Option], line: int, weights: Weights, scale: Scale) -> tuple[Option, ...]:
    """Return the *options* of *line* (best first, as shown) in the order of *weights*.

    A bundle that came first in all its lines stays first, and another stays last: they count by every line.
    """
    plain = [one for one in options if not one.pieces]
    measure = scale.measure(options, line, weights)
    counted = [
        replace(one, adjusted_minor=measure.adjusted_minor(one.package(), one.seller.id)) for one in plain
    ]
    ordered = [replace(one, rank=place) for place, one in enumerate(sorted(counted, key=_order), start=1)]
    told = [replace(one, why=why(one, ordered, measure)) for one in ordered]
    found = avoided_last(by_promises(told, scale.beliefs), scale.beliefs)
    first = [one for one in options if one.pieces and one.rank == 1]
    last = [one for one in options if one.pieces and one.rank != 1]
    return tuple(replace(one, rank=place) for place, one in enumerate((*first, *found, *last), start=1))


def moves(
    before: Sequence[Option],
    after: Sequence[Option],
    weights: tuple[Weights, Weights],
    measures: tuple[Measure, Measure],
) -> tuple[str, ...]:
    """Return what rose from *before* to *after*, and the weight that did it, in sentences.

    weights, measures: those before and after.
    """
    places = {one.hash: place for place, one in enumerate(before, start=1)}
    told: dict[str, list[str]] = {}
    for place, one in enumerate(after, start=1):
        was = places.get(one.hash, place)
        if place >= was:
            continue
        passed = [other for other in after[place:] if places.get(other.hash, 0) < was]
        because = _because(one, passed, measures)
        words = f"{one.seller.name} rises from {was} to {place}"
        told.setdefault(shift(because, *weights) if because else "", []).append(words)
    sentences = [f"{why}: {', '.join(some)}." if why else f"{', '.join(some)}." for why, some in told.items()]
    return tuple(sentences)


def shift(name: str, before: Weights, after: Weights) -> str:
    """Return how the weight of that *name* changed, in words; nothing if it did not.

    >>> shift("delivery", Weights(delivery=0.1), Weights(delivery=0.2))
    'Delivery counts twice as much now'
    """
    was, now = getattr(before, name), getattr(after, name)
    word = next(words for key, _, words in ISSUES if key == name)
    if abs(now - was) <= _ALIKE * max(was, now):
        return ""
    if now == 0:
        return f"{word} counts for nothing now"
    if was == 0:
        return f"{word} counts now, it did not before"
    times = now / was
    for size, words in ((2.0, "twice as much"), (3.0, "three times as much"), (0.5, "half as much")):
        if abs(times - size) <= _ALIKE * size:
            return f"{word} counts {words} now"
    return f"{word} counts {'more' if times > 1 else 'less'} now"


def shifts(before: Weights, after: Weights) -> tuple[str, ...]:
    """Return every weight that changed, in words."""
    found = (shift(name, before, after) for name, _, _ in ISSUES)
    return tuple(words for words in found if words)


def _because(one: Option, passed: Sequence[Option], measures: tuple[Measure, Measure]) -> str:
    """Return the name of the weight that did most for *one* against those that it *passed*."""

    def gain(issue: str, option: Option) -> int:
        was, now = (measure.worths(option.package(), option.seller.id) for measure in measures)
        return now.get(issue, 0) - was.get(issue, 0)

    gains = {
        name: sum(gain(issue, one) - gain(issue, other) for other in passed) for name, issue, _ in ISSUES
    }
    best = max(gains, key=lambda name: gains[name])
    return best if gains[best] > 0 else ""


def _order(option: Option) -> tuple[bool, int, int, str]:
    return not option.fits, option.adjusted_minor, option.total.amount, option.thread or option.hash


def _asked(option: Option) -> Asked:
    minor = option.list_total.amount
    needed = max(1, option.quantity)
    return Asked(option.seller.id, option.group, option.total.amount, minor, minor // needed)
