"""Deals: what is said after an agreement is stored, then sent, and sent again unchanged until it is answered.

Spec: spec/85-fulfil.md, spec/80-agree.md (AGREE-22).

A killed twin goes on from its store: what was not answered is sent again, the same bytes and the same values
beside them, before anything else is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from consumer_twin.edge.broken import codes, keep_broken
from consumer_twin.edge.exchange import Exchange
from consumer_twin.edge.letters import BESIDE
from consumer_twin.edge.log import recalled, remember
from consumer_twin.edge.rows import add_message
from consumer_twin.edge.tables import ACCEPTS, MESSAGES, METADATA
from consumer_twin.errors import BrokenAnswerError, RefusedMessageError, UnansweredError
from consumer_twin.fresh import Nonces
from consumer_twin.fulfil import Deal, deals_of, is_void, lessons_of, named, spoken, told_at_home, voided
from consumer_twin.memory import How
from consumer_twin.ports import ProblemAnswer, Unreachable
from consumer_twin.thread import Thread, heard
from consumer_twin.wording import said
from foundation.database import Database
from protocol import Message, ProtocolError
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

    async def broken(
        self, thread: Thread, asked: Message, answer: Message | None, code: str, *, at_ms: int
    ) -> None:
        """Keep an *answer* that broke the rule of *code*, and remember it; None for an unreadable one."""
        await self._database.write(
            lambda connection: keep_broken(connection, thread, asked, answer, code, at_ms=at_ms)
        )

    async def tell_home(self, deal: Deal, how: How, *, at_ms: int) -> Deal:
        """Remember *how* *deal* turned out, by the person's word; the brand is not told."""

        def work(connection: Connection) -> None:
            known = list(recalled(connection, {"outcome"}))
            remember(connection, list(told_at_home(deal, how, at_ms, known)))

        await self._database.write(work)
        return replace(deal, home=how)

    async def marked(self, deals: Iterable[Deal]) -> tuple[Deal, ...]:
        """Return *deals* with the rules that the brands broke, and what the person told the twin alone."""

        def work(connection: Connection) -> tuple[dict[str, str], dict[str, How]]:
            lessons = [(one.offer, one.facts or {}) for one in recalled(connection, {"outcome"})]
            return codes(connection), {offer: facts["how"] for offer, facts in lessons if "home" in facts}

        broke, home = await self._database.read(work)
        return tuple(_marked(deal, broke, home) for deal in deals)

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
        found = deals_of([await self.exchange.load(name) for name in await self.book.threads()])
        return await self.book.marked(found)

    async def named(self, prefix: str) -> Deal:
        """Return the deal whose hash begins with *prefix*. Raises `UnknownDealError`."""
        return named(await self.all(), prefix)

    async def say(self, deal: Deal, make: Make, values: Iterable[tuple[str, object]] = ()) -> Deal:
        """Say what *make* makes, with *values* (field, value) beside it; return the deal after the answer.

        What was not answered before is settled first. Raises a `ProtocolError` for what the rules don't
        allow, `RefusedMessageError` if the brand did not take the message, `UnansweredError` if no answer
        came and `BrokenAnswerError` if the answer breaks a rule: then the same bytes are sent next time.
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
        except ProtocolError as fault:
            raise await self._broken(thread, message, None, fault) from fault
        at_ms = exchange.clock(answer.envelope.seq)
        try:
            deal = Deal(heard(thread, answer, at_ms=at_ms))
        except ProtocolError as fault:
            raise await self._broken(thread, message, answer, fault) from fault
        await self.book.answered(deal, answer, at_ms=at_ms)
        exchange.hear(said(deal.thread, answer))
        return deal

    async def _broken(
        self, thread: Thread, asked: Message, answer: Message | None, fault: ProtocolError
    ) -> BrokenAnswerError:
        """Keep the answer that has *fault*, and return the error that says so."""
        at_ms = self.exchange.clock(thread.talk.seq + 1)
        await self.book.broken(thread, asked, answer, fault.code, at_ms=at_ms)
        return BrokenAnswerError(thread.record.seller.name, fault.code)


def _marked(deal: Deal, broke: dict[str, str], home: dict[str, How]) -> Deal:
    last = deal.thread.last
    code = broke.get(last.hash, "") if last is not None and deal.is_pending else ""
    return replace(deal, broke=code, home=home.get(deal.agreement.offer))


def _row(message: str, one: Beside) -> dict[str, Any]:
    value = orjson.dumps(one.value)
    return {"letter": message, "of": "request", "field": one.field, "salt": one.salt, "value": value}
