"""What the brand's store holds under a key: threads of messages, and values beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Row, delete, select, update

from brand_agent.edge.holds import SqlHolds
from brand_agent.edge.overviews import forget_overview
from brand_agent.edge.relation.elsewhere import SqlNews, SqlRefusals, SqlStanding, end_subscription
from brand_agent.edge.relation.register import SqlRegister
from brand_agent.edge.tables import BESIDE, BIDS, MESSAGES, SALES
from brand_agent.relation.holding import QUIET, Holding, Lying, Thread
from protocol import decode
from protocol.commitment import Beside

ERASED: Final = b""
"""What stands in the place of a message that was erased."""

_OWN = MESSAGES.alias("own")


class SqlHoldings:
    """The holdings of `brand_agent.relation.holding`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def threads(self, key: str) -> Sequence[Thread]:
        """See `Holdings`."""
        rows = self._connection.execute(
            select(MESSAGES, SALES.c.at_ms.label("agreed_ms"))
            .join(SALES, SALES.c.thread == MESSAGES.c.thread, isouter=True)
            .where(MESSAGES.c.sender == key, MESSAGES.c.seq == 0)
            .order_by(MESSAGES.c.at_ms, MESSAGES.c.hash)
        ).all()
        bodies = {row.thread: decode(row.data)["body"] for row in rows}
        relied = {
            answer: row.agreed_ms
            for row in rows
            if row.agreed_ms is not None
            for answer in bodies[row.thread].get("relies_on", ())
        }
        answered = self._threads_of(relied)
        return [_thread(row, bodies[row.thread], answered.get(row.thread)) for row in rows]

    def _threads_of(self, answers: dict[str, int]) -> dict[str, int]:
        """Return when the agreement was made that relies on an answer, by the answer's thread."""
        if not answers:
            return {}
        found = select(MESSAGES.c.hash, MESSAGES.c.thread).where(MESSAGES.c.hash.in_(answers))
        return {row.thread: answers[row.hash] for row in self._connection.execute(found)}

    def values(self, key: str) -> Sequence[Lying]:
        """See `Holdings`."""
        rows = self._connection.execute(
            select(MESSAGES, BESIDE.c.field, BESIDE.c.salt, BESIDE.c.value)
            .join(BESIDE, BESIDE.c.message == MESSAGES.c.hash)
            .where(MESSAGES.c.sender == key)
            .order_by(MESSAGES.c.at_ms, MESSAGES.c.hash, BESIDE.c.field)
        )
        return [Lying(row.hash, row.type, row.thread, row.at_ms, _beside(row)) for row in rows]

    def erase_thread(self, thread: str, *, at_ms: int) -> None:
        """See `Holdings`."""
        end_subscription(self._connection, thread, at_ms=at_ms)
        SqlHolds(self._connection).give_back(thread)
        hashes = self._connection.execute(select(MESSAGES.c.hash).where(MESSAGES.c.thread == thread))
        named = [name for (hash,) in hashes for name in (hash, f"{hash}/answer")]
        self._connection.execute(delete(BESIDE).where(BESIDE.c.message.in_(named)))
        self._connection.execute(delete(BIDS).where(BIDS.c.thread == thread))
        forget_overview(self._connection, thread)
        nobody = {"sender": "", "id": MESSAGES.c.hash, "data": ERASED}
        self._connection.execute(update(MESSAGES).where(MESSAGES.c.thread == thread).values(nobody))

    def erase_value(self, message: str, field: str) -> None:
        """See `Holdings`."""
        mine = (BESIDE.c.message == message) & (BESIDE.c.field == field)
        self._connection.execute(delete(BESIDE).where(mine))

    def erase_quiet(self, key: str, *, at_ms: int) -> None:
        """See `Holdings`."""
        mine = (_OWN.c.sender == key) & (_OWN.c.seq == 0) & _OWN.c.type.in_(QUIET)
        for (thread,) in self._connection.execute(select(_OWN.c.thread).where(mine)).all():
            self.erase_thread(thread, at_ms=at_ms)
        SqlRegister(self._connection).forget_key(key)

    def others(self) -> Sequence[Holding]:
        """See `Holdings`."""
        here = self._connection
        return SqlStanding(here), SqlNews(here), SqlRefusals(here)


def _beside(row: Row[Any]) -> Beside:
    return Beside(field=row.field, salt=row.salt, value=orjson.loads(row.value))


def _thread(row: Row[Any], body: dict[str, Any], relied_ms: int | None) -> Thread:
    return Thread(
        id=row.thread,
        type=row.type,
        at_ms=row.at_ms,
        says=_says(row.type, body, agreed=row.agreed_ms is not None),
        agreed_ms=row.agreed_ms,
        by_value=row.type == "correct" and not body.get("says"),
        relied_ms=relied_ms,
    )


def _says(kind: str, body: dict[str, Any], *, agreed: bool) -> str:
    """Say in words what a thread is about."""
    if kind == "open":
        products = ", ".join(line["product"] for line in body["lines"][:3])
        return f"{'An agreement' if agreed else 'A negotiation'} about {products}."[:500]
    if kind == "ask":
        return f"A question about {body['question']['product']}: {body['question']['topic']}."[:500]
    if kind == "subscribe":
        return f"A subscription to news of {', '.join(one['kind'] for one in body['topics'])}."[:500]
    if kind == "disclose":
        fields = ", ".join(one["field"] for one in body["disclosed"])
        return f"A grant of {fields} for {', '.join(body['purposes'])}."[:500]
    if kind == "correct" and body.get("says"):
        return str(body["says"])
    return f"A message: {kind}."
