"""What `dailyme news …` prints with `--json`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dailyme.outputs import Output
from dailyme.outputs_demo import Hash
from protocol import Price


class ShownTopic(Output):
    """What is asked for."""

    kind: Literal["back-in-stock", "price-below", "season-catalog", "order-care", "offer"]
    words: str
    product: str | None = None
    variant: str | None = None
    category: str | None = None
    agreement: Hash | None = None
    share: str | None = Field(None, description="Of the list price, below which it is news.")
    list_price: Price | None = None


class ShownSubscription(Output):
    """`dailyme news subscribe --json` and `unsubscribe --json` print one."""

    number: int = Field(description="What the other commands name it by.")
    hash: Hash
    brand: str
    seller: str
    key: Literal["guest", "known"]
    state: Literal["active", "over", "ended", "broken"] = Field(
        description="over: its end has passed. ended: by you. broken: by your twin, after a breach."
    )
    why: str = Field("", description="The code of the breach.")
    topics: list[ShownTopic] = Field(description="Those that the brand took.")
    at_most: str = Field(description="MESSAGES/DAYSd.")
    until: str
    read: int = Field(description="The number of the last news that is stored; the first one is 2.")
    dropped: int = Field(description="News that came after its end, and were not looked at.")
    told: bool = Field(description="Whether the brand knows that it has ended.")


class ShownNews(Output):
    """A news as it is shown. `news listen --json` prints one a line."""

    subscription: int
    seller: str
    kind: str
    words: str = Field(description="What is new.")
    why: str
    brand_words: str | None = Field(None, description="The brand's own words: shown, never ranked on.")
    product: str | None = None
    variant: str | None = None
    price: Price | None = None
    promotion: str | None = None
    status: str | None = None
    valid_until: str
    created: str
    hash: Hash


class NewsTrouble(Output):
    """A mailbox that could not be read."""

    seller: str
    code: str
    reason: str


class NewsBreach(Output):
    """What a brand sent against what was asked, with the signed news that proves it."""

    subscription: int
    code: str
    proof: str


class NewsList(Output):
    """`dailyme news list --json`."""

    subscriptions: list[ShownSubscription]
    news: list[ShownNews] = Field(description="What still holds, newest first.")
    breaches: list[NewsBreach]


class NewsFetched(Output):
    """`dailyme news fetch --json`."""

    news: list[ShownNews] = Field(description="What still holds, newest first.")
    troubles: list[NewsTrouble]


class BrandPublished(Output):
    """`dailyme brand publish --json`."""

    told: int = Field(description="Into how many mailboxes it was put.")
