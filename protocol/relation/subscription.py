"""Subscriptions: what a person asked to be told, how often at most, and until when; and the news itself.

Spec: spec/37-subscribe.md.

Signed by the twin, so a brand can show that it was asked. News lie in a mailbox that the twin fetches or in a
stream that the twin holds open; each is signed, and chained to the one before it.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import Field

from protocol.catalog import Id
from protocol.money import Price
from protocol.terms import PersonalTerms
from protocol.times import Time
from protocol.wire import Hash, Many, Maybe, Text, Token, Wire

TopicKind = Literal["back-in-stock", "price-below", "season-catalog", "order-care", "offer"]
TOPIC_KINDS: Final[tuple[TopicKind, ...]] = get_args(TopicKind)
MAX_NEWS_SEQ: Final = 2**31 - 1


class NewsTopic(Wire):
    """What the person wants to hear of.

    product, variant: of back-in-stock, price-below. basis_points: of price-below, the share of the list
    price, in hundredths of a percent, below which it is news. category: of season-catalog and offer.
    agreement: of order-care.
    """

    kind: TopicKind
    product: Maybe[Id] = None
    variant: Maybe[Id] = None
    basis_points: Maybe[Annotated[int, Field(ge=1, le=10_000)]] = None
    category: Maybe[Text] = None
    agreement: Maybe[Hash] = None


class Cap(Wire):
    """At most so many news in so many days."""

    messages: Annotated[int, Field(ge=1, le=100)]
    days: Annotated[int, Field(ge=1, le=366)]


class Subscribe(Wire):
    """The twin asks for news: topics, a cap, an end."""

    topics: Annotated[Many[NewsTopic], Field(min_length=1, max_length=16)]
    cap: Cap
    until: Time
    personal_terms: PersonalTerms


class Subscribed(Wire):
    """The brand will put news of these topics (their places in the subscription) into the mailbox."""

    topics: Annotated[Many[Annotated[int, Field(ge=0, le=15)]], Field(max_length=16)]
    received: Time


class Unsubscribe(Wire):
    """The twin ends a subscription, which is named by the hash of its `subscribe`."""

    subscription: Hash


class Unsubscribed(Wire):
    """It has ended."""

    subscription: Hash
    received: Time


class Fetch(Wire):
    """The twin fetches what came after number *after*; everything up to there may be dropped."""

    subscription: Hash
    after: Annotated[int, Field(ge=0, le=MAX_NEWS_SEQ)]
    limit: Annotated[int, Field(ge=1, le=100)]


class Mailbox(Wire):
    """The news that came after, oldest first, each a signed message of its own."""

    news: Annotated[tuple[dict[str, Any], ...], Field(strict=False, max_length=100)]
    more: bool


class Place(Wire):
    """How far a subscription was read."""

    subscription: Hash
    after: Annotated[int, Field(ge=0, le=MAX_NEWS_SEQ)]


class Listen(Wire):
    """The twin opens a stream for its subscriptions; the answer is the stream."""

    places: Annotated[Many[Place], Field(min_length=1, max_length=100)]


class News(Wire):
    """One piece of news of one topic: typed facts first, words for people only.

    price: of price-below and offer, what one piece costs everybody or whom the promotion is for.
    promotion: its id in the brand's public offers. status: of order-care, a stage of the delivery.
    """

    topic: Annotated[int, Field(ge=0, le=15)]
    valid_until: Time
    product: Maybe[Id] = None
    variant: Maybe[Id] = None
    price: Maybe[Price] = None
    promotion: Maybe[Token] = None
    status: Maybe[Token] = None
    version: Maybe[Hash] = None
    """Of season-catalog: the version of the catalog."""
    words: Maybe[Text] = None
