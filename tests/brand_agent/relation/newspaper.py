"""Readers for the tests: a twin that subscribes, fetches and checks by the protocol alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from brand_agent.desk import Desk
from brand_agent.edge.relation import SqlBooks
from brand_agent.relation.event import DAY_MS, Event
from brand_agent.relation.news import publish
from brand_agent.relation.office import attend, receive_letter
from brand_agent.stockroom import stockroom
from protocol import DidDocument, SigningKey, decode, did_document, encode, read_time, write_time
from protocol.relation import (
    Body,
    Feed,
    Letter,
    Mailbox,
    Subscribe,
    Subscribed,
    after_news,
    check_answer,
    check_link,
    check_news,
    feed_of,
    read_letter,
    request,
)
from protocol.relation.subscription import Fetch
from tests.brand_agent.shop import DID, ENTRIES, KEY, Shop, message_id

RING = DidDocument.model_validate(did_document(DID, (KEY.public,))).ring(0)
BACK = {"kind": "back-in-stock", "product": "lamp"}
BELOW = {"kind": "price-below", "product": "router", "basis_points": 8000}
OFFER = {"kind": "offer"}


def desk_of(shop: Shop) -> Desk:
    """The desk of *shop*."""
    return Desk(KEY, shop.policy, stockroom(ENTRIES, shop.policy), shop.clock, message_id)


def offer(shop: Shop, name: str = "spring") -> Event:
    """A public offer that holds for a day from now."""
    return Event("offer", shop.clock.at_ms + DAY_MS, promotion=name)


@dataclass
class Reader:
    """A twin by the name of *name*."""

    shop: Shop
    name: str = "ada"
    asked: int = 0
    feed: Feed | None = None
    thread: str = ""
    read: list[Letter] = field(default_factory=list)

    @property
    def key(self) -> SigningKey:
        return SigningKey.for_twin(sha256(self.name.encode()).digest())

    async def ask(self, body: Body) -> tuple[Letter, Letter]:
        """Ask, and check the answer."""
        self.asked += 1
        at_ms = self.shop.clock.at_ms
        id = message_id(f"{self.name} {self.asked}")
        asked = request(body, self.key, to=DID, id=id, created_ms=at_ms, expires_ms=at_ms + 60_000)
        desk = desk_of(self.shop)

        def work(connection: Connection) -> bytes:
            heard = receive_letter(asked.data, desk)
            return attend(heard, (), desk, SqlBooks(connection), at_ms=at_ms)[0]

        answer = read_letter(await self.shop.database.write(work), RING, to=self.key.did)
        check_answer(asked, answer)
        return asked, answer

    async def subscribe(
        self, *topics: dict[str, Any], messages: int = 2, days: int = 30, until_ms: int | None = None
    ) -> str:
        """Subscribe; return the reason of a no, or nothing."""
        at_ms = self.shop.clock.at_ms
        members = {
            "topics": topics or (BACK,),
            "cap": {"messages": messages, "days": days},
            "until": write_time(at_ms + 90 * DAY_MS if until_ms is None else until_ms),
            "personal_terms": "sd-base",
        }
        asked, answer = await self.ask(Subscribe.model_validate(members))
        if not isinstance(answer.body, Subscribed):
            return str(answer.value["body"]["reason"])
        self.feed, self.thread = feed_of(asked, answer), asked.hash
        return ""

    async def page(self, *, after: int | None = None, limit: int = 100) -> tuple[Mailbox, list[Letter]]:
        """Fetch a page of the mailbox, verified but not linked."""
        place = self.feed.end.seq if after is None and self.feed is not None else after or 1
        _, answer = await self.ask(Fetch(subscription=self.thread, after=place, limit=limit))
        assert isinstance(answer.body, Mailbox), answer.value["body"]
        news = [read_letter(encode(one), RING, to=self.key.did) for one in answer.value["body"]["news"]]
        return answer.body, news

    async def fetch(self, *, limit: int = 100) -> int:
        """Read all that is there, each kept by the rules; return how many."""
        count, more = 0, True
        while more:
            page, news = await self.page(limit=limit)
            more = page.more
            for letter in news:
                assert self.feed is not None
                check_link(self.feed, letter)
                check_news(self.feed, letter, at_ms=read_time(letter.envelope.created))
                self.feed = after_news(self.feed, letter, counts=True)
                self.read.append(letter)
            count += len(news)
        return count


async def tell(shop: Shop, event: Event) -> int:
    """Publish *event* as the shop does; return to how many."""
    desk = desk_of(shop)

    def work(connection: Connection) -> int:
        return len(publish(event, desk, SqlBooks(connection).mailboxes, at_ms=shop.clock.at_ms))

    return await shop.database.write(work)


def forged(letter: Letter, **members: Any) -> bytes:
    """The bytes of *letter* with other *members*, and the old signature."""
    return encode({**decode(letter.data), **members})


__all__ = ["BACK", "BELOW", "OFFER", "Reader", "desk_of", "forged", "offer", "tell"]
