"""Experience: all that taste comes from, and what is held because of it.

Spec: spec/90-learn.md (LEARN-7, LEARN-8).

A value that is made from lessons and from nothing else: without a lesson it is as if the lesson had never
been. The model is run when somebody first asks for what was learnt, and never for a person without choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from consumer_twin.memory import Lesson, taste_of
from consumer_twin.memory.facts import Edited, facts_of
from consumer_twin.taste.choices import Choice, choices_of
from negotiation import Weights

if TYPE_CHECKING:
    from consumer_twin.taste.learnt import Learnt

_BRAND: Final = "brand:"


@dataclass(frozen=True)
class ByHand:
    """A share of the price that the person set, in lesson *number*."""

    share: float
    number: int
    at_ms: int


@dataclass(frozen=True)
class Experience:
    """What the person chose, and what they set by hand, by `delivery`, `warranty`, `returns`, `brand:DID`."""

    choices: tuple[Choice, ...] = ()
    by_hand: Mapping[str, ByHand] = field(default_factory=dict)

    @cached_property
    def learnt(self) -> Learnt | None:
        """What the choices teach; None without any, or without numpy."""
        if not self.choices or not can_learn():
            return None
        from consumer_twin.taste.learnt import learnt  # noqa: PLC0415  loads numpy

        return learnt(self.choices)

    def weights(self, stated: Weights | None) -> Weights:
        """Return what terms are worth. *stated* for this wish wins over what was set for all of them, that
        over what was learnt (LEARN-8), and that over the usual.
        """
        if stated is not None:
            return stated
        base = Weights() if self.learnt is None else self.learnt.weights
        return replace(
            base,
            delivery=self._share("delivery", base.delivery),
            warranty=self._share("warranty", base.warranty),
            returns=self._share("returns", base.returns),
        )

    @cached_property
    def brands(self) -> Mapping[str, float]:
        """What an offer is worth for being of a brand, by DID, as a share of the price."""
        said = {name: one.share for name, one in self.by_hand.items() if name.startswith(_BRAND)}
        by_hand = {name.removeprefix(_BRAND): share for name, share in said.items()}
        return by_hand if self.learnt is None else {**self.learnt.brands, **by_hand}

    def _share(self, name: str, otherwise: float) -> float:
        by_hand = self.by_hand.get(name)
        return otherwise if by_hand is None else by_hand.share


def can_learn() -> bool:
    """Whether numpy is there; without it options are ordered by what was set by hand, and by the usual."""
    return find_spec("numpy") is not None


def experience_of(lessons: Iterable[Lesson]) -> Experience:
    """Return the experience that *lessons*, in the order of the log, make.

    Raises `BrokenMemoryError` for facts that are not those of their kind.
    """
    kept = tuple(lessons)
    by_hand: dict[str, ByHand] = {}
    for lesson in kept:
        if lesson.kind == "edited":
            edited = facts_of(lesson, Edited)
            of = taste_of(edited.topic)
            if of and edited.share is not None:
                by_hand[of] = ByHand(float(edited.share), lesson.number, lesson.at_ms)
    return Experience(tuple(choices_of(kept)), by_hand)
