"""What was bought: agreements by the accepts that made them, newest first, a page at a time.

Spec: spec/80-agree.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select, tuple_

from consumer_twin.edge.log import open_log
from consumer_twin.edge.tables import ACCEPTS
from foundation.database import Database
from protocol import Price

_ENDED = ("agreed", "void")


@dataclass(frozen=True)
class Bought:
    """An accept that became an agreement, or was void after: of which offer, in which thread, when."""

    offer: str
    thread: str
    total: Price
    at_ms: int
    by_mandate: bool
    status: str


class SqlBought:
    """What was bought, in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def newest(self, most: int, before: tuple[int, str] | None = None) -> tuple[Bought, ...]:
        """Return *most*, newest first; those after *before* (its time and its offer)."""
        order = (ACCEPTS.c.at_ms.desc(), ACCEPTS.c.offer.desc())
        found = select(ACCEPTS).where(ACCEPTS.c.status.in_(_ENDED)).order_by(*order).limit(most)
        if before is not None:
            found = found.where(tuple_(ACCEPTS.c.at_ms, ACCEPTS.c.offer) < before)
        return await self._read(found)

    async def of_offer(self, offer: str) -> Bought | None:
        """Return what the accept of that offer came to; None if it came to nothing."""
        found = select(ACCEPTS).where(ACCEPTS.c.offer == offer, ACCEPTS.c.status.in_(_ENDED))
        return next(iter(await self._read(found)), None)

    async def in_thread(self, thread: str) -> Bought | None:
        """Return what was agreed in *thread*; None if nothing was."""
        found = select(ACCEPTS).where(ACCEPTS.c.thread == thread, ACCEPTS.c.status.in_(_ENDED)).limit(1)
        return next(iter(await self._read(found)), None)

    async def _read(self, found: Select[tuple[object, ...]]) -> tuple[Bought, ...]:
        rows = await self._database.read(lambda connection: connection.execute(found).all())
        return tuple(
            Bought(
                row.offer,
                row.thread,
                Price(amount=row.total_minor, currency=row.currency),
                row.at_ms,
                bool(row.by_mandate),
                row.status,
            )
            for row in rows
        )
