"""How many deals have had each promotion whose uses are limited.

Spec: spec/45-claim.md (CLAIM-40).

A use is taken by one conditional UPDATE in the transaction of the confirm, so accepts that come at once, in
one process or several, can't both take the last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import Column, Connection, Integer, String, Table, select, update
from sqlalchemy.dialects.sqlite import insert

from brand_agent.edge.tables import METADATA

USES: Final = Table(
    "brand_promotion",
    METADATA,
    Column("id", String, primary_key=True),
    Column("used", Integer, nullable=False),
)
"""By the promotion's id: another season's offer needs another id, or it goes on counting."""


class SqlCoupons:
    """The coupons of `ports`, on *connection*, whose transaction is the caller's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def used_up(self, uses: Mapping[str, int]) -> frozenset[str]:
        """See `ports.Coupons`."""
        if not uses:
            return frozenset()
        found = select(USES.c.id, USES.c.used).where(USES.c.id.in_(uses))
        return frozenset(row.id for row in self._connection.execute(found) if row.used >= uses[row.id])

    def take(self, uses: Mapping[str, int]) -> bool:
        """See `ports.Coupons`."""
        if not uses:
            return True
        with self._connection.begin_nested() as savepoint:
            for name, most in sorted(uses.items()):
                self._connection.execute(insert(USES).values(id=name, used=0).on_conflict_do_nothing())
                left = (USES.c.id == name) & (USES.c.used < most)
                taken = update(USES).where(left).values(used=USES.c.used + 1)
                if self._connection.execute(taken).rowcount != 1:
                    savepoint.rollback()
                    return False
        return True

    def give_back(self, names: Iterable[str]) -> None:
        """See `ports.Coupons`."""
        for name in names:
            some = (USES.c.id == name) & (USES.c.used > 0)
            self._connection.execute(update(USES).where(some).values(used=USES.c.used - 1))


def used(connection: Connection) -> dict[str, int]:
    """Return how many deals have had each promotion that is counted."""
    return {row.id: row.used for row in connection.execute(select(USES.c.id, USES.c.used))}
