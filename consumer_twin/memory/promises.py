"""A brand that broke its promises to this person counts as dearer, and its option says by how much and why.

Spec: spec/85-fulfil.md (FUL-33), spec/90-learn.md (LEARN-7). The hook by which ranking sees outcomes.

One broken promise weighs a third of the whole, more weigh more, and kept ones take weight off again: it is
the stance of the belief, and what the person sets by hand wins there too. It orders finished options, and
changes nothing that is said to a brand (LEARN-12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consumer_twin.memory.beliefs import Belief, Beliefs
from consumer_twin.memory.topic import topic
from consumer_twin.option import Option

WEIGHT: Final = 0.15
"""What a brand that surely breaks its promises must be cheaper by, as a share of the total. A guess."""


def by_promises(options: Sequence[Option], beliefs: Beliefs) -> tuple[Option, ...]:
    """Return *options* (best first) in their order once broken promises count; what doesn't fit is last."""
    counted = [_counted(option, beliefs.of(topic("promise", option.seller.id))) for option in options]
    if counted == list(options):
        return tuple(options)
    ordered = sorted(counted, key=lambda one: (not one.fits, one.adjusted_minor))
    return tuple(replace(option, rank=place) for place, option in enumerate(ordered, start=1))


def _counted(option: Option, belief: Belief | None) -> Option:
    if belief is None or belief.stance >= 0:
        return option
    dearer = round(-belief.stance * WEIGHT * option.total.amount)
    words = f"Counted {option.total.of(dearer).words()} dearer: {_evidence(belief)}"
    return replace(option, adjusted_minor=option.adjusted_minor + dearer, why=(words, *option.why))


def _evidence(belief: Belief) -> str:
    """The last broken promise, and how many there were of each kind."""
    if belief.by_hand:
        return "you set it."
    broken = [one for one in belief.evidence if one.speaks < 0]
    kept = sum(one.speaks > 0 for one in belief.evidence)
    return f"{broken[-1].words} Promises broken {len(broken)}, kept {kept}."
