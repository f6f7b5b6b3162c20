"""Counters: what a twin would take, in one package or in several of which any would do.

Spec: spec/60-negotiate.md (NEG-10, NEG-11, NEG-55, NEG-56, NEG-59).
"""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from protocol.issues import Terms
from protocol.lines import MAX_LINES, Quantity
from protocol.money import Price
from protocol.wire import Hash, Many, Maybe, Wire

MAX_ALTERNATIVES: Final = 2
"""Beside the counter's own package."""


class Wanted(Wire):
    """A total with the terms that should come for it, if so many pieces are taken."""

    total: Price
    terms: Terms
    quantities: Maybe[Annotated[Many[Quantity], Field(min_length=1, max_length=MAX_LINES)]] = None
    """Of each line of the open; left out, as many as are needed."""


class Counter(Wanted):
    """The twin invites an offer at these terms, or at one of the alternatives. It binds nobody."""

    offer: Hash
    alternatives: Maybe[Annotated[Many[Wanted], Field(min_length=1, max_length=MAX_ALTERNATIVES)]] = None
    """Any of them would do as well."""

    @property
    def packages(self) -> tuple[Wanted, ...]:
        """All that would do, its own total and terms first."""
        return (self, *(self.alternatives or ()))

    @model_validator(mode="after")
    def _apart(self) -> Self:
        named = [(one.total, one.terms, one.quantities) for one in self.packages]
        if any(one in named[:place] for place, one in enumerate(named)):  # NEG-55
            raise ValueError("each package of a counter is named once")
        return self
