"""The marketplace, wired: its key, its store, its way to the brands' did documents."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from dailyme.serve import Place
from dailyme.wiring.brand import Identity
from foundation.database import Database
from foundation.fetch import Guard, open_client
from marketplace.demand import Rule
from marketplace.edge import open_market


@asynccontextmanager
async def market_app(place: Place, who: Identity, database_url: str, demand_k: int) -> AsyncIterator[FastAPI]:
    """Open the marketplace's app over the store at *database_url*, and close what it holds after."""
    guard = Guard(local=place.local)
    database = Database(database_url)
    try:
        async with open_client(guard) as client:
            yield open_market(
                database,
                key=who.key,
                client=client,
                guard=guard,
                clock=lambda: who.world.clock(0),
                rule=Rule(k=demand_k),
            )
    finally:
        database.close()
