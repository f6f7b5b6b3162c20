"""Which benefits were used, in the brand's store: one row for each benefit and mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from brand_agent.edge.order_book import ORDERS
from brand_agent.edge.relation.climbs import USED


class SqlUses:
    """The uses of `brand_agent.relation.ports`, on *connection*."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def use(self, marks: Iterable[tuple[str, str]], *, agreement: str, key: str, at_ms: int) -> bool:
        """See `ports.Uses`."""
        wanted = tuple(marks)
        with self._connection.begin_nested() as savepoint:
            for benefit, mark in wanted:
                row = insert_or(USED).values(benefit=benefit, mark=mark, agreement=agreement, key=key)
                self._connection.execute(row.on_conflict_do_nothing())
                this = (USED.c.benefit == benefit) & (USED.c.mark == mark)
                holder = self._connection.scalar(select(USED.c.agreement).where(this))
                if holder == agreement:
                    continue
                if not self._ran_out(holder, at_ms):
                    savepoint.rollback()
                    return False
                self._connection.execute(update(USED).where(this).values(agreement=agreement, key=key))
            self._free_but(wanted, agreement, key)
        return True

    def used_under(self, key: str) -> frozenset[str]:
        """See `ports.Uses`."""
        return frozenset(self._connection.scalars(select(USED.c.benefit).where(USED.c.key == key)))

    def _ran_out(self, agreement: str | None, at_ms: int) -> bool:
        """Whether the order of *agreement* was never paid and can't be any more (REL-30, FUL-7)."""
        unpaid = (ORDERS.c.stage == "handed-off") & (ORDERS.c.code_expires_ms <= at_ms)
        found = select(ORDERS.c.thread).where((ORDERS.c.agreement == agreement) & unpaid)
        return self._connection.scalar(found) is not None

    def _free_but(self, marks: Collection[tuple[str, str]], agreement: str, key: str) -> None:
        """Free what *agreement* used for an earlier order and does not need for this one."""
        its = (USED.c.key == key) & (USED.c.agreement == agreement)
        for row in self._connection.execute(select(USED.c.benefit, USED.c.mark).where(its)).all():
            if tuple(row) not in marks:
                this = (USED.c.benefit == row.benefit) & (USED.c.mark == row.mark)
                self._connection.execute(delete(USED).where(its & this))
