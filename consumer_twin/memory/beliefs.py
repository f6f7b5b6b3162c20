"""Beliefs: what the twin holds of its person, drawn from the log and from nothing else.

Spec: spec/90-learn.md (LEARN-7, LEARN-8).

A topic has one stance from -1 (against) to 1 (for), so that no two beliefs about one thing can contradict
each other: evidence both ways makes a weak belief. What the person sets by hand wins, the last time counting.
`derive` can be run anew at any time; what was erased is not there to be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from consumer_twin.errors import UnknownBeliefError
from consumer_twin.memory.evidence import Evidence, evidence
from consumer_twin.memory.lesson import Lesson
from consumer_twin.memory.topic import in_words, taste_of, topic
from negotiation import Weights
from protocol import clean


@dataclass(frozen=True)
class Belief:
    """What the twin holds about *topic*, in *words*.

    stance: -1 is surely against, 0 is undecided, 1 is surely for. derived: the stance without what was set
    by hand. evidence: the lessons it comes from, in order of the log. at_ms: when the last of them was.
    """

    topic: str
    words: str
    stance: float
    derived: float
    evidence: tuple[Evidence, ...]

    @property
    def strength(self) -> float:
        """How sure it is, 0 to 1, whichever way it points."""
        return abs(self.stance)

    @property
    def by_hand(self) -> bool:
        """Whether the person set it."""
        return any(one.stance is not None for one in self.evidence)

    @property
    def entries(self) -> tuple[int, ...]:
        """The numbers of the entries that it comes from, each once."""
        return tuple(dict.fromkeys(one.number for one in self.evidence))

    @property
    def at_ms(self) -> int:
        """When the last of its evidence was, by the order of the log."""
        return self.evidence[-1].at_ms


@dataclass(frozen=True)
class Beliefs:
    """Everything the twin believes, surest first."""

    all: tuple[Belief, ...] = ()

    def of(self, name: str) -> Belief | None:
        """Return the belief about the topic *name*, if there is one."""
        return self._by_topic.get(name)

    def named(self, text: str) -> Belief:
        """Return the belief whose topic is *text*, or the only one that has *text* in its topic or words.

        A part that fits other beliefs too does not mean one of taste. Raises `UnknownBeliefError`.
        """
        exact, part = self.of(text), text.casefold()
        found = [one for one in self.all if part in one.topic.casefold() or part in one.words.casefold()]
        found = [one for one in found if not taste_of(one.topic)] or found
        if exact is None and len(found) != 1:
            could = ", ".join(one.topic for one in found[:5])
            said = f"may be {could}" if found and text else "is no belief"
            raise UnknownBeliefError(f"{clean(text, 80)!r} {said}")
        return exact or found[0]

    def stance(self, name: str) -> float:
        """Return the stance on the topic *name*, -1 to 1; 0 if nothing is known."""
        belief = self.of(name)
        return 0.0 if belief is None else belief.stance

    def brand_standing(self, did: str) -> float:
        """Return how the person stands to the brand *did* (or public page): -1 avoids, 0 unknown, 1 likes."""
        return self.stance(topic("brand", did))

    def weights(self, base: Weights) -> Weights:
        """Return *base* with each issue scaled by the stance on it: nothing at -1, twice as much at 1.

        The scale is a guess; a model that is fitted to choices replaces it.
        """
        return replace(
            base,
            delivery=base.delivery * (1 + self.stance("delivery")),
            warranty=base.warranty * (1 + self.stance("warranty")),
            returns=base.returns * (1 + self.stance("returns")),
        )

    @cached_property
    def _by_topic(self) -> dict[str, Belief]:
        return {belief.topic: belief for belief in self.all}


@dataclass
class _Tally:
    """What was found about one topic so far."""

    found: list[Evidence] = field(default_factory=list)
    up: int = 0
    down: int = 0
    called: str = ""
    by_hand: float | None = None

    def take(self, one: Evidence) -> None:
        self.found.append(one)
        self.up += one.speaks > 0
        self.down += one.speaks < 0
        self.called = one.name or self.called
        self.by_hand = self.by_hand if one.stance is None else one.stance


def derive(lessons: Iterable[Lesson]) -> Beliefs:
    """Return what *lessons*, in the order of the log, give cause to believe.

    Raises `BrokenMemoryError` for facts that are not those of their kind.
    """
    tallies: dict[str, _Tally] = {}
    for one in evidence(lessons):
        tallies.setdefault(one.topic, _Tally()).take(one)
    found = [_belief(name, tally) for name, tally in tallies.items()]
    return Beliefs(tuple(sorted(found, key=lambda belief: (-belief.strength, belief.topic))))


def stance_of(up: int, down: int) -> float:
    """Return the stance that *up* facts for and *down* facts against make, -1 to 1.

    It is Laplace's rule of succession, (up + 1) / (up + down + 2), stretched from 0..1 to -1..1: one fact
    alone makes a third, and only many make sure.

    Source: Laplace, "Essai philosophique sur les probabilités" (1814).

    >>> stance_of(0, 0), stance_of(8, 0), stance_of(2, 2)
    (0.0, 0.8, 0.0)
    """
    return (up - down) / (up + down + 2)


def _belief(name: str, tally: _Tally) -> Belief:
    derived = stance_of(tally.up, tally.down)
    stance = derived if tally.by_hand is None else tally.by_hand  # LEARN-8
    return Belief(name, in_words(name, stance, tally.called), stance, derived, tuple(tally.found))
