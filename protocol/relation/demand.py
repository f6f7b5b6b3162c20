"""Demand, by choice: an unmet wish in coarse words, counted by a marketplace and told only above k.

Spec: spec/48-demand.md.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from protocol.bodies import Region
from protocol.times import Time
from protocol.wire import Did, Many, Maybe, Token, Wire

Period = Annotated[str, Field(pattern=r"^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$")]
"""An ISO 8601 week."""


class Contribute(Wire):
    """A wish that nothing met: its category, coarse attributes, the region, the week."""

    category: Token
    attributes: Annotated[Many[Token], Field(max_length=4)] = ()
    region: Region
    period: Period


class Counted(Wire):
    """It is counted."""

    received: Time


class Tally(Wire):
    """How many contributed the same, rounded down so that one more or less does not show."""

    category: Token
    attributes: Annotated[Many[Token], Field(max_length=4)] = ()
    region: Region
    period: Period
    at_least: Annotated[int, Field(ge=1)]


class DemandPage(Wire):
    """The tallies of a marketplace that at least *k* keys contributed to. k keys need not be k people."""

    protocol: Literal["dailyme/2026-12-01"]
    type: Literal["demand-page"]
    from_: Annotated[Did, Field(alias="from")]
    created: Time
    k: Annotated[int, Field(ge=2, le=10_000)]
    tallies: Annotated[Many[Tally], Field(max_length=200)]
    next: Maybe[Annotated[str, Field(min_length=1, max_length=200)]] = None
