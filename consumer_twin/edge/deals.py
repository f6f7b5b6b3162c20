"""Deals: what is said after an agreement is stored, then sent, and sent again unchanged until it is answered.

Spec: spec/85-fulfil.md, spec/80-agree.md (AGREE-22).

A killed twin goes on from its store: what was not answered is sent again, the same bytes and the same values
beside them, before anything else is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from consumer_twin.edge.exchange import Exchange
from consumer_twin.edge.letters import BESIDE
from consumer_twin.edge.log import recalled, remember
from consumer_twin.edge.rows import add_message
from consumer_twin.edge.tables import ACCEPTS, MESSAGES, METADATA
from consumer_twin.errors import RefusedMessageError, UnansweredError
from consumer_twin.fresh import Nonces
from consumer_twin.fulfil import Deal, deals_of, is_void, lessons_of, named, spoken, voided
from consumer_twin.ports import ProblemAnswer, Unreachable
from consumer_twin.thread import Thread, heard
from consumer_twin.wording import said
from foundation.database import Database
from protocol import Message
from protocol.bodies import Body
from protocol.commitment import Beside, Committed, commit

Make = Callable[[tuple[Committed, ...]], Body]
"""A body from the commitments to the values that travel beside it."""


class SqlDeals:
    """What the twin's store in *database* holds of deals."""

    def __init__(self, database: Database) -> None:
        database.create(METADATA)
        self._database = database

    async def threads(self) -> tuple[str, ...]:
        """Return the threads in which an agreement was made, or an accept is void, oldest first."""
        ended = ACCEPTS.c.status.in_(("agreed", "void"))
        found = select(ACCEPTS.c.thread).where(ended).order_by(ACCEPTS.c.at_ms)
        return await self._database.read(lambda connection: tuple(connection.scalars(found)))

    async def keep(self, thread: str, message: Message, values: Sequence[Beside]) -> None:
        """Keep one's own message, and what is beside it, before it is sent."""

        def work(connection: Connection) -> None:
            add_message(connection, thread, message)
            if values:
                connection.execute(insert(BESIDE), [_row(message.hash, one) for one in values])

        await self._database.write(work)

    async def answered(self, deal: Deal, answer: Message, *, at_ms: int) -> None:
        """Keep the brand's *answer*, which *deal* has heard, with what the twin learns from it."""

        def work(connection: Connection) -> None:
            add_message(connection, deal.thread.record.id, answer)
            if is_void(deal.thread):  # REL-27: it binds nobody and counts in no spending
                mine = (ACCEPTS.c.offer == deal.agreement.offer) & (ACCEPTS.c.status == "agreed")
                connection.execute(update(ACCEPTS).where(mine).values(status="void"))
                remember(connection, [voided(deal, at_ms)])
            known = list(recalled(connection, {"outcome"}))
            remember(connection, list(lessons_of(deal, answer, at_ms, known)))

        await self._database.write(work)

    async def take_back(self, message: Message) -> None:
        """Drop one's own last message, which the brand has not taken, with what was beside it."""

        def work(connection: Connection) -> None:
            connection.execute(delete(MESSAGES).where(MESSAGES.c.hash == message.hash))
            connection.execute(delete(BESIDE).where(BESIDE.c.letter == message.hash))

        await self._database.write(work)

    async def values(self, message: str) -> tuple[Beside, ...]:
        """Return what stands beside one's own message of that hash."""
        found = select(BESIDE).where(BESIDE.c.letter == message).order_by(BESIDE.c.field)
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return tuple(Beside(field=row.field, salt=row.salt, value=orjson.loads(row.value)) for row in rows)


@dataclass(frozen=True)
class Deals:
    """The deals of the twin, and the way to the brands over an *exchange*."""

    exchange: Exchange
    book: SqlDeals
    nonces: Nonces = field(repr=False)

    async def all(self) -> tuple[Deal, ...]:
        """Return every deal, oldest first, void ones too."""
        return deals_of([await self.exchange.load(name) for name in await self.book.threads()])

    async def named(self, prefix: str) -> Deal:
        """Return the deal whose hash begins with *prefix*. Raises `UnknownDealError`."""
        return named(await self.all(), prefix)

    async def say(self, deal: Deal, make: Make, values: Iterable[tuple[str, object]] = ()) -> Deal:
        """Say what *make* makes, with *values* (field, value) beside it; return the deal after the answer.

        What was not answered before is settled first. Raises a `ProtocolError` for what the rules don't allow
        or a brand's answer that breaks one, `RefusedMessageError` if the brand did not take the message,
        `UnansweredError` if no answer came: then the same bytes are sent next time.
        """
        thread = (await self.settle(deal)).thread
        seq = thread.talk.seq + 1
        id = self.exchange.ids(f"{thread.record.nonce.hex()}/{seq}")
        label = f"salt/{thread.record.id}/{seq}"
        made = [
            commit(name, value, salt=self.nonces(f"{label}/{name}"), message=id) for name, value in values
        ]
        at_ms = self.exchange.clock(seq) // 1000 * 1000
        message = spoken(thread, make(tuple(one for one, _ in made)), id=id, at_ms=at_ms)
        thread = heard(thread, message, at_ms=at_ms)
        beside = tuple(one for _, one in made)
        await self.book.keep(thread.record.id, message, beside)  # AGREE-22
        return await self._answered(thread, message, beside)

    async def settle(self, deal: Deal) -> Deal:
        """Send again what was not answered, and return the deal after its answer.

        If the brand does not take it, the deal is as it was before. Raises as `say` does.
        """
        last = deal.thread.last
        if not deal.is_pending or last is None:
            return deal
        try:
            return await self._answered(deal.thread, last, await self.book.values(last.hash))
        except RefusedMessageError:
            return Deal(await self.exchange.load(deal.thread.record.id))

    async def _answered(self, thread: Thread, message: Message, values: tuple[Beside, ...]) -> Deal:
        exchange = self.exchange
        exchange.hear(said(thread, message))
        try:
            answer = await exchange.patiently(thread, message, values)
        except ProblemAnswer as problem:  # an error changes no state: the brand has not taken it
            await self.book.take_back(message)
            raise RefusedMessageError(thread.record.seller.name, problem.code) from None
        except Unreachable as error:
            raise UnansweredError(thread.record.seller.name, str(error)) from None
        at_ms = exchange.clock(answer.envelope.seq)
        deal = Deal(heard(thread, answer, at_ms=at_ms))
        await self.book.answered(deal, answer, at_ms=at_ms)
        exchange.hear(said(deal.thread, answer))
        return deal


def _row(message: str, one: Beside) -> dict[str, Any]:
    value = orjson.dumps(one.value)
    return {"letter": message, "of": "request", "field": one.field, "salt": one.salt, "value": value}
