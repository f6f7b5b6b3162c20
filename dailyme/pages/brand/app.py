"""The console, put together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from fastapi import APIRouter, FastAPI

from dailyme.pages.brand import (
    api,
    api_page,
    catalog,
    catalog_import,
    customers,
    door,
    goals,
    guardrails,
    keys,
    offers,
    people,
    webhooks,
)
from dailyme.pages.brand.office import Office
from dailyme.pages.brand.sessions import StoredSessions
from dailyme.pages.brand.way_out import lifespan_of
from dailyme.pages.shell import Entrance, Site, Way, door_router, make_app

WAYS: Final = (
    Way("/", "Goals", "goal"),
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
    people.router,
    catalog.router,
    catalog_import.router,
    offers.router,
    customers.router,
    keys.router,
    api_page.router,
    webhooks.router,
)
"""The pages, one router for each module."""


def brand_site(name: str, origins: tuple[str, ...]) -> Site:
    """Return the site of the brand *name* as the browser reaches it at *origins*."""
    return Site(name, "brand", origins, WAYS, ENTRANCE)


def console_app(site: Site, office: Office, entrance: Entrance) -> FastAPI:
    """Return the application of *office*, which *entrance* lets its owner into."""
    site = replace(site, sessions=StoredSessions(office.database), door="/sign-in", clock=office.now_ms)
    app = make_app(
        site,
        live=office.live,
        public=(door_router(entrance), *PUBLIC),
        pages=PAGES,
        lifespan=lifespan_of(office),
    )
    app.state.office = office
    return app
