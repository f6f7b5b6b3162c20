"""What `brand offer` prints with `--json`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dailyme.outputs import Output
from protocol import Price


class OfferLine(Output):
    """A public offer of brand.toml."""

    promotion: dict[str, Any] = Field(description="As twins see it.")
    state: Literal["to-come", "open", "used-up", "over"]
    used: int | None = Field(None, description="How many deals have had it; absent without a store.")


class OfferList(Output):
    """`dailyme brand offer list --json`, and what `add` and `end` leave."""

    policy: str
    at: str
    offers: list[OfferLine]


class TriedArticle(Output):
    """An article under the offer: its all-in total for one piece."""

    product: str
    variant: str
    title: str
    list_total: Price
    total: Price
    granted: bool = Field(description="False: it would go below the floor, and is left out of the offer.")


class OfferTest(Output):
    """`dailyme brand offer test ID --json`."""

    id: str
    at: str
    state: Literal["to-come", "open", "used-up", "over"]
    articles: int = Field(description="How many articles the brand sells.")
    covered: int
    granted: int
    tried: list[TriedArticle] = Field(description="Of those that are covered, at most 20.")
