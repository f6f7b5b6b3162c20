"""The subscriptions in the twin's store, and their news: only what is stored may be acknowledged.

Spec: spec/37-subscribe.md (SUB-12, SUB-16, SUB-20).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, insert, select, update

from consumer_twin.edge.letters import Sent
from consumer_twin.edge.log import open_log, remember
from consumer_twin.edge.news_tables import NEWS, SUBSCRIPTIONS
from consumer_twin.edge.titles import title_of
from consumer_twin.memory import Lesson
from consumer_twin.relation.subscription import State, Subscription, Taken, Told, quiet, take
from consumer_twin.relation.who import Guest, Known, Who
from foundation.database import Database
from protocol import Price, ProtocolError, decode, read_time
from protocol.relation import BrokenNewsError, Feed, Letter, News, NewsGapError, feed_of, parse_letter

_FEED: TypeAdapter[Feed] = TypeAdapter(Feed)

Source = Literal["mailbox", "stream"]
"""Where news came from: a mailbox has no gaps, a stream may lose an event."""


class SqlSubscriptions:
    """The subscriptions in *database*. Each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def adopt(self, sent: Sent, seller: str) -> Subscription:
        """Keep the subscription that *sent* asked for and the brand took; it is there once."""
        assert sent.answer is not None
        feed = feed_of(sent.letter, sent.answer)  # SUB-3
        row = {
            "hash": sent.letter.hash,
            "brand": sent.brand,
            "seller": seller,
            "nonce": sent.who.nonce if isinstance(sent.who, Guest) else None,
            "step": sent.who.step if isinstance(sent.who, Known) else None,
            "feed": _FEED.dump_json(feed, exclude_none=True),
            "made_ms": sent.at_ms,
            "state": "active",
            "why": "",
            "told": 0,
            "dropped": 0,
        }
        lesson = Lesson(sent.at_ms, "subscribed", facts=_facts(sent.brand, seller, sent.letter.hash))

        def work(connection: Connection) -> Subscription:
            mine = SUBSCRIPTIONS.c.hash == sent.letter.hash
            if connection.execute(select(SUBSCRIPTIONS.c.number).where(mine)).first() is None:
                connection.execute(insert(SUBSCRIPTIONS).values(row))
                remember(connection, [lesson])
            return _subscription(connection.execute(select(SUBSCRIPTIONS).where(mine)).one())

        return await self._database.write(work)

    async def all(self) -> tuple[Subscription, ...]:
        """Return every subscription, oldest first."""
        query = select(SUBSCRIPTIONS).order_by(SUBSCRIPTIONS.c.number)
        return await self._database.read(
            lambda connection: tuple(map(_subscription, connection.execute(query)))
        )

    async def take(
        self,
        number: int,
        letters: Sequence[Letter],
        *,
        at_ms: int,
        source: Source,
        mailbox: Letter | None = None,
    ) -> Subscription:
        """Keep what comes of the verified *letters* in turn, and return the subscription as it stands then.

        mailbox: the answer that says that there is nothing more.

        Raises `NewsGapError` if a stream lost something; what came before it is kept.
        """

        def work(connection: Connection) -> tuple[Subscription, ProtocolError | None]:
            lost: ProtocolError | None = None
            one = _found(connection, number)
            for letter in letters:
                try:
                    one = _take(connection, one, letter, at_ms)
                except NewsGapError as gap:
                    if source == "stream":
                        lost = gap
                        break
                    one = _break(connection, one, gap.code, letter, at_ms)
                except ProtocolError as fault:
                    one = _break(connection, one, fault.code, letter, at_ms)
            if mailbox is not None and one.state == "active":
                one = replace(one, feed=quiet(one.feed, mailbox))
            _keep(connection, one)
            expired = (NEWS.c.fault.in_(("", "expired-news"))) & (NEWS.c.valid_until_ms <= at_ms)
            connection.execute(delete(NEWS).where(NEWS.c.subscription == number, expired))
            return one, lost

        one, lost = await self._database.write(work)
        if lost is not None:
            raise lost
        return one

    async def end(self, number: int, state: State, why: str, at_ms: int) -> Subscription:
        """End a subscription at home; what the person ended stays so, whatever the twin did before."""

        def work(connection: Connection) -> Subscription:
            one = _found(connection, number)
            if one.state == "active" or (one.state, state) == ("broken", "ended"):
                one = replace(one, state=state, why=why or one.why)
                facts = {**_facts(one.brand, one.seller, one.hash), "why": why or "person"}
                remember(connection, [Lesson(at_ms, "unsubscribed", facts=facts)])
                _keep(connection, one)
            return one

        return await self._database.write(work)

    async def end_under(self, brand: str, who: Who, at_ms: int) -> tuple[Subscription, ...]:
        """End at home what *who* subscribed to at the DID *brand*, and return it."""
        mine = [one for one in await self.all() if (one.brand, one.who) == (brand, who)]
        active = [one for one in mine if one.state == "active"]
        return tuple([await self.end(one.number, "ended", "stepped-down", at_ms) for one in active])

    async def farewell(self, number: int) -> None:
        """Note that the brand knows that the subscription has ended."""
        mine = SUBSCRIPTIONS.c.number == number
        await self._database.write(
            lambda connection: connection.execute(update(SUBSCRIPTIONS).where(mine).values(told=1))
        )

    async def shown(self, at_ms: int, since: int | None = None) -> tuple[Told, ...]:
        """Return what may be shown at *at_ms*, newest first: of subscriptions that the person did not end.

        since: only what no digest up to that number told.
        """
        query = (
            select(NEWS, SUBSCRIPTIONS.c.brand, SUBSCRIPTIONS.c.seller, SUBSCRIPTIONS.c.feed)
            .join(SUBSCRIPTIONS, SUBSCRIPTIONS.c.number == NEWS.c.subscription)
            .where(NEWS.c.fault == "", NEWS.c.valid_until_ms > at_ms, SUBSCRIPTIONS.c.state != "ended")
            .order_by(NEWS.c.made_ms.desc(), NEWS.c.subscription, NEWS.c.seq.desc())
        )
        if since is not None:
            query = query.where(NEWS.c.digest.is_(None) | (NEWS.c.digest > since))
        return await self._database.read(
            lambda connection: tuple(_told(row, connection) for row in connection.execute(query.limit(200)))
        )

    async def digested(self, told: Iterable[Told], digest: int, at_ms: int) -> None:
        """Note that the digest of that number told these."""
        mine = [one.hash for one in told]
        lessons = [
            Lesson(at_ms, "news", offer=one.hash, facts={"seller": one.seller, "topic": one.topic.kind})
            for one in told
        ]

        def work(connection: Connection) -> None:
            new = NEWS.c.hash.in_(mine) & NEWS.c.digest.is_(None)
            fresh = set(connection.execute(select(NEWS.c.hash).where(new)).scalars())
            connection.execute(update(NEWS).where(new).values(digest=digest))
            remember(connection, [one for one in lessons if one.offer in fresh])

        if mine:
            await self._database.write(work)

    async def breaches(self, number: int) -> tuple[tuple[str, bytes], ...]:
        """Return the breaches of a subscription: the code, and the signed news that proves it."""
        query = (
            select(NEWS.c.fault, NEWS.c.data)
            .where(NEWS.c.subscription == number, NEWS.c.fault.not_in(("", "expired-news")))
            .order_by(NEWS.c.seq)
        )
        return await self._database.read(
            lambda connection: tuple((row.fault, row.data) for row in connection.execute(query))
        )


def _take(connection: Connection, one: Subscription, letter: Letter, at_ms: int) -> Subscription:
    """Take *letter*. Raises what `take` raises, or `BrokenNewsError` for another news of a known number."""
    if one.state != "active":  # SUB-20
        return replace(one, dropped=one.dropped + 1)
    if letter.thread == one.hash and letter.end.seq <= one.feed.end.seq:
        mine = (NEWS.c.subscription == one.number, NEWS.c.seq == letter.end.seq)
        known = connection.execute(select(NEWS.c.hash).where(*mine)).scalar()
        if known not in {None, letter.hash}:  # SUB-6
            raise BrokenNewsError(f"there are two news of number {letter.end.seq}")
        return one
    taken = take(one.feed, letter, at_ms=at_ms)
    one = replace(one, feed=taken.feed)
    if taken.is_breach:  # SUB-12
        return _break(connection, one, taken.fault, letter, at_ms)
    _insert(connection, one, letter, taken)
    return one


def _break(connection: Connection, one: Subscription, code: str, letter: Letter, at_ms: int) -> Subscription:
    """End *one* for the breach that *letter* proves."""
    if one.state != "active":
        return replace(one, dropped=one.dropped + 1)
    _insert(connection, one, letter, Taken(one.feed, code))
    facts = {**_facts(one.brand, one.seller, one.hash), "why": code}
    lessons = [
        Lesson(at_ms, "breach", offer=letter.hash, facts=facts),
        Lesson(at_ms, "unsubscribed", facts=facts),
    ]
    remember(connection, lessons)
    return replace(one, state="broken", why=code)


def _insert(connection: Connection, one: Subscription, letter: Letter, taken: Taken) -> None:
    body = letter.body
    row = {
        "subscription": one.number,
        "seq": letter.end.seq,
        "hash": letter.hash,
        "made_ms": read_time(letter.envelope.created),
        "valid_until_ms": read_time(body.valid_until) if isinstance(body, News) else 0,
        "fault": taken.fault,
        "data": letter.data,
    }
    connection.execute(insert(NEWS).prefix_with("OR IGNORE").values(row))


def _found(connection: Connection, number: int) -> Subscription:
    query = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.number == number)
    return _subscription(connection.execute(query).one())


def _keep(connection: Connection, one: Subscription) -> None:
    values = {
        "feed": _FEED.dump_json(one.feed, exclude_none=True),
        "state": one.state,
        "why": one.why,
        "dropped": one.dropped,
    }
    mine = SUBSCRIPTIONS.c.number == one.number
    connection.execute(update(SUBSCRIPTIONS).where(mine).values(values))


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        number=row.number,
        brand=row.brand,
        seller=row.seller,
        who=Known(row.step) if row.nonce is None else Guest(row.nonce),
        feed=_FEED.validate_json(row.feed),
        made_ms=row.made_ms,
        state=row.state,
        why=row.why,
        told=bool(row.told),
        dropped=row.dropped,
    )


def _told(row: Row[Any], connection: Connection) -> Told:
    news = parse_letter(decode(row.data)).body  # type: ignore[union-attr]  # it was verified as a news
    assert isinstance(news, News)
    feed = _FEED.validate_json(row.feed)
    listed: Price | None = feed.lists.get(news.topic)
    return Told(
        subscription=row.subscription,
        seller=row.seller,
        topic=feed.topics[news.topic],
        listed=listed,
        news=news,
        hash=row.hash,
        made_ms=row.made_ms,
        valid_until_ms=row.valid_until_ms,
        title="" if news.product is None else title_of(connection, row.brand, news.product),
    )


def _facts(brand: str, seller: str, subscription: str) -> dict[str, Any]:
    return {"brand": brand, "seller": seller, "subscription": subscription}
