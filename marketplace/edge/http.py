"""The directory as an application: wired to its store, its way out and its routes."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

import httpx
from fastapi import FastAPI

from foundation.database import Database
from foundation.fetch import Guard
from marketplace.demand import Dice, Rule
from marketplace.edge.demand import DemandDesk
from marketplace.edge.mediation import MediationDesk
from marketplace.edge.site import Market
from marketplace.edge.store import METADATA
from marketplace.mediating import Mediator
from marketplace.ports import Clock
from protocol import SigningKey
from transport import Exchanges, Resolver
from transport.routes import application, demand_router, market_router, mediation_router

CHECK_AGAIN_S: Final = 6 * 60 * 60
"""How often listings are verified anew, and weeks that are over told: a guess."""
_RULE: Final = Rule()


def open_market(
    database: Database,
    *,
    key: SigningKey,
    client: httpx.AsyncClient,
    guard: Guard,
    clock: Clock,
    rule: Rule = _RULE,
    dice: Dice = secrets.randbelow,
) -> FastAPI:
    """Return the application of the directory that signs with *key*; missing tables are created.

    rule: how unmet wishes are counted. *database* and *client* stay the caller's to close.
    """
    database.create(METADATA)
    documents = Resolver(Exchanges(client, guard, None), local=guard.local, clock=clock)
    mediator = Mediator(key)
    market = Market(database, documents, key, clock, local=guard.local, box=mediator.box)
    desk = DemandDesk(database, key, clock, rule, dice)
    rounds = MediationDesk(database, documents, mediator, clock)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        task = asyncio.create_task(_check_again(market, desk, rounds, clock))
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    routers = market_router(market), demand_router(desk), mediation_router(rounds)
    return application(*routers, lifespan=lifespan)


async def _check_again(market: Market, desk: DemandDesk, rounds: MediationDesk, clock: Clock) -> None:
    while True:
        await asyncio.sleep(CHECK_AGAIN_S)
        await market.check_again()
        await desk.tell(clock())
        await rounds.tidy(clock())
