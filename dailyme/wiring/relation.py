"""The way to a brand's office, wired: the twin's letters, its guarded way out, and its keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.log import open_log
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.relate import Relate
from dailyme.wiring.twin import TwinPlan, keep_private
from foundation.database import Database
from foundation.fetch import Guard, open_client
from transport import Courier


@asynccontextmanager
async def opened_relate(plan: TwinPlan) -> AsyncIterator[tuple[Relate, Database]]:
    """Open the way to offices for the twin of *plan*, and its store; both are closed after."""
    world, guard = plan.world, Guard(local=plan.local)
    keep_private(plan.store)
    database = Database(plan.store)
    open_log(database)
    try:
        async with open_client(guard, SqlAutonomy(database).leave) as client:
            courier = Courier(client, guard, clock=lambda: world.clock(0), wire_log=plan.wire_log)
            yield (
                Relate(
                    courier=courier,
                    letters=SqlLetters(database),
                    seed=plan.seed,
                    clock=world.clock,
                    ids=world.ids,
                    nonces=world.secret,
                    patience=Patience(),
                ),
                database,
            )
    finally:
        database.close()
