"""What the commands that serve pages print as JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class PagesOpen(Output):
    """`dailyme twin open --json` and `dailyme brand console --json`, once requests are answered."""

    ready: Literal[True]
    url: str = Field(description="Where the pages are.")
    enter: str = Field(description="The address that lets one browser in, once.")


class DemoOpen(Output):
    """`dailyme demo --open --json`, once all of it answers requests."""

    ready: Literal[True]
    market: str
    daily_me: PagesOpen
    console: PagesOpen
