"""Subscriptions: what a person asked to be told, how often at most, and until when; and the news itself.

Spec: spec/37-subscribe.md.

Signed by the twin, so a brand can show that it was asked. News lie in a mailbox that the twin fetches or in a
stream that the twin holds open; each is signed, and chained to the one before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import Field, model_validator

from protocol.catalog import Id
from protocol.money import Price
from protocol.terms import PersonalTerms
from protocol.times import Time
from protocol.wire import Hash, Many, Maybe, Text, Token, Wire

TopicKind = Literal["back-in-stock", "price-below", "season-catalog", "order-care", "offer"]
TOPIC_KINDS: Final[tuple[TopicKind, ...]] = get_args(TopicKind)
MAX_NEWS_SEQ: Final = 2**31 - 1

MEMBERS: Final[Mapping[TopicKind, tuple[frozenset[str], frozenset[str]]]] = MappingProxyType(
    {
        "back-in-stock": (frozenset({"product"}), frozenset({"variant"})),
        "price-below": (frozenset({"product", "basis_points"}), frozenset({"variant"})),
        "season-catalog": (frozenset(), frozenset({"category"})),
        "order-care": (frozenset({"agreement"}), frozenset()),
        "offer": (frozenset(), frozenset({"category"})),
    }
)
"""The members that a topic of each kind must have, and those that it may have."""

_SELECTING: Final = ("product", "variant", "basis_points", "category", "agreement")


class NewsTopic(Wire):
    """What the person wants to hear of; `MEMBERS` says what stands in which kind.

    basis_points: of price-below, the share of the list price, in hundredths of a percent, below which it is
    news. agreement: its hash.
    """

    kind: TopicKind
    product: Maybe[Id] = None
    variant: Maybe[Id] = None
    basis_points: Maybe[Annotated[int, Field(ge=1, le=10_000)]] = None
    category: Maybe[Text] = None
    agreement: Maybe[Hash] = None

    @model_validator(mode="after")
    def _selects(self) -> Self:
        needed, allowed = MEMBERS[self.kind]
        given = {name for name in _SELECTING if getattr(self, name) is not None}
        if not needed <= given <= needed | allowed:  # SUB-1
            raise ValueError(f"a topic {self.kind} has other members")
        return self


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


TopicPlace = Annotated[int, Field(ge=0, le=15)]
"""Where a topic stands in its subscription, from 0."""


class Listed(Wire):
    """The list price that a topic price-below is measured against: what one piece cost at that time."""

    topic: TopicPlace
    price: Price


class Subscribed(Wire):
    """The brand will send news of these topics. lists: of each of them that is price-below."""

    topics: Annotated[Many[TopicPlace], Field(min_length=1, max_length=16)]
    lists: Maybe[Annotated[Many[Listed], Field(max_length=16)]] = None
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

    @model_validator(mode="after")
    def _goes_on(self) -> Self:
        if self.more and not self.news:  # SUB-14
            raise ValueError("a mailbox that says more holds some")
        return self


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

    topic: TopicPlace
    valid_until: Time
    product: Maybe[Id] = None
    variant: Maybe[Id] = None
    price: Maybe[Price] = None
    promotion: Maybe[Token] = None
    status: Maybe[Token] = None
    version: Maybe[Hash] = None
    """Of season-catalog: the version of the catalog."""
    words: Maybe[Text] = None
