"""News: subscriptions are taken, and what happens is put into the mailboxes of those who asked.

Spec: spec/37-subscribe.md.

A mailbox is counted before anything is signed, with the arithmetic that the twin uses too. An event that many
wait for is told to `BATCH` of them in the transaction that it happened in, and left for the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from brand_agent.desk import Desk
from brand_agent.relation.event import DAY_MS, Event
from brand_agent.relation.heard import Heard
from brand_agent.relation.mailing import Box, Line, Mailboxes
from brand_agent.relation.ports import Books
from brand_agent.stockroom import Article, Stockroom
from protocol import MAX_BYTES, Price, decode, read_time
from protocol.relation import (
    Body,
    Fetch,
    Listed,
    Mailbox,
    News,
    NewsTopic,
    Subscribe,
    Subscribed,
    Unsubscribe,
    Unsubscribed,
    is_full,
    news_after,
)

BATCH: Final = 500
MAX_DAYS: Final = 366
MAX_LIVE: Final = 100
"""Subscriptions of one key at one time."""
MAX_UNREAD: Final = 1000
"""News in one mailbox that nobody read; further ones are not made."""
_ROOM: Final = MAX_BYTES - 4096
"""Bytes for the news of one mailbox page."""


def to_subscribe(heard: Heard, books: Books) -> Body:
    """Take the topics that the brand can tell of."""
    body = heard.letter.body
    assert isinstance(body, Subscribe)
    made_ms, until_ms = read_time(heard.letter.envelope.created), read_time(body.until)
    if not made_ms < until_ms <= made_ms + MAX_DAYS * DAY_MS:  # SUB-2
        return heard.sorry("limit")
    if body.personal_terms not in heard.desk.policy.personal_terms.accept:
        return heard.sorry("personal-terms")
    if books.mailboxes.live(heard.letter.sender, at_ms=heard.at_ms) >= MAX_LIVE:
        return heard.sorry("limit")
    lines, lists = [], []
    for place, topic in enumerate(body.topics):
        articles = _articles(topic, heard.desk.room)
        if topic.product is not None and not articles:
            continue
        listed = min((one.price for one in articles), key=lambda price: price.amount, default=None)
        if topic.basis_points is not None and listed is not None:
            lists.append(Listed(topic=place, price=listed))
        lines.append(_line(place, topic, listed))
    if not lines:
        return heard.sorry("not-sold")
    books.mailboxes.open(heard.letter, lines, at_ms=heard.at_ms)
    members = {"topics": [one.place for one in lines], "received": heard.received}
    return Subscribed.model_validate(members | ({"lists": lists} if lists else {}))


def to_unsubscribe(heard: Heard, books: Books) -> Body:
    """End the subscription."""
    body = heard.letter.body
    assert isinstance(body, Unsubscribe)
    if not books.mailboxes.close(body.subscription, heard.letter.sender, at_ms=heard.at_ms):
        return heard.sorry("unknown")
    return Unsubscribed(subscription=body.subscription, received=heard.received)


def to_fetch(heard: Heard, books: Books) -> Body:
    """Answer with what came after, once what was read is dropped."""
    body, boxes = heard.letter.body, books.mailboxes
    assert isinstance(body, Fetch)
    if not boxes.owns(body.subscription, heard.letter.sender):  # SUB-13
        return heard.sorry("unknown")
    _publish_some(heard.desk, boxes, at_ms=heard.at_ms)
    boxes.read(body.subscription, body.after)
    boxes.fetched(body.subscription, heard.letter.hash)
    found = boxes.after(body.subscription, body.after, limit=body.limit + 1)
    fitting, used = [], 0
    for _, data in found[: body.limit]:
        used += len(data) + 1
        if used > _ROOM:
            break
        fitting.append(decode(data))
    return Mailbox(news=tuple(fitting), more=len(fitting) < len(found))


def publish(event: Event, desk: Desk, boxes: Mailboxes, *, at_ms: int, after: int = 0) -> frozenset[str]:
    """Put *event* into the mailboxes of those who asked and are within their cap; return their threads.

    after: only those beyond that number. More than `BATCH` of them are left for `publish_left`.
    """
    found = boxes.waiting(event, after=after, limit=BATCH + 1, at_ms=at_ms)
    if len(found) > BATCH:
        boxes.leave(event, found[BATCH - 1].number)
    told = (_put(event.news(one.place), boxes.box(one.number), desk, boxes, at_ms) for one in found[:BATCH])
    return frozenset(thread for thread in told if thread)


def publish_all(events: Iterable[Event], desk: Desk, boxes: Mailboxes, *, at_ms: int) -> frozenset[str]:
    """Publish each of *events*: as many as a catalog has articles, where all prices fall at once."""
    if not boxes.anybody(at_ms=at_ms):
        return frozenset()
    return frozenset().union(*(publish(one, desk, boxes, at_ms=at_ms) for one in events))


def publish_left(desk: Desk, boxes: Mailboxes, *, at_ms: int) -> frozenset[str] | None:
    """Publish what was left to the next `BATCH`; None if nothing was."""
    left = boxes.take_left()
    return None if left is None else publish(left[0], desk, boxes, at_ms=at_ms, after=left[1])


def _publish_some(desk: Desk, boxes: Mailboxes, *, at_ms: int) -> None:
    """Publish what was left, about `BATCH` news at most, before a mailbox is read."""
    told = 0
    while told < BATCH:
        threads = publish_left(desk, boxes, at_ms=at_ms)
        if threads is None:
            return
        told += max(1, len(threads))


def _put(body: News, box: Box, desk: Desk, boxes: Mailboxes, at_ms: int) -> str:
    """Put news of *body* into *box*; return its thread, or nothing if it may not be told."""
    until_ms = read_time(body.valid_until)
    made_ms = max(at_ms // 1000 * 1000, box.last_ms)
    if made_ms >= min(box.until_ms, until_ms):  # SUB-8
        return ""
    if is_full(box.recent, box.cap, made_ms) or box.unread >= MAX_UNREAD:  # SUB-10
        return ""
    end = box.end
    news = news_after(
        end,
        body,
        desk.key,
        id=desk.ids(f"{end.thread}:{end.seq + 1}"),
        created_ms=made_ms,
        expires_ms=until_ms,
    )
    boxes.put(box, news, made_ms=made_ms)
    return end.thread


def _articles(topic: NewsTopic, room: Stockroom) -> list[Article]:
    """The articles that *topic* names."""
    if topic.product is None:
        return []
    if topic.variant is not None:
        one = room.find(topic.product, topic.variant)
        return [] if one is None else [one]
    return [one for key, one in room.articles.items() if key[0] == topic.product]


def _line(place: int, topic: NewsTopic, listed: Price | None) -> Line:
    below = None
    if topic.basis_points is not None and listed is not None:
        below = -(-listed.amount * topic.basis_points // 10_000)
    return Line(
        place=place,
        kind=topic.kind,
        product=topic.product,
        variant=topic.variant,
        category=topic.category,
        agreement=topic.agreement,
        below_minor=below,
        currency=None if below is None or listed is None else listed.currency,
    )
