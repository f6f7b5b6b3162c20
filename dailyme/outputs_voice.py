"""What `dailyme brand voice` prints with --json."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class VoicePeriod(Output):
    """A week or a day of a theme."""

    start: str = Field(description="Its first day, ISO.")
    at_least: int = Field(description="Threads, rounded down to a multiple of k; 0 may be up to k-1.")


class VoiceTheme(Output):
    """What people's twins said, in the protocol's words."""

    source: Literal["declined", "refused", "returned", "delivered", "outcome", "review"]
    reason: str
    about: str | None = Field(None, description="The catalog's category; absent: of all articles.")
    name: str
    named_by: Literal["rule", "model"]
    at_least: int = Field(description="Threads, rounded down to a multiple of k.")
    periods: list[VoicePeriod]


class BrandVoice(Output):
    """`dailyme brand voice --json`."""

    k: int = Field(description="What fewer threads said is not shown.")
    every: Literal["day", "week"]
    since: str | None = None
    themes: list[VoiceTheme]
    hidden: bool = Field(description="Whether there were themes of fewer than k threads.")
    note: str
