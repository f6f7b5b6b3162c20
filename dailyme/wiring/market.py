"""The marketplace, wired: its key, its store, its way to the brands' did documents."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI

from dailyme.serve import Place
from dailyme.wiring.brand import Identity
from dailyme.wiring.index import IndexPlan, opened_index
from foundation.database import Database
from foundation.fetch import Guard, open_client
from marketplace.demand import Rule
from marketplace.edge import OpenIndex, open_market
from marketplace.reading import Pace


@asynccontextmanager
async def market_app(
    place: Place,
    who: Identity,
    database_url: str,
    demand_k: int,
    plan: IndexPlan | None = None,
) -> AsyncIterator[FastAPI]:
    """Open the marketplace's app over the store at *database_url*, and close what it holds after.

    plan: of its index, if it has one.
    """
    guard = Guard(local=place.local)
    database = Database(database_url)
    try:
        async with AsyncExitStack() as stack:
            client = await stack.enter_async_context(open_client(guard))
            index = None
            if plan is not None:
                shelves = await stack.enter_async_context(opened_index(plan.url))
                index = OpenIndex(shelves, None if plan.every_ms is None else Pace(plan.every_ms))
            yield open_market(
                database,
                key=who.key,
                client=client,
                guard=guard,
                clock=lambda: who.world.clock(0),
                rule=Rule(k=demand_k),
                index=index,
            )
    finally:
        database.close()
