"""A subscription on the twin's side, and what becomes of each news.

Spec: spec/37-subscribe.md (SUB-4 to SUB-12).

`take` is the whole judgement: what is chained moves the feed on; what breaks the cap, the end, the topics or
the dates is a breach, and the first one ends the subscription.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from consumer_twin.relation.who import Who
from protocol import Price, ProtocolError, read_time
from protocol.relation import ExpiredNewsError, Feed, Letter, News, after_news, check_link, check_news
from protocol.relation.subscription import NewsTopic

TOLERATED: Final = 0
"""Breaches that a subscription survives: none, since nothing of it can happen honestly."""

_LINGER_MS: Final = 30 * 86_400_000
"""How long after its end a mailbox that can't be reached is still asked for: a guess."""

State = Literal["active", "ended", "broken"]
"""ended: by the person. broken: by the twin, after a breach. An active one is over after its `until`."""


@dataclass(frozen=True)
class Subscription:
    """What the person asked a brand to tell, under which key, and how it stands.

    why: the code of the breach that ended it. told: whether the brand answered that it has ended. dropped:
    what came after its end.
    """

    number: int
    brand: str
    seller: str
    who: Who
    feed: Feed
    made_ms: int
    state: State = "active"
    why: str = ""
    told: bool = False
    dropped: int = 0

    @property
    def hash(self) -> str:
        """The hash of the request, which names it."""
        return self.feed.end.thread

    def is_open(self, at_ms: int) -> bool:
        """Whether news may still come."""
        return self.state == "active" and at_ms < self.feed.until_ms

    def is_due(self, at_ms: int) -> bool:
        """Whether the mailbox may hold something unread: until the brand says after the end that not."""
        until_ms = self.feed.until_ms
        return self.state == "active" and self.feed.quiet_ms < until_ms and at_ms < until_ms + _LINGER_MS


@dataclass(frozen=True)
class Taken:
    """The feed after a news, and what is wrong with that; nothing if it may be shown."""

    feed: Feed
    fault: str = ""

    @property
    def is_breach(self) -> bool:
        """Whether the brand broke what it signed."""
        return self.fault not in {"", ExpiredNewsError.code}


def take(feed: Feed, letter: Letter, *, at_ms: int) -> Taken:
    """Return what comes of *letter*, verified and received at *at_ms*.

    Raises `StrayNewsError`, `NewsGapError` or `BrokenNewsError` for what is not the next of *feed*.
    """
    check_link(feed, letter)
    try:
        check_news(feed, letter, at_ms=at_ms)
    except ExpiredNewsError as late:
        return Taken(after_news(feed, letter, counts=True), late.code)
    except ProtocolError as breach:
        return Taken(after_news(feed, letter, counts=False), breach.code)
    return Taken(after_news(feed, letter, counts=True))


def quiet(feed: Feed, mailbox: Letter) -> Feed:
    """Return *feed* once the brand signed in *mailbox* that there is nothing more."""
    return replace(feed, quiet_ms=max(feed.quiet_ms, read_time(mailbox.envelope.created)))


@dataclass(frozen=True)
class Told:
    """A news that may be shown: to which subscription, of which topic, and until when it holds.

    title: what the article is called, if the twin knows that from elsewhere.
    """

    subscription: int
    seller: str
    topic: NewsTopic
    listed: Price | None
    news: News
    hash: str
    made_ms: int
    valid_until_ms: int
    title: str = ""
