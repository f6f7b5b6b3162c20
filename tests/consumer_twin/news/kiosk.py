"""A kiosk for the tests: a brand that signs any news it is told to, honest or not, and a reader's twin."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
from starlette.types import ASGIApp

from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.mail import Mail
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.subscriptions import SqlSubscriptions
from consumer_twin.relation.subscription import Subscription
from consumer_twin.relation.who import Guest
from foundation.database import Database
from foundation.fetch import Guard
from protocol import ProtocolError, SigningKey, decode, did_key_ring, did_web, encode, read_time, write_time
from protocol.commitment import Beside
from protocol.relation import (
    Body,
    ChainEnd,
    Fetch,
    Letter,
    Listen,
    Mailbox,
    News,
    Subscribe,
    Subscribed,
    Unsubscribe,
    Unsubscribed,
    answer_to,
    news_after,
    read_letter,
)
from tests.brand_agent.shop import message_id
from tests.transport.corner import Corner
from transport import Courier
from transport.parcel import Parcel
from transport.routes import application, brand_router
from transport.stream_routes import Told, stream_router

ORIGIN = "http://localhost:8001"
DAY_MS = 86_400_000
NOON_MS = read_time("2026-12-01T12:00:00Z")
SEED = sha256(b"a reader").digest()
LOCAL = Guard(local=True)


@dataclass
class Time:
    """A clock that stands until it is set."""

    at_ms: int = NOON_MS

    def __call__(self, seq: int = 0) -> int:
        return self.at_ms


class ClosedError(ProtocolError):
    """Nobody is there for a while."""

    code = "closed"
    requirement = "TEST-2"
    status = 503


@dataclass
class Kiosk(Corner):
    """Takes every subscription, and hands out what lies in its boxes, by thread."""

    origin: str = ORIGIN
    time: Time = field(default_factory=Time)
    boxes: dict[str, list[bytes]] = field(default_factory=dict)
    ends: dict[str, ChainEnd] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    asked: list[Body] = field(default_factory=list)
    down: bool = False
    page_size: int = 100
    lost: set[int] = field(default_factory=set)
    """Numbers that the stream loses."""
    streams: int = 0
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: Any = field(default_factory=count)

    def app(self, origin: str = ORIGIN) -> ASGIApp:
        self.did, self.origin = did_web(origin), origin
        self.keys = [SigningKey.for_brand(sha256(b"kiosk").digest(), self.did)]
        ends = {name: f"{origin}/{name}" for name in ("catalog", "negotiate", "relate", "stream")}
        self.profile_more = {"endpoints": ends}
        return application(brand_router(self), stream_router(self))

    def add(
        self,
        thread: str,
        *,
        at_ms: int | None = None,
        chain: bool = True,
        body: Mapping[str, object] = MappingProxyType({}),
    ) -> Letter:
        """Put a news at the end of a box; *chain*: the next one follows it."""
        made_ms = self.time() if at_ms is None else at_ms
        members: dict[str, object] = {
            "topic": 0,
            "valid_until": write_time(made_ms + DAY_MS),
            "promotion": "spring",
            **body,
        }
        end = self.ends[thread]
        news = news_after(
            end,
            News.model_validate(members),
            self.keys[0],
            id=message_id(f"news {next(self._ids)}"),
            created_ms=made_ms,
            expires_ms=max(made_ms, read_time(str(members["valid_until"]))) + 1000,
        )
        self.boxes[thread].append(news.data)
        if chain:
            self.ends[thread] = news.end
        self.bell.set()
        return news

    async def relate(self, data: bytes, values: Sequence[Beside] = ()) -> Parcel:
        if self.down:
            raise ClosedError("the kiosk is closed")
        asked = read_letter(data, did_key_ring, to=self.did)
        self.asked.append(asked.body)
        answer = answer_to(
            asked,
            self._answer(asked),
            self.keys[0],
            id=message_id(f"answer {next(self._ids)}"),
            created_ms=self.time(),
            expires_ms=self.time() + 60_000,
        )
        if isinstance(asked.body, Subscribe):
            self.ends[asked.hash], self.boxes[asked.hash] = answer.end, []
        return Parcel(answer.data)

    def _answer(self, asked: Letter) -> Body:
        body, received = asked.body, write_time(self.time())
        if isinstance(body, Subscribe):
            price = {"amount": 10_000, "currency": "USD"}
            below = [place for place, one in enumerate(body.topics) if one.kind == "price-below"]
            lists = [{"topic": place, "price": price} for place in below]
            members: dict[str, object] = {"topics": list(range(len(body.topics))), "received": received}
            return Subscribed.model_validate(members | ({"lists": lists} if lists else {}))
        if isinstance(body, Unsubscribe):
            self.ended.add(body.subscription)
            return Unsubscribed(subscription=body.subscription, received=received)
        assert isinstance(body, Fetch)
        found = [one for one in map(decode, self.boxes[body.subscription]) if one["seq"] > body.after]
        return Mailbox(news=tuple(found[: self.page_size]), more=len(found) > self.page_size)

    async def listen(self, data: bytes) -> AsyncGenerator[Told, None]:
        asked = read_letter(data, did_key_ring, to=self.did)
        assert isinstance(asked.body, Listen)
        self.asked.append(asked.body)
        self.streams += 1
        return self._stream({one.subscription: one.after for one in asked.body.places})

    async def _stream(self, places: dict[str, int]) -> AsyncGenerator[Told, None]:
        sent: set[bytes] = set()
        while True:
            self.bell.clear()
            for thread, after in places.items():
                for news in list(self.boxes[thread]):
                    seq = decode(news)["seq"]
                    if seq > after and seq not in self.lost and news not in sent:
                        sent.add(news)
                        yield seq, news
            await self.bell.wait()


def topics(*kinds: str) -> tuple[dict[str, Any], ...]:
    """Topics of those *kinds*."""
    more: dict[str, dict[str, Any]] = {
        "price-below": {"product": "lamp", "basis_points": 8_000},
        "back-in-stock": {"product": "lamp"},
    }
    return tuple({"kind": kind, **more.get(kind, {})} for kind in kinds)


def subscription(*kinds: str, messages: int = 2, days: int = 30, last: int = 90) -> Subscribe:
    """The body of a subscription to *kinds*, for *last* days."""
    return Subscribe.model_validate(
        {
            "topics": topics(*(kinds or ("offer",))),
            "cap": {"messages": messages, "days": days},
            "until": write_time(NOON_MS + last * DAY_MS),
            "personal_terms": "sd-base",
        }
    )


@dataclass
class Reader:
    """A person's twin with a store in *folder*, that reads what *kiosk* publishes."""

    folder: Path
    client: httpx.AsyncClient
    time: Time
    origin: str = ORIGIN
    name: str = "twin"
    asked: int = 0

    def __post_init__(self) -> None:
        self.database = Database(f"sqlite:///{self.folder}/{self.name}.db")
        self.mail = self.open()

    def open(self) -> Mail:
        ids = (message_id(f"{self.name} {number}") for number in count())
        relate = Relate(
            courier=Courier(self.client, LOCAL, clock=self.time),
            letters=SqlLetters(self.database),
            seed=SEED,
            clock=self.time,
            ids=lambda _: next(ids),
            nonces=lambda label: sha256(label.encode()).digest(),
            patience=Patience(answer_s=5, tries=1),
        )
        return Mail(relate, SqlSubscriptions(self.database))

    async def subscribe(self, body: Subscribe | None = None) -> Subscription:
        """Subscribe as a guest with a fresh key."""
        self.asked += 1
        who = Guest(sha256(f"{self.name} {self.asked}".encode()).digest())
        return await self.mail.subscribe(
            did_web(self.origin), body or subscription(), who, label=f"{self.asked}"
        )

    async def shown(self) -> list[str]:
        """The hashes of what may be shown now, oldest first."""
        return [one.hash for one in reversed(await self.mail.subscriptions.shown(self.time()))]

    async def one(self, number: int = 1) -> Subscription:
        """The subscription of that number."""
        return next(one for one in await self.mail.subscriptions.all() if one.number == number)


def respelled(news: Letter, **members: Any) -> bytes:
    """The bytes of *news* with other *members* and the old signature: forged."""
    return encode({**decode(news.data), **members})
