"""What other topics hold under a key, so that a sketch shows it and an erasing reaches it.

Spec: spec/38-sketch.md (SKETCH-1, SKETCH-6).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, select, update

from brand_agent.edge.relation.climbs import KNOWN, SHOWN, USED, SqlClimbs
from brand_agent.edge.relation.mailbox_tables import NEWS, SUBSCRIPTIONS, TOPICS
from brand_agent.edge.relation.mailboxes import SqlMailboxes
from brand_agent.edge.relation.register import REFUSALS, refusals
from brand_agent.relation.holding import Basis, entry_id
from protocol.relation import SketchEntry
from protocol.times import write_time


class SqlStanding:
    """That the key introduced itself, and which agreements it showed: the `Holding` of the ladder."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entries(self, key: str) -> Iterable[SketchEntry]:
        """See `Holding`."""
        known = self._connection.execute(select(KNOWN).where(KNOWN.c.key == key)).one_or_none()
        if known is not None:
            says = f"This key is known here, for the benefit {known.benefit}."
            yield _entry(entry_id("known", key), says, known.at_ms)
        for row in self._connection.execute(select(SHOWN).where(SHOWN.c.key == key)):
            yield _entry(entry_id("shown", row.agreement), "An agreement that was shown.", row.at_ms)

    def erase(self, key: str, ids: Iterable[str]) -> None:
        """See `Holding`."""
        named = frozenset(ids)
        if entry_id("known", key) in named:
            SqlClimbs(self._connection).forget(key)
            nobody = update(USED).where(USED.c.key == key).values(key="")
            self._connection.execute(nobody)
        for agreement in self._connection.scalars(select(SHOWN.c.agreement).where(SHOWN.c.key == key)).all():
            if entry_id("shown", agreement) in named:
                self._connection.execute(delete(SHOWN).where(SHOWN.c.agreement == agreement))


class SqlNews:
    """The news that lie in the mailboxes of the key: the `Holding` of subscriptions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entries(self, key: str) -> Iterable[SketchEntry]:
        """See `Holding`. A mailbox is one entry; its subscription is a message of its own."""
        lie = (SUBSCRIPTIONS.c.twin == key) & NEWS.c.data.is_not(None)
        mailboxes = (
            select(SUBSCRIPTIONS.c.hash, func.count(NEWS.c.number).label("news"), func.min(NEWS.c.made_ms))
            .join(NEWS, NEWS.c.subscription == SUBSCRIPTIONS.c.number)
            .where(lie)
            .group_by(SUBSCRIPTIONS.c.hash)
        )
        for hash, news, since_ms in self._connection.execute(mailboxes):
            says = f"A mailbox with {news} news that you have not read. To erase it ends the subscription."
            yield _entry(entry_id("mailbox", hash), says, since_ms)

    def erase(self, key: str, ids: Iterable[str]) -> None:
        """See `Holding`. News without the ones before them can't be read, so the subscription ends."""
        named, mailboxes = frozenset(ids), SqlMailboxes(self._connection)
        mine = select(SUBSCRIPTIONS.c.hash, SUBSCRIPTIONS.c.last_ms).where(SUBSCRIPTIONS.c.twin == key)
        for hash, last_ms in self._connection.execute(mine).all():
            if entry_id("mailbox", hash) in named:
                mailboxes.close(hash, key, at_ms=last_ms)


class SqlRefusals:
    """What the key sent that broke a rule, as it is noted: one entry, however much it is."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def entries(self, key: str) -> Iterable[SketchEntry]:
        """See `Holding`."""
        noted = refusals(self._connection, key)
        if noted:
            last = f"{noted[-1].type}, {noted[-1].code}"
            says = (
                f"A note that {len(noted)} of your messages broke a rule and were refused; the last: {last}."
            )
            yield _entry(entry_id("refused", key), says, noted[0].at_ms, basis="contract")

    def erase(self, key: str, ids: Iterable[str]) -> None:
        """See `Holding`."""
        if entry_id("refused", key) in frozenset(ids):
            self._connection.execute(delete(REFUSALS).where(REFUSALS.c.key == key))


def end_subscription(connection: Connection, thread: str, *, at_ms: int) -> None:
    """End the subscription of *thread*, if it is one, and drop its news and topics."""
    found = select(SUBSCRIPTIONS.c.number).where(SUBSCRIPTIONS.c.hash == thread)
    number = connection.scalar(found)
    if number is None:
        return
    connection.execute(delete(NEWS).where(NEWS.c.subscription == number))
    connection.execute(delete(TOPICS).where(TOPICS.c.subscription == number))
    ended = {"twin": "", "ended_ms": at_ms, "last": None, "fetched": None}
    connection.execute(update(SUBSCRIPTIONS).where(SUBSCRIPTIONS.c.number == number).values(ended))


def _entry(id: str, says: str, at_ms: int, *, basis: Basis = "consent") -> SketchEntry:
    return SketchEntry(id=id, source="message", basis=basis, says=says, since=write_time(at_ms))
