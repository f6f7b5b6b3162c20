"""The twin's store: wishes, threads with every byte that was said, accepts, options shown and lessons.

Spec: spec/80-agree.md (AGREE-20, AGREE-22), spec/90-learn.md.

Each method is one transaction, and returns after its commit: what a killed process had not stored, it had
not sent. Keys are never stored, the nonces that they come from are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, insert, select, update

from consumer_twin.edge.allowance import check_going
from consumer_twin.edge.diary import bound_of
from consumer_twin.edge.log import open_log, recalled, remember
from consumer_twin.edge.rows import (
    OPTION,
    WISH,
    accepted_of,
    add_accept,
    add_message,
    add_thread,
    is_bound,
    message_of,
    spent_of,
    thread_of,
    thread_row,
)
from consumer_twin.edge.rules import obey
from consumer_twin.edge.standing_tables import ROUNDS
from consumer_twin.edge.tables import ACCEPTS, MESSAGES, OPTIONS, THREADS, WISHES
from consumer_twin.errors import OutstandingAcceptError
from consumer_twin.learn import wished
from consumer_twin.memory import Lesson
from consumer_twin.option import Option
from consumer_twin.records import Accepted, AcceptStatus, Spent, ThreadRecord, WishRecord
from consumer_twin.wish import Wish
from foundation.database import Database
from protocol import Message


class SqlStore:
    """The store in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def begin(self, wish: Wish, at_ms: int) -> WishRecord:
        """Keep *wish* and number it. Raises `PausedError` (DEC-36); then nothing is kept."""

        def work(connection: Connection) -> WishRecord:
            check_going(connection)
            row = insert(WISHES).values(at_ms=at_ms, data=WISH.dump_json(wish))
            number = connection.execute(row).inserted_primary_key
            assert number is not None
            record = WishRecord(int(number[0]), wish, at_ms)
            remember(connection, [wished(record)])
            return record

        return await self._database.write(work)

    async def mean(self, number: int, wish: Wish) -> WishRecord:
        """Keep *wish* as what wish *number* means: its person was asked."""

        def work(connection: Connection) -> WishRecord:
            its = WISHES.c.number == number
            connection.execute(update(WISHES).where(its).values(data=WISH.dump_json(wish)))
            return WishRecord(number, wish, connection.execute(select(WISHES.c.at_ms).where(its)).one().at_ms)

        return await self._database.write(work)

    async def wish(self, number: int) -> WishRecord:
        """Return the wish of that *number*. Raises LookupError if there is none."""

        def work(connection: Connection) -> WishRecord:
            row = connection.execute(select(WISHES).where(WISHES.c.number == number)).one_or_none()
            if row is None:
                raise LookupError(f"there is no wish number {number}")
            return WishRecord(row.number, WISH.validate_json(row.data), row.at_ms)

        return await self._database.read(work)

    async def open_thread(self, record: ThreadRecord, message: Message) -> None:
        """Keep a new thread and its open, before the open is sent."""

        def work(connection: Connection) -> None:
            connection.execute(insert(THREADS).values(**thread_row(record)))
            add_thread(connection, record)
            add_message(connection, record.id, message)

        await self._database.write(work)

    async def keep(self, thread: str, message: Message) -> None:
        """Keep a message: one's own before it is sent, the brand's once it is verified."""
        await self._database.write(lambda connection: add_message(connection, thread, message))

    async def thread(self, thread: str) -> tuple[ThreadRecord, tuple[Message, ...]]:
        """Return a thread and its messages in order. Raises LookupError if there is none."""

        def work(connection: Connection) -> tuple[ThreadRecord, tuple[Message, ...]]:
            row = connection.execute(select(THREADS).where(THREADS.c.id == thread)).one_or_none()
            if row is None:
                raise LookupError(f"there is no thread {thread}")
            found = select(MESSAGES).where(MESSAGES.c.thread == thread).order_by(MESSAGES.c.seq)
            said = tuple(message_of(one) for one in connection.execute(found))
            return thread_of(connection, row), said

        return await self._database.read(work)

    async def threads_of(self, wish: int) -> tuple[str, ...]:
        """Return the threads of *wish*, by line and then by name."""
        found = select(THREADS.c.id).where(THREADS.c.wish == wish).order_by(THREADS.c.line, THREADS.c.id)
        return await self._database.read(lambda connection: tuple(connection.scalars(found)))

    async def show(self, options: Sequence[Option], lesson: Lesson) -> None:
        """Keep what the person is shown, so that an approval can name it later."""

        def work(connection: Connection) -> None:
            for one in options:
                data = OPTION.dump_json(one)
                row = {"hash": one.hash, "wish": one.wish, "line": one.line, "rank": one.rank, "data": data}
                connection.execute(insert(OPTIONS).values(**row))
            remember(connection, [lesson])

        await self._database.write(work)

    async def option(self, offer: str) -> Option | None:
        """Return the option of hash *offer*, as it was shown last."""
        found = select(OPTIONS.c.data).where(OPTIONS.c.hash == offer).order_by(OPTIONS.c.wish.desc()).limit(1)
        data = await self._database.read(lambda connection: connection.scalar(found))
        return None if data is None else OPTION.validate_json(data)

    async def options_of(self, wish: int) -> tuple[Option, ...]:
        """Return what was shown for *wish*, line by line, best first."""
        found = select(OPTIONS.c.data).where(OPTIONS.c.wish == wish).order_by(OPTIONS.c.line, OPTIONS.c.rank)
        rows = await self._database.read(lambda connection: tuple(connection.scalars(found)))
        return tuple(OPTION.validate_json(data) for data in rows)

    async def offered_again(self, option: Option) -> tuple[Option, ...]:
        """Return what the last round showed for the same line of the same standing wish."""

        def work(connection: Connection) -> tuple[Option, ...]:
            found = rounds_of(connection, option.wish)
            place = found.get(option.wish, {}).get(option.line)
            later = [wish for wish in found if wish > option.wish][-1:]  # WISH-11: those before are closed
            rows = connection.scalars(select(OPTIONS.c.data).where(OPTIONS.c.wish.in_(later)))
            shown = [OPTION.validate_json(data) for data in rows]
            return tuple(one for one in shown if found[one.wish].get(one.line) == place)

        return await self._database.read(work)

    async def accepts_of(self, wish: int) -> tuple[tuple[Accepted, AcceptStatus], ...]:
        """Return the accepts of *wish* and how each stands, oldest first."""
        found = select(ACCEPTS).where(ACCEPTS.c.wish == wish).order_by(ACCEPTS.c.at_ms)

        def work(connection: Connection) -> tuple[tuple[Accepted, AcceptStatus], ...]:
            rows = connection.execute(found).all()
            return tuple((accepted_of(connection, row), row.status) for row in rows)

        return await self._database.read(work)

    async def spent(self, wish: int, currency: str, at_ms: int) -> Spent:
        """Return what is bound: on *wish*, and by mandate in the calendar month of *at_ms*."""
        return await self._database.read(lambda connection: spent_of(connection, wish, currency, at_ms))

    async def reserve(
        self, accepted: Accepted, message: Message, allow: Callable[[Spent], None], lesson: Lesson
    ) -> None:
        """Keep an accept and its bytes, before they are sent, if *allow* does not object to what is spent.

        Raises `OutstandingAcceptError` (AGREE-20), or what *allow* raises; then nothing is kept.
        """

        def work(connection: Connection) -> None:
            if is_bound(connection, accepted.wish, accepted.lines):  # AGREE-20
                raise OutstandingAcceptError("this wish line is bound, or an accept for it is in doubt")
            if _bound_in_another_round(connection, accepted):  # WISH-11
                raise OutstandingAcceptError("this was bought already, or an accept for it is in doubt")
            obey(connection, accepted)  # DEC-40, DEC-42
            allow(spent_of(connection, accepted.wish, accepted.total.currency, accepted.at_ms))
            add_accept(connection, accepted)
            add_message(connection, accepted.thread, message)
            remember(connection, [lesson])

        await self._database.write(work)

    async def settle(
        self, accepted: Accepted, status: AcceptStatus, answer: Message | None, lesson: Lesson
    ) -> None:
        """Keep how an accept ended, with the brand's answer; an accept that is settled already stays so."""

        def work(connection: Connection) -> None:
            mine = (ACCEPTS.c.offer == accepted.offer) & (ACCEPTS.c.status == "outstanding")
            if connection.execute(update(ACCEPTS).where(mine).values(status=status)).rowcount != 1:
                return
            if answer is not None:
                add_message(connection, accepted.thread, answer)
            remember(connection, [lesson])

        await self._database.write(work)

    async def outstanding(self) -> tuple[Accepted, ...]:
        """Return the accepts without an answer, oldest first."""
        found = select(ACCEPTS).where(ACCEPTS.c.status == "outstanding").order_by(ACCEPTS.c.at_ms)

        def work(connection: Connection) -> tuple[Accepted, ...]:
            return tuple(accepted_of(connection, row) for row in connection.execute(found).all())

        return await self._database.read(work)

    async def learn(self, lesson: Lesson) -> None:
        """Add a lesson to the log."""
        await self._database.write(lambda connection: remember(connection, [lesson]))

    async def lessons(self) -> tuple[Lesson, ...]:
        """Return every lesson that was not erased, in the order they came. Raises `BrokenMemoryError`."""
        return await self._database.read(lambda connection: tuple(recalled(connection)))


def _bound_in_another_round(connection: Connection, accepted: Accepted) -> bool:
    """Whether the standing wish that is followed is bound already in one of the lines, by another round."""
    found = connection.execute(select(ROUNDS).where(ROUNDS.c.wish == accepted.wish)).one_or_none()
    if found is None:
        return False
    lines = json.loads(found.lines)
    bound = bound_of(connection, found.standing)
    return any(lines[line] in bound for line in accepted.lines if line < len(lines))


def rounds_of(connection: Connection, wish: int) -> dict[int, dict[int, int]]:
    """Return the rounds of the standing wish that *wish* was for, and what each of their lines is there."""
    standing = select(ROUNDS.c.standing).where(ROUNDS.c.wish == wish).scalar_subquery()
    rows = connection.execute(select(ROUNDS).where(ROUNDS.c.standing == standing).order_by(ROUNDS.c.wish))
    return {row.wish: dict(enumerate(json.loads(row.lines))) for row in rows}
