"""What `twin prices` prints with `--json`."""

from __future__ import annotations

from pydantic import Field

from dailyme.outputs import Output
from protocol import Price


class PriceBefore(Output):
    """The lowest price that the twin saw in the 30 days before this one."""

    price: Price
    seen_from: str
    seen_until: str


class PriceClaimed(Output):
    """The price that the shop crosses out beside its own."""

    price: Price
    proven: bool = Field(
        description="The shop's signed history reaches back 30 days, and nothing in them was cheaper."
    )
    lowest: Price | None = Field(None, description="The lowest of those 30 days, as the history says.")
    since: str | None = Field(None, description="Since when the price of now holds, as the history says.")


class PriceMissing(Output):
    """A price that the twin saw on a day that the shop's history speaks for, and that the history lacks."""

    price: Price
    seen_from: str
    seen_until: str


class PricedArticle(Output):
    """An article that scans have found."""

    seller: str
    shop: str
    product: str
    variant: str
    title: str
    price: Price
    since: str = Field(description="The first day on which this price was seen.")
    last_seen: str
    was: PriceBefore | None = Field(
        None, description="Absent without dated evidence of a higher price: a list price is none."
    )
    claimed: PriceClaimed | None = Field(None, description="As the shop's newest kept page says.")
    missing: list[PriceMissing] = Field(
        default_factory=list, description="Not empty: `dailyme twin audit` looks for the proof."
    )


class PriceList(Output):
    """`dailyme twin prices --json`."""

    articles: list[PricedArticle]
