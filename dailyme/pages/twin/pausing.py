"""The pause, on every page: whether all is paused, the switch in the header, and what it answers."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.routing import Match

from consumer_twin.edge.autonomy import SqlAutonomy
from dailyme.pages.shell import PageError, posted, see
from dailyme.pages.twin.home import HomeDep

router = APIRouter()

PAUSED: Final = "Everything is paused. Nothing is searched, asked, accepted or fetched."
GOING: Final = "Your twin may act again."


class GoneError(PageError):
    """The person erased their twin: there is nothing to show any more."""

    code = "gone"
    status = 410

    def __init__(self) -> None:
        super().__init__("Your twin was erased.", "Close this window. Starting the program makes a new twin.")


async def know_pause(request: Request, home: HomeDep) -> None:
    """Note for the page's header since when everything is paused, if it is. Raises `GoneError`."""
    if getattr(request.app.state, "gone", False):
        raise GoneError
    request.state.paused_ms = await SqlAutonomy(home.database).paused_ms()


@router.post("/autonomy/pause")
async def pause(request: Request, home: HomeDep) -> Response:
    """Pause everything; the person stays on the page where they were."""
    await SqlAutonomy(home.database).pause(home.now_ms())
    home.live.say("news", PAUSED)
    return see(request, await _back(request), said=PAUSED)


@router.post("/autonomy/go")
async def go(request: Request, home: HomeDep) -> Response:
    """Let the twin act again."""
    await SqlAutonomy(home.database).go(home.now_ms())
    home.live.say("news", GOING)
    return see(request, await _back(request), said=GOING)


async def _back(request: Request) -> str:
    """Return the page that the form names, if it is one of ours; else the page of this."""
    back = (await posted(request)).typed("back", "/autonomy")
    path = back.partition("?")[0]
    asked = {"type": "http", "method": "GET", "path": path, "headers": []}
    ours = any(one.matches(asked)[0] is Match.FULL for one in request.app.router.routes)
    return back if ours and path.startswith("/") and not path.startswith("//") else "/autonomy"
