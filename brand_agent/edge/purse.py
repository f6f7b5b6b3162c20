"""The budget of concessions on disk: what each UTC day has given, and what its live offers may yet cost.

Each step is a conditional UPDATE, so threads that come at once, in one process or several, can't both take
the last of a day.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, Integer, Row, String, Table, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from brand_agent.edge.tables import METADATA

DAYS: Final = Table(
    "brand_concession_day",
    METADATA,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("spent_minor", BigInteger, nullable=False),
    Column("reserved_minor", BigInteger, nullable=False),
)
"""By day since 1970: what confirmed deals gave below list, and what live offers would."""

RESERVED: Final = Table(
    "brand_concession",
    METADATA,
    Column("thread", String, primary_key=True),
    Column("minor", BigInteger, nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("until_ms", BigInteger, nullable=False, index=True),
)
"""What the best live offer of a thread gives below list, on each day on which it can be accepted."""


class SqlPurse:
    """The purse of `ports`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def allowance(self, thread: str, days: range, *, limit_minor: int, share: Decimal) -> int:
        """See `ports.Purse`."""
        held = self._held(thread)
        allowed = []
        for day in days:
            own = _on(held, day)
            free = max(0, limit_minor - self._taken(day) + own)
            allowed.append(max(own, int(free * share)))
        return min(allowed)

    def reserve(self, thread: str, given_minor: int, days: range, *, until_ms: int, limit_minor: int) -> bool:
        """See `ports.Purse`."""
        held = self._held(thread)
        most = max(given_minor, 0 if held is None else held.minor)
        last = days[-1] if held is None else max(held.last_day, days[-1])
        until = until_ms if held is None else max(held.until_ms, until_ms)
        with self._connection.begin_nested() as savepoint:
            for day in range(days[0], last + 1):
                if not self._add(day, most - _on(held, day), limit_minor):
                    savepoint.rollback()
                    return False
            if held is not None:
                self._free(range(held.first_day, days[0]), held.minor)  # nothing can be accepted there now
            row = {"minor": most, "first_day": days[0], "last_day": last, "until_ms": until}
            kept = insert(RESERVED).values(thread=thread, **row)
            self._connection.execute(kept.on_conflict_do_update(index_elements=["thread"], set_=row))
        return True

    def spend(self, thread: str, given_minor: int, day: int) -> None:
        """See `ports.Purse`."""
        self.give_back(thread)
        self._open(day)
        more = DAYS.c.spent_minor + given_minor
        self._connection.execute(update(DAYS).where(DAYS.c.day == day).values(spent_minor=more))

    def give_back(self, thread: str) -> None:
        """See `ports.Purse`."""
        held = self._held(thread)
        if held is not None:
            self._drop(held)

    def release(self, at_ms: int) -> None:
        """See `ports.Purse`."""
        for held in self._connection.execute(select(RESERVED).where(RESERVED.c.until_ms <= at_ms)).all():
            self._drop(held)

    def _held(self, thread: str) -> Row[tuple[str, int, int, int, int]] | None:
        return self._connection.execute(select(RESERVED).where(RESERVED.c.thread == thread)).one_or_none()

    def _taken(self, day: int) -> int:
        taken = select(DAYS.c.spent_minor + DAYS.c.reserved_minor).where(DAYS.c.day == day)
        return int(self._connection.scalar(taken) or 0)

    def _open(self, day: int) -> None:
        fresh = insert(DAYS).values(day=day, spent_minor=0, reserved_minor=0)
        self._connection.execute(fresh.on_conflict_do_nothing())

    def _add(self, day: int, more_minor: int, limit_minor: int) -> bool:
        """Reserve *more_minor* of *day* if the limit has room for it."""
        if more_minor <= 0:
            return True
        self._open(day)
        room = DAYS.c.spent_minor + DAYS.c.reserved_minor + more_minor <= limit_minor
        more = DAYS.c.reserved_minor + more_minor
        taken = update(DAYS).where(DAYS.c.day == day, room).values(reserved_minor=more)
        return self._connection.execute(taken).rowcount == 1

    def _drop(self, held: Row[tuple[str, int, int, int, int]]) -> None:
        self._free(range(held.first_day, held.last_day + 1), held.minor)
        self._connection.execute(delete(RESERVED).where(RESERVED.c.thread == held.thread))

    def _free(self, days: range, less_minor: int) -> None:
        within = (DAYS.c.day >= days.start) & (DAYS.c.day < days.stop)
        less = DAYS.c.reserved_minor - less_minor
        self._connection.execute(update(DAYS).where(within).values(reserved_minor=less))


def _on(held: Row[tuple[str, int, int, int, int]] | None, day: int) -> int:
    """What is *held* for *day*."""
    return held.minor if held is not None and held.first_day <= day <= held.last_day else 0
