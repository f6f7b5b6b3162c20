"""What the API answers with. Members may be added; none is renamed or removed."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from protocol.money import Price


class Shape(BaseModel):
    """An answer of the API, or what is sent to it."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """An error: an RFC 9457 problem document, with the type application/problem+json."""

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable: test this.")
    requirement: str = Field(description="The requirement of the spec that was broken, or empty.")
    advice: str = Field(description="What to do next.")


class Me(Shape):
    """Whose key it is, and what it may do."""

    brand: str = Field(description="The brand's DID.")
    key: str = Field(description="The name that the key was given.")
    scopes: list[str]


class Line(Shape):
    """Something that was sold."""

    product: str
    variant: str
    title: str
    quantity: int


class Deal(Shape):
    """An agreement that both sides signed."""

    thread: str = Field(description="The conversation that it came from: its name here and in webhooks.")
    agreement: str = Field(description="The hash that both sides know it by.")
    agreed: str
    total: Price = Field(description="All-in: what is paid.")
    list_total: Price
    lines: list[Line]


class Deals(Shape):
    """Deals, oldest first. *next*: ask with it as `after`; none when there is nothing more yet."""

    deals: list[Deal]
    next: str | None = None


class DealDocument(Shape):
    """One deal with the signed document, which anybody can verify."""

    deal: Deal
    document: dict[str, Any]


class Catalog(Shape):
    """Products as twins see them, by id."""

    products: list[dict[str, Any]]
    next: str | None = None


class NewHook(Shape):
    """A webhook to set up."""

    url: str = Field(max_length=2000, description="https, and a public address.")
    events: list[str] = Field(max_length=60, description="Names of spec/95-events.md.")


class Hook(Shape):
    """A webhook."""

    number: int
    url: str
    events: list[str]
    on: bool
    made: str
    secret: str | None = Field(None, description="Only in the answer that set it up.")


class Hooks(Shape):
    """All webhooks."""

    webhooks: list[Hook]


class Sent(Shape):
    """One event on its way to a webhook."""

    number: int
    id: str = Field(description="The `webhook-id` that it carries.")
    event: str
    thread: str
    made: str
    state: str = Field(description="waiting, arrived or failed.")
    tries: int


class SentList(Shape):
    """What was sent, newest first, back to 30 days ago."""

    sent: list[Sent]
    next: str | None = None
