"""Weights that the person set for a wish, and the order that follows from them, in the twin's store.

Spec: spec/90-learn.md (LEARN-8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Column, Connection, ForeignKey, LargeBinary, Table, delete, insert, select, update

from consumer_twin.edge.log import open_log
from consumer_twin.edge.rows import OPTION
from consumer_twin.edge.standing import SqlStanding
from consumer_twin.edge.standing_tables import ROUNDS
from consumer_twin.edge.tables import METADATA, OPTIONS
from consumer_twin.option import Option
from consumer_twin.standing import Aim, ClosedWishError
from foundation.database import Database
from negotiation import Weights

WEIGHTS: Final = Table(
    "twin_wish_weights",
    METADATA,
    Column("wish", ForeignKey("twin_wish.number"), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
_WEIGHTS: Final = TypeAdapter(Weights)


class SqlWeighing:
    """The weights of wishes in *database*."""

    def __init__(self, database: Database) -> None:
        self._database = database
        open_log(database)

    async def of(self, wish: int) -> Weights | None:
        """Return the weights that were set for *wish*, or for the standing one that it was followed for."""

        def work(connection: Connection) -> tuple[bytes | None, int | None]:
            data = connection.scalar(select(WEIGHTS.c.data).where(WEIGHTS.c.wish == wish))
            return data, _standing(connection, wish)

        data, standing = await self._database.read(work)
        if data is not None:
            return _WEIGHTS.validate_json(data)
        return None if standing is None else (await SqlStanding(self._database).one(standing)).aim.weights

    async def save(self, wish: int, weights: Weights, options: Iterable[Option], at_ms: int) -> int | None:
        """Keep *weights* for *wish*, and its *options* in their order.

        Returns the number of the standing wish that was changed too: its next rounds weigh so; None if there
        is none, or it is done.
        """

        def work(connection: Connection) -> int | None:
            connection.execute(delete(WEIGHTS).where(WEIGHTS.c.wish == wish))
            connection.execute(insert(WEIGHTS).values(wish=wish, data=_WEIGHTS.dump_json(weights)))
            for one in options:
                mine = (OPTIONS.c.hash == one.hash) & (OPTIONS.c.wish == wish)
                row = {"rank": one.rank, "data": OPTION.dump_json(one)}
                connection.execute(update(OPTIONS).where(mine).values(**row))
            return _standing(connection, wish)

        standing = await self._database.write(work)
        if standing is None:
            return None

        def change(aim: Aim) -> Aim:
            return replace(aim, weights=weights)

        try:
            await SqlStanding(self._database).edit(standing, change, at_ms)
        except ClosedWishError:
            return None
        return standing


def _standing(connection: Connection, wish: int) -> int | None:
    found = connection.scalar(select(ROUNDS.c.standing).where(ROUNDS.c.wish == wish))
    return None if found is None else int(found)
