"""The counts of unmet wishes on disk, and what was told of them.

Spec: spec/48-demand.md (DEMAND-12 to DEMAND-19).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from sqlalchemy import Connection, Row, Update, and_, delete, exists, insert, select, update
from sqlmodel import Field, SQLModel

from marketplace.counting import Kept, Sums
from marketplace.demand import Cell, Dice, Rule, Told, first_open, oldest_told, tally
from marketplace.edge.store import METADATA, SqlListings
from protocol.relation import MAX_TALLIES


class _Base(SQLModel):
    metadata: ClassVar = METADATA


class KeptRow(_Base, table=True):
    """A hash of a key and of its letter; nothing says what was in that. Gone when the week is over."""

    __tablename__ = "market_demand_kept"

    mark: str = Field(primary_key=True)
    letter: str
    at_ms: int
    period: str = Field(index=True)


class SumRow(_Base, table=True):
    """How much there is of a week and category. Gone when the week is over."""

    __tablename__ = "market_demand_sum"

    period: str = Field(primary_key=True)
    category: str = Field(primary_key=True)
    letters: int
    cells: int


class CountRow(_Base, table=True):
    """How many said the same. Gone when the week is over."""

    __tablename__ = "market_demand_count"

    period: str = Field(primary_key=True)
    category: str = Field(primary_key=True)
    attributes: str = Field(primary_key=True)
    region: str = Field(primary_key=True)
    letters: int


class ToldRow(_Base, table=True):
    """A tally that was told."""

    __tablename__ = "market_demand_told"

    place: str = Field(primary_key=True)
    period: str = Field(index=True)
    category: str
    attributes: str
    region: str
    at_least: int


_KEPT: Final = METADATA.tables["market_demand_kept"]
_SUM: Final = METADATA.tables["market_demand_sum"]
_COUNT: Final = METADATA.tables["market_demand_count"]
_TOLD: Final = METADATA.tables["market_demand_told"]


class SqlTallies:
    """`Tallies` over a connection, and the telling of weeks that are over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def kept(self, mark: str) -> Kept | None:
        """See `counting.Tallies`."""
        found = select(_KEPT.c.letter, _KEPT.c.at_ms).where(_KEPT.c.mark == mark)
        row = self._connection.execute(found).one_or_none()
        return None if row is None else Kept(*row)

    def keep(self, mark: str, kept: Kept, cell: Cell) -> None:
        """See `counting.Tallies`."""
        row = {"mark": mark, "letter": kept.letter, "at_ms": kept.at_ms, "period": cell.period}
        self._connection.execute(insert(_KEPT).values(**row))
        self._connection.execute(_of_sum(cell).values(letters=_SUM.c.letters + 1))

    def is_listed(self, category: str) -> bool:
        """See `counting.Tallies`."""
        return SqlListings(self._connection).names("token", category)

    def sums(self, cell: Cell) -> Sums:
        """See `counting.Tallies`."""
        mine = (_SUM.c.period == cell.period) & (_SUM.c.category == cell.category)
        row = self._connection.execute(select(_SUM.c.letters, _SUM.c.cells).where(mine)).one_or_none()
        return Sums(0, 0) if row is None else Sums(*row)

    def count_in(self, cell: Cell) -> bool:
        """See `counting.Tallies`."""
        mine = and_(*(_COUNT.c[name] == value for name, value in _row(cell).items()))
        more = update(_COUNT).where(mine).values(letters=_COUNT.c.letters + 1)
        return self._connection.execute(more).rowcount == 1

    def begin(self, cell: Cell) -> None:
        """See `counting.Tallies`."""
        self._connection.execute(insert(_COUNT).values(**_row(cell), letters=1))
        if self._connection.execute(_of_sum(cell).values(cells=_SUM.c.cells + 1)).rowcount == 0:
            first = {"period": cell.period, "category": cell.category, "letters": 0, "cells": 1}
            self._connection.execute(insert(_SUM).values(**first))

    def is_due(self, at_ms: int) -> bool:
        """Whether a week is over that is not told."""
        return bool(self._connection.scalar(select(exists().where(_COUNT.c.period < first_open(at_ms)))))

    def tell(self, rule: Rule, dice: Dice, *, at_ms: int) -> None:
        """Tell the weeks that are over, once, and drop their counts (DEMAND-18) and hashes (DEMAND-13)."""
        before = first_open(at_ms)
        for row in self._connection.execute(select(_COUNT).where(_COUNT.c.period < before)).all():
            told = tally(_cell(row), row.letters, rule.k, dice)
            if told is not None:
                values = {"place": told.cell.place, **_row(told.cell), "at_least": told.at_least}
                self._connection.execute(insert(_TOLD).prefix_with("OR IGNORE").values(**values))  # DEMAND-19
        for table in (_COUNT, _SUM, _KEPT):
            self._connection.execute(delete(table).where(table.c.period < before))
        self._connection.execute(delete(_TOLD).where(_TOLD.c.period < oldest_told(at_ms, rule.weeks)))

    def told(self, after: str, k: int, *, at_ms: int) -> Sequence[Told]:
        """Return what was told behind the place *after*, in order; one more than a page holds, if any."""
        mine = (_TOLD.c.place > after) & (_TOLD.c.at_least >= k) & (_TOLD.c.period < first_open(at_ms))
        rows = self._connection.execute(
            select(_TOLD).where(mine).order_by(_TOLD.c.place).limit(MAX_TALLIES + 1)
        )
        return [Told(_cell(row), row.at_least) for row in rows]


def _of_sum(cell: Cell) -> Update:
    return update(_SUM).where(_SUM.c.period == cell.period, _SUM.c.category == cell.category)


def _row(cell: Cell) -> dict[str, str]:
    return {
        "period": cell.period,
        "category": cell.category,
        "attributes": " ".join(cell.attributes),
        "region": cell.region,
    }


def _cell(row: Row[tuple[object, ...]]) -> Cell:
    return Cell(row.period, row.category, tuple(row.attributes.split()), row.region)
