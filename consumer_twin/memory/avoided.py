"""A brand that the person avoids stands last, and its option says why.

Spec: spec/50-match.md, spec/90-learn.md. The hook by which ranking sees beliefs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from consumer_twin.memory.beliefs import Beliefs
from consumer_twin.memory.topic import topic
from consumer_twin.option import Option

AVOIDED: Final = -0.5
"""The standing from which a brand counts as avoided: two facts against and none for, or so set by hand."""


def avoided_last(options: Sequence[Option], beliefs: Beliefs) -> tuple[Option, ...]:
    """Return *options* (best first) with avoided brands behind the others; what doesn't fit stays last."""
    ordered = sorted(options, key=lambda one: (not one.fits, _is_avoided(one, beliefs)))
    return tuple(
        replace(option, rank=place, why=(*_reason(option, beliefs), *option.why))
        for place, option in enumerate(ordered, start=1)
    )


def _is_avoided(option: Option, beliefs: Beliefs) -> bool:
    return beliefs.brand_standing(option.seller.id) <= AVOIDED


def _reason(option: Option, beliefs: Beliefs) -> tuple[str, ...]:
    belief = beliefs.of(topic("brand", option.seller.id))
    if belief is None or belief.stance > AVOIDED:
        return ()
    how = "you set it" if belief.by_hand else f"strength {belief.strength:.2f}"
    return (f"Last, for you avoid {option.seller.name} ({how}).",)
