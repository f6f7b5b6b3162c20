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


class PriceList(Output):
    """`dailyme twin prices --json`."""

    articles: list[PricedArticle]
