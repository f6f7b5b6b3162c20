"""Which benefits were used, in the brand's store: one row for each benefit and mark."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as insert_or

from brand_agent.edge.relation.climbs import USED


class SqlUses:
    """The uses of `brand_agent.relation.ports`, on *connection*."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def use(self, marks: Iterable[tuple[str, str]], *, agreement: str, key: str) -> bool:
        """See `ports.Uses`."""
        with self._connection.begin_nested() as savepoint:
            for benefit, mark in marks:
                row = insert_or(USED).values(benefit=benefit, mark=mark, agreement=agreement, key=key)
                self._connection.execute(row.on_conflict_do_nothing())
                this = (USED.c.benefit == benefit) & (USED.c.mark == mark)
                if self._connection.scalar(select(USED.c.agreement).where(this)) != agreement:
                    savepoint.rollback()
                    return False
        return True

    def used_under(self, key: str) -> frozenset[str]:
        """See `ports.Uses`."""
        return frozenset(self._connection.scalars(select(USED.c.benefit).where(USED.c.key == key)))
