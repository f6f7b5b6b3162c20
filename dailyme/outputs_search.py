"""What `dailyme search --json` prints."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output
from protocol.money import Price


class FoundOffer(Output):
    """An offer that answers the query."""

    id: str = Field(description="Product and variant id, parted by `|`.")
    title: str = Field(description="The seller's words.")
    brand: str | None = None
    price: Price | None = None
    available: bool
    options: dict[str, str] | None = Field(None, description="Name -> value of the variant.")
    score: float = Field(description="Comparable within this answer only; higher is better.")
    found_by: Literal["code", "all", "some"] = Field(
        description="Its barcode or model number, all words of the query, or some."
    )
    matched: list[str] = Field(description="The fields in which words of the query stand.")


class SearchResult(Output):
    """`dailyme search --catalog FILE --query TEXT --json`."""

    query: str
    offers: int = Field(description="Offers that were searched.")
    rejects: int = Field(description="What could not be read; `dailyme catalog read` lists it.")
    hits: list[FoundOffer] = Field(description="Best first.")
