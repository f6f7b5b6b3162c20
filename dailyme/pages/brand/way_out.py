"""The console's way out to the network: one guarded client, and the postman who carries webhooks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, Request

from brand_agent.edge.webhooks import Postman
from dailyme.pages.brand.office import Office
from foundation.fetch import Guard, open_client


@dataclass(frozen=True)
class WayOut:
    """What asks other machines: public ones, and this one for a brand that is on it (*guard*)."""

    client: httpx.AsyncClient
    guard: Guard
    postman: Postman


@asynccontextmanager
async def opened_way_out(office: Office) -> AsyncIterator[WayOut]:
    """Open the way out of *office*; webhooks are carried until it is closed."""
    guard = Guard(local=office.local)
    async with open_client(guard) as client:
        postman = Postman(office.database, office.key, client, local=office.local, clock=office.now_ms)
        async with postman.running():
            yield WayOut(client, guard, postman)


def lifespan_of(office: Office) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what the application of *office* does from its start to its end."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened_way_out(office) as way_out:
            app.state.way_out = way_out
            yield

    return lifespan


def _way_out(request: Request) -> WayOut:
    found: WayOut = request.app.state.way_out
    return found


WayOutDep = Annotated[WayOut, Depends(_way_out)]
