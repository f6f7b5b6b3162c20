"""The directory as an application: wired to its store, its way out and its routes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import httpx
from fastapi import FastAPI

from catalog_search.shelves import Shelves
from foundation.database import Database
from foundation.fetch import Guard
from marketplace.demand import Dice, Rule
from marketplace.edge.demand import DemandDesk
from marketplace.edge.mediation import MediationDesk
from marketplace.edge.reading import Reader
from marketplace.edge.site import Market
from marketplace.edge.slices import SliceDesk
from marketplace.edge.store import METADATA
from marketplace.mediating import Mediator
from marketplace.ports import Clock
from marketplace.reading import Pace
from protocol import SigningKey
from protocol.slices import INDEX
from transport import Courier, Exchanges, Resolver
from transport.routes import application, demand_router, market_router, mediation_router
from transport.slice_routes import slice_router

CHECK_AGAIN_S: Final = 6 * 60 * 60
"""How often listings are verified anew, and weeks that are over told: a guess."""
_RULE: Final = Rule()


@dataclass(frozen=True)
class OpenIndex:
    """Shelves that are open, and how often brands are read onto them; None: another worker does."""

    shelves: Shelves
    pace: Pace | None = None


def open_market(
    database: Database,
    *,
    key: SigningKey,
    client: httpx.AsyncClient,
    guard: Guard,
    clock: Clock,
    rule: Rule = _RULE,
    dice: Dice = secrets.randbelow,
    index: OpenIndex | None = None,
) -> FastAPI:
    """Return the application of the directory that signs with *key*; missing tables are created.

    rule: how unmet wishes are counted. index: where slices come from; None: it serves none. What is given
    stays the caller's to close.
    """
    database.create(METADATA)
    documents = Resolver(Exchanges(client, guard, None), local=guard.local, clock=clock)
    mediator = Mediator(key)
    market = Market(
        database,
        documents,
        key,
        clock,
        local=guard.local,
        box=mediator.box,
        capabilities=() if index is None else (INDEX,),
    )
    desk = DemandDesk(database, key, clock, rule, dice)
    rounds = MediationDesk(database, documents, mediator, clock)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_check_again(market, desk, rounds, clock))]
        if index is not None and index.pace is not None:
            courier = Courier(client, guard, clock=clock)
            reader = Reader(database, index.shelves, courier, clock, index.pace)
            tasks.append(asyncio.create_task(reader.always()))
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    routers = [market_router(market), demand_router(desk), mediation_router(rounds)]
    if index is not None:
        routers.append(slice_router(SliceDesk(index.shelves, key)))
    return application(*routers, lifespan=lifespan)


async def _check_again(market: Market, desk: DemandDesk, rounds: MediationDesk, clock: Clock) -> None:
    while True:
        await asyncio.sleep(CHECK_AGAIN_S)
        await market.check_again()
        await desk.tell(clock())
        await rounds.tidy(clock())
