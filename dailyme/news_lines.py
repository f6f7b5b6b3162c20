"""Subscriptions and news as they are printed, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator

from consumer_twin.relation.subscription import Subscription, Told
from consumer_twin.relation.telling import asked, headline, why
from consumer_twin.relation.who import is_known
from dailyme.outputs_news import ShownNews, ShownSubscription, ShownTopic
from protocol import write_time
from protocol.relation import NewsTopic


def shown_news(told: Told) -> ShownNews:
    """Return a news as it is printed."""
    news = told.news
    return ShownNews(
        subscription=told.subscription,
        seller=told.seller,
        kind=told.topic.kind,
        words=headline(told),
        why=why(told),
        brand_words=news.words,
        product=news.product,
        variant=news.variant,
        price=news.price,
        promotion=news.promotion,
        status=news.status,
        valid_until=news.valid_until,
        created=write_time(told.made_ms),
        hash=told.hash,
    )


def shown_subscription(one: Subscription, at_ms: int) -> ShownSubscription:
    """Return a subscription as it is printed."""
    feed = one.feed
    return ShownSubscription(
        number=one.number,
        hash=one.hash,
        brand=one.brand,
        seller=one.seller,
        key="known" if is_known(one.who) else "guest",
        state="over" if one.state == "active" and not one.is_open(at_ms) else one.state,
        why=one.why,
        topics=[_topic(one, place, topic) for place, topic in sorted(feed.topics.items())],
        at_most=f"{feed.cap.messages}/{feed.cap.days}d",
        until=write_time(feed.until_ms),
        read=feed.end.seq,
        dropped=one.dropped,
        told=one.told,
    )


def _topic(one: Subscription, place: int, topic: NewsTopic) -> ShownTopic:
    share = None if topic.basis_points is None else f"{topic.basis_points / 10_000:.4f}".rstrip("0")
    return ShownTopic(
        kind=topic.kind,
        words=asked(topic),
        product=topic.product,
        variant=topic.variant,
        category=topic.category,
        agreement=topic.agreement,
        share=share,
        list_price=one.feed.lists.get(place),
    )


def news_words(news: ShownNews) -> Iterator[str]:
    """Yield what is said of a news, sentence by sentence."""
    yield news.words
    if news.brand_words:
        yield f'{news.seller} writes: "{news.brand_words}"'
    yield f"{news.why} It holds until {news.valid_until[:10]} {news.valid_until[11:16]} UTC."
