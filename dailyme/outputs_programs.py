"""What `dailyme brand webhook` and `dailyme brand key` print with --json."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class ShownWebhook(Output):
    """A webhook."""

    number: int
    url: str
    events: list[str]
    off: str = Field(description="Why it is off; empty if it is on.")
    made: str
    by: str


class ShownSent(Output):
    """An event on its way to a webhook."""

    number: int
    id: str = Field(description="The `webhook-id` that it carries, however often it is sent.")
    event: str
    made: str
    state: Literal["waiting", "arrived", "failed"]
    tries: int
    said: str = Field(description="What the last try came to.")


class BrandWebhooks(Output):
    """`dailyme brand webhook --json`, and each of its commands."""

    webhooks: list[ShownWebhook]
    sent: list[ShownSent] | None = Field(None, description="Of one webhook, newest first.")
    secret: str | None = Field(None, description="A new secret: it is shown once.")


class ShownKey(Output):
    """A key of a program of the brand's own."""

    number: int
    name: str
    begins: str
    scopes: list[str]
    made: str
    by: str
    used: str | None = Field(None, description="When it was used last, to the minute.")


class BrandKeys(Output):
    """`dailyme brand key --json`, and each of its commands."""

    keys: list[ShownKey]
    key: str | None = Field(None, description="A new key: it is shown once.")
