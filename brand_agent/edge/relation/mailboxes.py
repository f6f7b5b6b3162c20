"""The mailboxes in the brand's store: nothing is held in memory but the page that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, or_, select, update

from brand_agent.edge.relation.mailbox_tables import LEFT, NEWS, SUBSCRIPTIONS, TOPICS
from brand_agent.edge.tables import MESSAGES
from brand_agent.relation.event import DAY_MS, Event
from brand_agent.relation.mailing import Box, Line, Match
from protocol import read_time
from protocol.relation import Cap, ChainEnd, Letter, Subscribe

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_BYTES = 128 * 1024
"""Most bytes of news that are read at once."""


# Built once: on this path the building costs more than the asking.
_BOX = select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.number == bindparam("of"))
_TIMES = (
    select(NEWS.c.made_ms)
    .where(NEWS.c.subscription == bindparam("of"))
    .order_by(NEWS.c.seq.desc())
    .limit(bindparam("most"))
)
_PUT = insert(NEWS)
_MOVE = (
    update(SUBSCRIPTIONS)
    .where(SUBSCRIPTIONS.c.number == bindparam("of"))
    .values(seq=bindparam("at"), last=bindparam("hash_"), last_ms=bindparam("made"))
)
_LEFT_ANY = select(LEFT.c.number).limit(1)
_AFTER = (
    select(NEWS.c.seq, NEWS.c.data)
    .join(SUBSCRIPTIONS, SUBSCRIPTIONS.c.number == NEWS.c.subscription)
    .where(SUBSCRIPTIONS.c.hash == bindparam("of"), NEWS.c.seq > bindparam("beyond"))
    .where(NEWS.c.data.is_not(None))
    .order_by(NEWS.c.seq)
    .limit(bindparam("most"))
)


class SqlMailboxes:
    """The mailboxes of `brand_agent.relation.mailing`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, letter: Letter, lines: Sequence[Line], *, at_ms: int) -> None:
        """See `Mailboxes`."""
        body = letter.body
        assert isinstance(body, Subscribe)
        row = {
            "hash": letter.hash,
            "twin": letter.sender,
            "cap_messages": body.cap.messages,
            "cap_days": body.cap.days,
            "until_ms": read_time(body.until),
            "seq": 1,
            "last_ms": at_ms // 1000 * 1000,
            "read": 1,
        }
        done = self._connection.execute(insert(SUBSCRIPTIONS).values(row))
        number = done.inserted_primary_key[0] if done.inserted_primary_key else 0
        names = [column.name for column in TOPICS.columns if column.name != "subscription"]
        topics = [{name: getattr(line, name) for name in names} | {"subscription": number} for line in lines]
        self._connection.execute(insert(TOPICS), topics)

    def close(self, subscription: str, twin: str, *, at_ms: int) -> bool:
        """See `Mailboxes`."""
        if not self.owns(subscription, twin):
            return False
        number = self._number(subscription)
        self._change(number, ended_ms=func.coalesce(SUBSCRIPTIONS.c.ended_ms, at_ms))
        for table in (TOPICS, NEWS):
            self._connection.execute(delete(table).where(table.c.subscription == number))
        return True

    def close_all(self, twin: str, *, at_ms: int) -> None:
        """See `Mailboxes`."""
        open_ones = SUBSCRIPTIONS.c.ended_ms.is_(None) & (SUBSCRIPTIONS.c.twin == twin)
        for name in self._connection.scalars(select(SUBSCRIPTIONS.c.hash).where(open_ones)).all():
            self.close(name, twin, at_ms=at_ms)

    def live(self, twin: str, *, at_ms: int) -> int:
        """See `Mailboxes`."""
        query = select(func.count()).select_from(SUBSCRIPTIONS)
        mine = (SUBSCRIPTIONS.c.twin == twin, *_alive(at_ms))
        return int(self._connection.execute(query.where(*mine)).scalar_one())

    def anybody(self, *, at_ms: int) -> bool:
        """See `Mailboxes`."""
        query = select(SUBSCRIPTIONS.c.number).where(*_alive(at_ms)).limit(1)
        return self._connection.execute(query).first() is not None

    def waiting(self, event: Event, *, after: int, limit: int, at_ms: int) -> Sequence[Match]:
        """See `Mailboxes`."""
        query = (
            select(TOPICS.c.subscription, func.min(TOPICS.c.place).label("place"))
            .join(SUBSCRIPTIONS, SUBSCRIPTIONS.c.number == TOPICS.c.subscription)
            .where(TOPICS.c.subscription > after, *_waits(event), *_alive(at_ms))
            .group_by(TOPICS.c.subscription)
            .order_by(TOPICS.c.subscription)
            .limit(limit)
        )
        return [Match(row.subscription, row.place) for row in self._connection.execute(query)]

    def box(self, number: int) -> Box:
        """See `Mailboxes`."""
        row = self._connection.execute(_BOX, {"of": number}).one()
        times = self._connection.execute(_TIMES, {"of": number, "most": row.cap_messages})
        recent = tuple(times.scalars())[::-1]
        last = row.last or self._first(row.hash)
        cap = Cap(messages=row.cap_messages, days=row.cap_days)
        end = ChainEnd(row.twin, row.hash, row.seq, last)
        return Box(number, row.twin, cap, row.until_ms, end, row.last_ms, recent, row.seq - row.read)

    def _first(self, thread: str) -> str:
        """The hash of the answer to the subscription."""
        query = select(MESSAGES.c.hash).where(MESSAGES.c.thread == thread, MESSAGES.c.seq == 1)
        return str(self._connection.execute(query).scalar_one())

    def put(self, box: Box, news: Letter, *, made_ms: int) -> None:
        """See `Mailboxes`."""
        seq = news.end.seq
        row = {"subscription": box.number, "seq": seq, "made_ms": made_ms, "data": news.data}
        self._connection.execute(_PUT, row)
        self._connection.execute(_MOVE, {"of": box.number, "at": seq, "hash_": news.hash, "made": made_ms})

    def owns(self, subscription: str, twin: str) -> bool:
        """See `Mailboxes`."""
        query = select(SUBSCRIPTIONS.c.number).where(
            SUBSCRIPTIONS.c.hash == subscription, SUBSCRIPTIONS.c.twin == twin
        )
        return self._connection.execute(query).first() is not None

    def read(self, subscription: str, after: int) -> None:
        """See `Mailboxes`. A time that no longer counts in the cap goes with the bytes."""
        found = self._connection.execute(
            select(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.hash == subscription)
        ).one()
        upto = min(after, found.seq)
        if upto <= found.read:
            return
        read = (NEWS.c.subscription == found.number, NEWS.c.seq <= upto)
        self._connection.execute(update(NEWS).where(*read, NEWS.c.seq > found.read).values(data=None))
        old_ms = found.last_ms - found.cap_days * DAY_MS
        self._connection.execute(delete(NEWS).where(*read, NEWS.c.made_ms <= old_ms))
        self._change(found.number, read=upto)

    def after(self, subscription: str, after: int, *, limit: int) -> Sequence[tuple[int, bytes]]:
        """See `Mailboxes`. Not more than fit a page twice, however many are asked for."""
        found: list[tuple[int, bytes]] = []
        used = 0
        named = {"of": subscription, "beyond": after, "most": limit}
        for row in self._connection.execute(_AFTER, named):
            found.append((row.seq, row.data))
            used += len(row.data)
            if used > _BYTES:
                break
        return found

    def fetched(self, subscription: str, thread: str) -> None:
        """See `Mailboxes`."""
        number = self._number(subscription)
        before = self._connection.execute(
            select(SUBSCRIPTIONS.c.fetched).where(SUBSCRIPTIONS.c.number == number)
        ).scalar()
        if before is not None:
            self._connection.execute(delete(MESSAGES).where(MESSAGES.c.thread == before))
        self._change(number, fetched=thread)

    def leave(self, event: Event, after: int) -> None:
        """See `Mailboxes`."""
        self._connection.execute(insert(LEFT).values(after=after, event=_EVENT.dump_json(event)))

    def has_left(self) -> bool:
        """See `Mailboxes`."""
        return self._connection.execute(_LEFT_ANY).first() is not None

    def take_left(self) -> tuple[Event, int] | None:
        """See `Mailboxes`."""
        row = self._connection.execute(select(LEFT).order_by(LEFT.c.number).limit(1)).first()
        if row is None:
            return None
        self._connection.execute(delete(LEFT).where(LEFT.c.number == row.number))
        return _EVENT.validate_json(row.event), row.after

    def _number(self, subscription: str) -> int:
        query = select(SUBSCRIPTIONS.c.number).where(SUBSCRIPTIONS.c.hash == subscription)
        return int(self._connection.execute(query).scalar_one())

    def _change(self, number: int, **values: Any) -> None:
        mine = SUBSCRIPTIONS.c.number == number
        self._connection.execute(update(SUBSCRIPTIONS).where(mine).values(**values))


def counted(connection: Connection) -> tuple[int, int]:
    """Return how many subscriptions nobody has ended, and how many news were ever put into mailboxes."""
    alive = select(func.count()).select_from(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.ended_ms.is_(None))
    put = select(func.coalesce(func.sum(SUBSCRIPTIONS.c.seq - 1), 0))
    return int(connection.execute(alive).scalar_one()), int(connection.execute(put).scalar_one())


def _alive(at_ms: int) -> tuple[ColumnElement[bool], ...]:
    return (SUBSCRIPTIONS.c.ended_ms.is_(None), SUBSCRIPTIONS.c.until_ms > at_ms)


def _waits(event: Event) -> tuple[ColumnElement[bool], ...]:
    """Which topics ask for *event*."""
    c = TOPICS.c
    found: list[ColumnElement[bool]] = [c.kind == event.kind]
    if event.kind in {"back-in-stock", "price-below"}:
        found += [c.product == event.product, or_(c.variant.is_(None), c.variant == event.variant)]
    if event.kind == "order-care":
        found += [c.agreement == event.agreement]
    if event.kind in {"season-catalog", "offer"}:
        found += [or_(c.category.is_(None), c.category.in_(event.categories))]
    if event.kind == "price-below" and event.price is not None:
        crossed = and_(c.below_minor > event.price.amount, c.below_minor <= (event.was_minor or 0))
        found += [c.currency == event.price.currency, crossed]
    return tuple(found)
