"""What `dailyme brand stop` and `dailyme brand go` print with --json."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class BrandSteered(Output):
    """`dailyme brand stop|go --json`: how all, or one negotiation, is steered now."""

    thread: str | None = Field(None, description="The negotiation, where one was named.")
    changed: bool = Field(description="False: it was so before, and nothing was written down.")
    paused: bool = Field(description="Whether the agent opens nothing and gives nothing more.")
    course: Literal["agent", "person", "stopped"] = Field(description="Who leads the negotiation.")
    who: str
    at: str
