"""Demand, by choice: an unmet wish in coarse words, counted by a marketplace and told only above k.

Spec: spec/48-demand.md.

Every contribution counts in one tally only, that of exactly its words: nothing is a sum of something else, so
there is nothing to subtract.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError, model_validator

from protocol.times import Time, read_time
from protocol.week import Week, week_end_ms
from protocol.wire import Did, Many, Maybe, Token, Wire

LEAST_K: Final = 10
MOST_K: Final = 10_000
MAX_TALLIES: Final = 200
"""On one page."""

ATTRIBUTES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "budget": "the cheapest that does",
        "durable": "made to last",
        "large": "larger than usual",
        "light": "lighter than usual",
        "long-warranty": "a warranty longer than usual",
        "premium": "the best there is",
        "quick-delivery": "sooner than usual",
        "quiet": "quieter than usual",
        "refurbished": "used before, and made good as new",
        "repairable": "with parts and instructions",
        "small": "smaller than usual",
        "used": "used before",
    }
)
"""What may be said of a wish beside its category: about an article, never about a person."""

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


def _in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    if list(names) != sorted(set(names)):  # DEMAND-4
        raise ValueError("attributes are in alphabetical order, each once")
    return names


Attributes = Annotated[Many[Token], Field(max_length=2), AfterValidator(_in_order)]


class Contribute(Wire):
    """A wish that nothing met: its category, coarse attributes, the country, the week."""

    category: Token
    attributes: Attributes = ()
    region: Country
    period: Week


class Counted(Wire):
    """It is counted."""

    received: Time


class Tally(Wire):
    """How many contributed exactly this, at least."""

    category: Token
    attributes: Attributes = ()
    region: Country
    period: Week
    at_least: Annotated[int, Field(ge=LEAST_K)]

    @property
    def cell(self) -> tuple[str, str, tuple[str, ...], str]:
        """What it counts."""
        return self.period, self.category, self.attributes, self.region


class DemandPage(Wire):
    """The tallies of a marketplace that at least *k* keys contributed to. k keys need not be k people."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["demand-page"]
    from_: Annotated[Did, Field(alias="from")]
    created: Time
    cursor: Annotated[str, Field(max_length=200)]
    k: Annotated[int, Field(ge=LEAST_K, le=MOST_K)]
    tallies: Annotated[Many[Tally], Field(max_length=MAX_TALLIES)]
    next: Maybe[Annotated[str, Field(min_length=1, max_length=200)]] = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        created_ms = read_time(self.created)
        if any(week_end_ms(one.period) > created_ms for one in self.tallies):  # DEMAND-15
            raise ValueError("a tally is of a week that was not over")
        if any(one.at_least % self.k for one in self.tallies):  # DEMAND-16
            raise ValueError("a tally is rounded down to a multiple of k")
        if len({one.cell for one in self.tallies}) != len(self.tallies):  # DEMAND-17
            raise ValueError("two tallies are about the same")
        return self


_TOKEN: Final[TypeAdapter[str]] = TypeAdapter(Token)
_CAPITALS: Final = {ord(one): ord(one) + 32 for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def token_of(category: str) -> str | None:
    """Return the token of the name *category*; None if it has none (DEMAND-2).

    >>> token_of("Cameras & Optics > Lenses")
    'cameras-optics-lenses'
    """
    found = re.sub(r"[^a-z0-9]+", "-", category.translate(_CAPITALS)).strip("-")
    try:
        return _TOKEN.validate_python(found)
    except ValidationError:
        return None
