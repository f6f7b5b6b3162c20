"""What the person was shown lately: wishes that were followed, their options, and which can still be taken.

Spec: spec/70-decide.md (DEC-1, DEC-3).

A bounded look at the store, newest first: it costs the same however much lies in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from consumer_twin.edge.log import open_log
from consumer_twin.edge.rows import OPTION, WISH
from consumer_twin.edge.standing_tables import ROUNDS
from consumer_twin.edge.tables import ACCEPTED_LINES, ACCEPTS, MESSAGES, OPTIONS, WISHES
from consumer_twin.option import Option
from consumer_twin.records import AcceptStatus, WishRecord
from foundation.database import Database

_STANDING: Final = frozenset({"offer", "reveal", "decline", "refuse"})
"""Messages of a brand after which an offer of the same thread can be accepted, if there is one."""
_BOUND: Final = ("outstanding", "agreed")


@dataclass(frozen=True)
class Shown:
    """A wish that was followed. *options*: line by line, best first, as they were shown.

    open: hashes of those that can still be approved. bound: lines that are agreed, or in doubt.
    standing: the number of the standing wish that it was followed for; None for a wish of its own.
    """

    record: WishRecord
    options: tuple[Option, ...]
    open: frozenset[str] = frozenset()
    bound: Mapping[int, AcceptStatus] = field(default_factory=dict)
    standing: int | None = None

    @property
    def number(self) -> int:
        """The wish's number."""
        return self.record.number

    def of(self, line: int) -> tuple[Option, ...]:
        """Return the options of *line*, bundles that are numbered in another line last."""
        mine = [one for one in self.options if line in one.lines]
        return tuple(sorted(mine, key=lambda one: one.line != line))


class SqlShown:
    """What was shown, in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def latest(self, at_ms: int, *, most: int, before: int | None = None) -> tuple[Shown, ...]:
        """Return the *most* last wishes, newest first; of a standing wish its last round alone.

        before: only wishes with a lower number.
        """
        found = select(WISHES).order_by(WISHES.c.number.desc()).limit(most)
        rows = found if before is None else found.where(WISHES.c.number < before)

        def work(connection: Connection) -> tuple[Shown, ...]:
            return _shown(connection, connection.execute(rows).all(), at_ms)

        return tuple(_last_rounds(await self._database.read(work)))

    async def one(self, number: int, at_ms: int) -> Shown | None:
        """Return the wish of that *number*; None if there is none."""
        found = select(WISHES).where(WISHES.c.number == number)
        shown = await self._database.read(
            lambda connection: _shown(connection, connection.execute(found).all(), at_ms)
        )
        return next(iter(shown), None)

    async def round_of(self, standing: int) -> int | None:
        """Return the number of the last wish that was followed for *standing*; None if none was."""
        last = select(func.max(ROUNDS.c.wish)).where(ROUNDS.c.standing == standing)
        return await self._database.read(lambda connection: connection.scalar(last))


def _shown(connection: Connection, rows: Sequence[Row[Any]], at_ms: int) -> tuple[Shown, ...]:
    numbers = [row.number for row in rows]
    options = _options(connection, numbers)
    live = [one for some in options.values() for one in some if (one.valid_until_ms or 0) > at_ms]
    threads = _standing_threads(connection, {one.thread for one in live if one.thread is not None})
    bound, served = _bound(connection, numbers), _served(connection, numbers)
    return tuple(
        Shown(
            record=WishRecord(row.number, WISH.validate_json(row.data), row.at_ms),
            options=options[row.number],
            open=frozenset(
                one.hash
                for one in live
                if one.wish == row.number
                and one.thread in threads
                and not bound[row.number].keys() & set(one.lines)
            ),
            bound=bound[row.number],
            standing=served.get(row.number),
        )
        for row in rows
    )


def _options(connection: Connection, numbers: Sequence[int]) -> Mapping[int, tuple[Option, ...]]:
    found: defaultdict[int, tuple[Option, ...]] = defaultdict(tuple)
    rows = select(OPTIONS.c.wish, OPTIONS.c.data).where(OPTIONS.c.wish.in_(numbers))
    for row in connection.execute(rows.order_by(OPTIONS.c.wish, OPTIONS.c.line, OPTIONS.c.rank)):
        found[row.wish] = (*found[row.wish], OPTION.validate_json(row.data))
    return found


def _standing_threads(connection: Connection, threads: Iterable[str]) -> frozenset[str]:
    """Return those of *threads* whose last word is the brand's, and leaves an offer standing.

    Read from what the last message says it is: whoever approves has every signature checked again.
    """
    last = (
        select(MESSAGES.c.thread, func.max(MESSAGES.c.seq).label("seq"))
        .where(MESSAGES.c.thread.in_(list(threads)))
        .group_by(MESSAGES.c.thread)
        .subquery()
    )
    ends = (MESSAGES.c.thread == last.c.thread) & (MESSAGES.c.seq == last.c.seq)
    rows = connection.execute(select(MESSAGES.c.thread, MESSAGES.c.seq, MESSAGES.c.data).join(last, ends))
    return frozenset(row.thread for row in rows if row.seq % 2 and json.loads(row.data)["type"] in _STANDING)


def _bound(connection: Connection, numbers: Sequence[int]) -> Mapping[int, dict[int, AcceptStatus]]:
    found: defaultdict[int, dict[int, AcceptStatus]] = defaultdict(dict)
    rows = select(ACCEPTS).where(ACCEPTS.c.wish.in_(numbers), ACCEPTS.c.status.in_(_BOUND))
    for row in connection.execute(rows).all():
        more = select(ACCEPTED_LINES.c.line).where(ACCEPTED_LINES.c.offer == row.offer)
        found[row.wish] |= dict.fromkeys((row.line, *connection.scalars(more)), row.status)
    return found


def _served(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Return the standing wish that each of *numbers* was followed for, where it was for one."""
    rows = select(ROUNDS.c.wish, ROUNDS.c.standing).where(ROUNDS.c.wish.in_(numbers))
    return {row.wish: row.standing for row in connection.execute(rows)}


def _last_rounds(shown: Iterable[Shown]) -> Iterable[Shown]:
    """Yield *shown*, newest first, without earlier rounds for the same standing wish."""
    known: set[int] = set()
    for one in shown:
        if one.standing is None or one.standing not in known:
            yield one
        known |= set() if one.standing is None else {one.standing}
