"""Deals, wired: the twin's store, its guarded way out, and its keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from catalog_adapters import SourceSettings
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.edge.brands import HttpBrands
from consumer_twin.edge.deals import Deals, SqlDeals
from consumer_twin.edge.exchange import Exchange
from consumer_twin.edge.patience import Patience
from consumer_twin.edge.sources import Sources
from consumer_twin.edge.store import SqlStore
from dailyme.wiring.twin import TwinPlan, keep_private
from foundation.database import Database
from foundation.fetch import Guard
from transport import Courier


@asynccontextmanager
async def opened_deals(plan: TwinPlan) -> AsyncIterator[Deals]:
    """Open the deals of the twin of *plan*; its store and its connections are closed after."""
    world, guard = plan.world, Guard(local=plan.local)
    keep_private(plan.store)
    database = Database(plan.store)
    try:
        async with plan.way_out(guard, SqlAutonomy(database).leave) as client:
            courier = Courier(client, guard, clock=lambda: world.clock(0), wire_log=plan.wire_log)
            sources = Sources(client, guard, world.clock, SourceSettings())
            patience = Patience()
            brands = HttpBrands(courier, sources, plan.places, patience, plan.hear)
            store = SqlStore(database)
            exchange = Exchange(brands, store, plan.seed, world.clock, world.ids, patience, plan.hear)
            yield Deals(exchange, SqlDeals(database), world.secret)
    finally:
        database.close()
