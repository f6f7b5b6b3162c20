"""The console, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Depends, FastAPI

from dailyme.pages.brand import (
    api,
    api_page,
    business,
    catalog,
    catalog_import,
    controls,
    customers,
    deals,
    door,
    goals,
    guardrails,
    inspector,
    keys,
    negotiations,
    offers,
    people,
    proposals,
    webhooks,
)
from dailyme.pages.brand.office import Office
from dailyme.pages.brand.sessions import StoredSessions
from dailyme.pages.brand.watching import watched
from dailyme.pages.brand.way_out import lifespan_of
from dailyme.pages.shell import Entrance, Lifespan, Site, Way, door_router, make_app

WAYS: Final = (
    Way("/", "Goals", "goal", ("/goals", "/guardrails", "/business")),
    Way("/proposals", "Proposals", "idea"),
    Way("/negotiations", "Negotiations", "talk"),
    Way("/deals", "Deals", "deal"),
    Way("/catalog", "Catalog", "box"),
    Way("/customers", "Customers", "voice"),
    Way("/webhooks", "Webhooks and keys", "hook"),
    Way("/inspector", "Inspector", "lens"),
    Way("/people", "People", "people"),
)
ENTRANCE: Final = "Start `dailyme brand console` and open the address that it prints, or sign in."

PUBLIC: Final[tuple[APIRouter, ...]] = (door.router, api.router, api.description)
"""What is open to whoever is not in: signing in, and programs with a key of their own."""
PAGES: Final[tuple[APIRouter, ...]] = (
    guardrails.router,
    goals.router,
    proposals.router,
    business.router,
    people.router,
    negotiations.router,
    controls.router,
    deals.router,
    catalog.router,
    catalog_import.router,
    offers.router,
    customers.router,
    keys.router,
    api_page.router,
    webhooks.router,
    inspector.router,
)
"""The pages, one router for each module."""


def brand_site(name: str, origins: tuple[str, ...]) -> Site:
    """Return the site of the brand *name* as the browser reaches it at *origins*."""
    return Site(name, "brand", origins, WAYS, ENTRANCE)


def _lifespan_of(office: Office) -> Lifespan:
    """Return what goes on while the console is open."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with lifespan_of(office)(app), watched(office):
            yield

    return lifespan


def console_app(site: Site, office: Office, entrance: Entrance) -> FastAPI:
    """Return the application of *office*, which *entrance* lets its owner into."""
    site = replace(site, sessions=StoredSessions(office.database), door="/sign-in", clock=office.now_ms)
    whole = APIRouter(dependencies=[Depends(controls.know_pause)])
    for one in PAGES:
        whole.include_router(one)
    app = make_app(
        site,
        live=office.live,
        public=(door_router(entrance), *PUBLIC),
        pages=(whole,),
        lifespan=_lifespan_of(office),
    )
    app.state.office = office
    return app
