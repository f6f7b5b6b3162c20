"""Mailboxes: the port that keeps subscriptions and their news, and what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from brand_agent.relation.event import Event
from protocol.relation import Cap, ChainEnd, Letter
from protocol.relation.subscription import TopicKind


@dataclass(frozen=True, slots=True)
class Line:
    """A topic of a subscription as it is looked up; below_minor: the first price that is news."""

    place: int
    kind: TopicKind
    product: str | None = None
    variant: str | None = None
    category: str | None = None
    agreement: str | None = None
    below_minor: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A subscription that has not ended: whose, how often at most, and where its chain ends.

    recent: when its last news were made, in order, at most as many as the cap allows. unread: how many
    nobody has read.
    """

    number: int
    twin: str
    cap: Cap
    until_ms: int
    end: ChainEnd
    last_ms: int
    recent: tuple[int, ...]
    unread: int


@dataclass(frozen=True, slots=True)
class Match:
    """A subscription that waits for an event, and the first place of a topic that does."""

    number: int
    place: int


class Mailboxes(Protocol):
    """The subscriptions and their news, inside one transaction."""

    def open(self, letter: Letter, lines: Sequence[Line], *, at_ms: int) -> None:
        """Keep the subscription that *letter* asks for, of the topics *lines*."""

    def close(self, subscription: str, twin: str, *, at_ms: int) -> bool:
        """End the subscription of *twin*; whether there is one."""

    def close_all(self, twin: str, *, at_ms: int) -> None:
        """End each subscription of *twin*."""

    def live(self, twin: str, *, at_ms: int) -> int:
        """How many subscriptions of *twin* have not ended."""

    def anybody(self, *, at_ms: int) -> bool:
        """Whether anybody is subscribed to anything."""

    def waiting(self, event: Event, *, after: int, limit: int, at_ms: int) -> Sequence[Match]:
        """Who waits for *event*, by number, beyond number *after*."""

    def box(self, number: int) -> Box:
        """The subscription of that number."""

    def put(self, box: Box, news: Letter, *, made_ms: int) -> None:
        """Put *news* at the end of *box*."""

    def owns(self, subscription: str, twin: str) -> bool:
        """Whether *twin* has that subscription."""

    def read(self, subscription: str, after: int) -> None:
        """Drop what the twin read, up to number *after*."""

    def after(self, subscription: str, after: int, *, limit: int) -> Sequence[tuple[int, bytes]]:
        """The news that came after number *after*: number and bytes, oldest first."""

    def fetched(self, subscription: str, thread: str) -> None:
        """Note that *thread* fetched; the letters of the fetch before it are dropped."""

    def leave(self, event: Event, after: int) -> None:
        """Keep *event* for those beyond number *after*: they are told by `take_left`."""

    def has_left(self) -> bool:
        """Whether an event was left."""

    def take_left(self) -> tuple[Event, int] | None:
        """Take an event that was left, and beyond which number."""
