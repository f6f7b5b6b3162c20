"""What `dailyme brand events` and `dailyme relation events` print with `--json`."""

from __future__ import annotations

from pydantic import Field

from dailyme.outputs import Output
from protocol.lifecycle import Event


class BrandEvents(Output):
    """`dailyme brand events --json`."""

    relationships: int = Field(description="Keys: a guest is a new one each time.")
    events: dict[Event, int] = Field(description="How often each happened; what never did is left out.")


class TwinEvent(Output):
    """An event, as the twin has it."""

    at: str
    event: Event
    brand: str = Field(description="DID.")
    key: str = Field(description="The key that the brand knows of it.")
    thread: str


class TwinEvents(Output):
    """`dailyme relation events --json`."""

    events: list[TwinEvent]
