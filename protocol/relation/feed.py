"""A feed: a subscription as both sides can work it out, and what its next news must keep.

Spec: spec/37-subscribe.md.

The brand asks the same arithmetic before it writes as the twin after it read, over times that the brand
signed, so neither can be honestly wrong about the cap or the end. What can't be chained is not taken
(`check_link`); what is chained and breaks a rule is taken, never shown, and stays as proof (`check_news`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from protocol.errors import ProtocolError
from protocol.money import Price
from protocol.relation.letter import ChainEnd, Letter
from protocol.relation.subscription import Cap, News, NewsTopic, Subscribe, Subscribed
from protocol.times import GRACE_MS, read_time

DAY_MS: Final = 86_400_000


class WrongTopicsError(ProtocolError):
    """The brand took topics that were not asked for, or did not say what a price is measured against."""

    code = "wrong-topics"
    requirement = "SUB-3"
    advice = "Name places of the subscription's topics, each once, with the list price of each price-below."


class StrayNewsError(ProtocolError):
    """News of another subscription, or by somebody else."""

    code = "stray-news"
    requirement = "SUB-4"
    advice = "Put news into the thread of the subscription, signed by the brand, for the key that asked."


class NewsGapError(ProtocolError):
    """A number is missing before it, or it came before."""

    code = "news-gap"
    requirement = "SUB-5"
    status = 409
    advice = "Number the news of a subscription from 2, and leave none out."


class BrokenNewsError(ProtocolError):
    """It follows another message than the one that was there."""

    code = "broken-news"
    requirement = "SUB-6"
    status = 409
    advice = "Put the hash of the news before into `prev`, and sign one news for each number."


class MisdatedNewsError(ProtocolError):
    """It says that it was made when it can't have been."""

    code = "misdated-news"
    requirement = "SUB-7"
    advice = "Put the time at which the news was made into `created`."


class AfterEndError(ProtocolError):
    """It was made after the subscription's end."""

    code = "after-end"
    requirement = "SUB-8"
    status = 410
    advice = "Send nothing after the end that the person set."


class OffTopicError(ProtocolError):
    """Nobody asked for this."""

    code = "off-topic"
    requirement = "SUB-9"
    advice = "Send what a topic that was taken asks for."


class AboveCapError(ProtocolError):
    """More than the person asked for."""

    code = "above-cap"
    requirement = "SUB-10"
    status = 429
    advice = "Count the news of the period before sending another."


class ExpiredNewsError(ProtocolError):
    """It no longer holds."""

    code = "expired-news"
    requirement = "SUB-11"
    status = 410
    advice = "Show only what still holds."


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription, and how far its news were read.

    topics: those that the brand took, by place; lists: the list price of each price-below among them.
    end: the last message of the chain; last_ms: when it was made. recent: when the last news were made,
    at most as many as the cap allows. quiet_ms: when the brand said that there was nothing more.
    """

    brand: str
    topics: Mapping[int, NewsTopic]
    lists: Mapping[int, Price]
    cap: Cap
    until_ms: int
    end: ChainEnd
    last_ms: int
    recent: tuple[int, ...] = ()
    quiet_ms: int = 0


def feed_of(asked: Letter, answer: Letter) -> Feed:
    """Return the feed that begins with the `subscribed` in *answer*. Raises `WrongTopicsError` (SUB-3)."""
    body, taken = asked.body, answer.body
    assert isinstance(body, Subscribe)
    assert isinstance(taken, Subscribed)
    lists = {one.topic: one.price for one in taken.lists or ()}
    if len(set(taken.topics)) < len(taken.topics) or max(taken.topics) >= len(body.topics):
        raise WrongTopicsError("the brand takes topics that nobody asked for")
    topics = {place: body.topics[place] for place in taken.topics}
    if lists.keys() != {place for place, topic in topics.items() if topic.kind == "price-below"}:
        raise WrongTopicsError("the list prices are not those of the topics price-below")
    return Feed(
        brand=answer.sender,
        topics=topics,
        lists=lists,
        cap=body.cap,
        until_ms=read_time(body.until),
        end=answer.end,
        last_ms=read_time(answer.envelope.created),
    )


def is_full(recent: Sequence[int], cap: Cap, at_ms: int) -> bool:
    """Whether one more at *at_ms* would be above *cap*; *recent*: when the last ones were made, in order.

    >>> is_full((0, DAY_MS), Cap(messages=2, days=30), 30 * DAY_MS - 1)
    True
    """
    return len(recent) >= cap.messages and recent[-cap.messages] > at_ms - cap.days * DAY_MS


def is_past(news: News, at_ms: int) -> bool:
    """Whether *news* no longer holds at *at_ms*."""
    return at_ms >= read_time(news.valid_until)


def check_link(feed: Feed, letter: Letter) -> News:
    """Return the news in *letter* if it is the next of *feed*.

    Raises `StrayNewsError` (SUB-4), `NewsGapError` (SUB-5) or `BrokenNewsError` (SUB-6).
    """
    body, end = letter.body, feed.end
    if not isinstance(body, News) or letter.end[:2] != end[:2] or letter.sender != feed.brand:  # SUB-4
        raise StrayNewsError("this is no news of the subscription")
    if letter.end.seq != end.seq + 1:  # SUB-5
        raise NewsGapError(f"number {letter.end.seq} came where {end.seq + 1} was next")
    if letter.value["prev"] != end.hash:  # SUB-6
        raise BrokenNewsError(f"number {letter.end.seq} follows another message than number {end.seq}")
    return body


def check_news(feed: Feed, letter: Letter, *, at_ms: int) -> None:
    """Return if the linked *letter* keeps what the person asked for and may be shown at *at_ms*.

    Raises `MisdatedNewsError` (SUB-7), `AfterEndError` (SUB-8), `OffTopicError` (SUB-9), `AboveCapError`
    (SUB-10) or `ExpiredNewsError` (SUB-11).
    """
    body, made_ms = letter.body, read_time(letter.envelope.created)
    assert isinstance(body, News)
    if made_ms < max(feed.last_ms, feed.quiet_ms - GRACE_MS) or made_ms > at_ms + GRACE_MS:  # SUB-7
        raise MisdatedNewsError("`created` is earlier than it can be, or in the future")
    if made_ms >= feed.until_ms:  # SUB-8
        raise AfterEndError("the subscription had ended")
    if not _is_asked(feed, body):  # SUB-9
        raise OffTopicError("no topic of the subscription asks for this")
    if is_full(feed.recent, feed.cap, made_ms):  # SUB-10
        raise AboveCapError(f"more than {feed.cap.messages} in {feed.cap.days} days")
    if is_past(body, at_ms):  # SUB-11
        raise ExpiredNewsError("`valid_until` has passed")


def after_news(feed: Feed, letter: Letter, *, counts: bool) -> Feed:
    """Return *feed* once the linked *letter* was taken; *counts*: it was within the cap."""
    made_ms = read_time(letter.envelope.created)
    recent = (*feed.recent, made_ms)[-feed.cap.messages :] if counts else feed.recent
    return replace(feed, end=letter.end, last_ms=max(feed.last_ms, made_ms), recent=recent)


def _is_asked(feed: Feed, news: News) -> bool:
    """Whether *news* has what its topic asks for; words and unknown members don't matter."""
    topic = feed.topics.get(news.topic)
    if topic is None:
        return False
    if topic.variant is not None and topic.variant != news.variant:
        return False
    if topic.product is not None and topic.product != news.product:
        return False
    if topic.kind == "price-below":
        listed, price = feed.lists[news.topic], news.price
        if price is None or topic.basis_points is None or price.currency != listed.currency:
            return False
        return price.amount * 10_000 < listed.amount * topic.basis_points
    needed = {"order-care": news.status, "season-catalog": news.version, "offer": news.promotion}
    return needed.get(topic.kind, "") is not None
