"""What the twin did: the log, each entry sealed to the one before, and checking that on the spot."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy.exc import DatabaseError
from starlette.responses import Response

from consumer_twin.edge import SqlMemory
from consumer_twin.edge.log_pages import log_page
from dailyme.acts.log import shown_entry, verified
from dailyme.acts.stored import BrokenStoreError
from dailyme.outputs_memory import MemoryVerified
from dailyme.pages.shell import posted, render
from dailyme.pages.twin.home import Home, HomeDep

router = APIRouter()

_SHOWN: Final = 50


@router.get("/trust/log")
async def log(request: Request, home: HomeDep, before: int | None = None) -> Response:
    """Show the log, newest first."""
    return await _page(request, home, before, None)


@router.post("/trust/log")
async def check(request: Request, home: HomeDep) -> Response:
    """Check every entry against the one before, and show what came of it."""
    await posted(request)
    try:
        checked = await verified(SqlMemory(home.database))
    except DatabaseError:
        raise _unreadable() from None
    return await _page(request, home, None, checked)


def _unreadable() -> BrokenStoreError:
    return BrokenStoreError(
        "The file of your twin can't be read", "Put back a copy of it. Nothing was changed."
    )


async def _page(request: Request, home: Home, before: int | None, checked: MemoryVerified | None) -> Response:
    try:
        page = await log_page(home.database, before, _SHOWN)
    except DatabaseError:
        raise _unreadable() from None
    return render(
        request,
        "twin/log.html",
        entries=[shown_entry(one) for one in page.entries],
        total=page.total,
        older=page.older,
        first=before is None,
        checked=checked,
    )
