"""Daily Me, put together."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Depends, FastAPI

from dailyme.pages.shell import Entrance, Site, Way, door_router, make_app
from dailyme.pages.twin import (
    activity,
    answers,
    autonomy,
    beliefs,
    compare,
    consents,
    deals,
    haggling,
    imports,
    leaving,
    looking,
    model_log,
    nearness,
    pausing,
    rules,
    saw,
    today,
    trust,
    wishes,
)
from dailyme.pages.twin.home import Home

WAYS: Final = (
    Way("/", "Today", "sun"),
    Way("/wishes", "Wishes", "wish"),
    Way("/haggling", "Haggling", "talk"),
    Way("/deals", "Deals", "deal"),
    Way("/trust", "Trust", "shield"),
    Way("/autonomy", "Limits", "dial"),
)
ENTRANCE: Final = "Start `dailyme twin open` and open the address that it prints."

PAGES: Final[tuple[APIRouter, ...]] = (
    today.router,
    looking.router,
    wishes.router,
    imports.router,
    pausing.router,
    autonomy.router,
    answers.router,
    rules.router,
    deals.router,
    compare.router,
    haggling.router,
    trust.router,
    consents.router,
    saw.router,
    nearness.router,
    beliefs.router,
    model_log.router,
    activity.router,
    leaving.router,
)
"""The pages, one router for each module."""


def twin_site(origins: tuple[str, ...]) -> Site:
    """Return the site of Daily Me as the browser reaches it at *origins*."""
    return Site("Daily Me", "twin", origins, WAYS, ENTRANCE)


def twin_app(site: Site, home: Home, entrance: Entrance) -> FastAPI:
    """Return the application of *home*, which *entrance* lets its person into."""
    whole = APIRouter(dependencies=[Depends(pausing.know_pause)])
    for one in PAGES:
        whole.include_router(one)
    app = make_app(site, live=home.live, public=(door_router(entrance),), pages=(whole,))
    app.state.home = home
    return app
