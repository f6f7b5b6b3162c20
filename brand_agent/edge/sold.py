"""The agreements, for programs that read them one after the other.

Their place is time and thread, and what is younger than two seconds waits: so a program that comes back with
the place where it stopped misses none, also when agreements are written side by side, or one is void.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from sqlalchemy import Connection, select, tuple_

from brand_agent.console.errors import ConsoleError
from brand_agent.edge.tables import SALES
from protocol import decode, message_hash

SETTLED_MS: Final = 2_000


class UnknownDealError(ConsoleError):
    """There is no agreement in that thread, or it is void."""

    code = "unknown-deal"
    status: ClassVar[int] = 404
    advice = "Take the thread from a webhook, or from the list of deals."


@dataclass(frozen=True, slots=True)
class Sold:
    """An agreement: when the brand confirmed it, and the signed *document*."""

    thread: str
    at_ms: int
    document: dict[str, Any]

    @property
    def hash(self) -> str:
        """The hash by which both sides name the agreement."""
        return message_hash(self.document)

    @property
    def place(self) -> str:
        """Where it stands among all."""
        return f"{self.at_ms}.{self.thread}"


def sold_after(connection: Connection, place: str, limit: int, *, at_ms: int) -> tuple[Sold, ...]:
    """Return the first *limit* agreements after *place* ("" is the beginning), oldest first."""
    when, _, thread = place.partition(".")
    since_ms = int(when) if re.fullmatch(r"[0-9]{1,15}", when) else -1
    later = tuple_(SALES.c.at_ms, SALES.c.thread) > tuple_(since_ms, thread)
    query = select(SALES).where(later, SALES.c.at_ms <= at_ms - SETTLED_MS)
    rows = connection.execute(query.order_by(SALES.c.at_ms, SALES.c.thread).limit(limit))
    return tuple(_sold(row) for row in rows)


def sold_in(connection: Connection, thread: str) -> Sold:
    """Return the agreement of *thread*. Raises `UnknownDealError`."""
    row = connection.execute(select(SALES).where(SALES.c.thread == thread)).one_or_none()
    if row is None:
        raise UnknownDealError("there is no agreement in that thread")
    return _sold(row)


def _sold(row: Any) -> Sold:
    return Sold(row.thread, row.at_ms, decode(row.agreement))
