"""What `dailyme catalog suggest --json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output


class ShownSuggestion(Output):
    """What the product's text says, in its words. Nothing is decided by it."""

    attribute: str
    value: str
    start: int = Field(description="Where it stands in the text: code points.")
    end: int
    trust: Literal["untrusted"] = "untrusted"


class SuggestedProduct(Output):
    """A product whose text was read."""

    id: str
    text: str = Field(description="Title and description: all that the model was shown.")
    suggestions: list[ShownSuggestion]
    error: str | None = Field(None, description="The code, if the model was of no help here.")


class CatalogSuggested(Output):
    """`dailyme catalog suggest SOURCE --json`."""

    source: str
    model: str
    products: list[SuggestedProduct]
