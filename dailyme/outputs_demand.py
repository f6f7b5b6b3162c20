"""What `wish contribute` and `market demand` print with `--json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output
from protocol.relation import Contribute, Tally


class Contributed(Output):
    """`dailyme wish contribute NUMBER --json`."""

    number: int = Field(description="The standing wish.")
    market: str = Field(description="The marketplace's DID.")
    sent: Contribute = Field(description="All that was said of the wish.")
    key: str = Field(description="The DID under which it was said, and which is used for nothing else.")
    letter: str = Field(description="The hash of the signed letter.")
    status: Literal["counted", "counted-before", "not-counted"] = Field(
        description="counted-before: an earlier letter of this wish, whose answer was lost."
    )
    reason: str | None = Field(None, description="Why the marketplace did not count it, if it did not.")


class MarketDemand(Output):
    """`dailyme market demand URL --json`."""

    market: str
    k: int = Field(description="Tallies are multiples of it. k keys need not be k people.")
    tallies: list[Tally]
