"""What the twin did: the log, each entry sealed to the one before, and checking that on the spot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy.exc import DatabaseError
from starlette.responses import Response

from consumer_twin.edge import SqlMemory
from consumer_twin.edge.knowing import SqlKnowing
from consumer_twin.edge.log_pages import log_page
from dailyme.acts.log import shown_entry, verified
from dailyme.acts.stored import BrokenStoreError
from dailyme.outputs_memory import LogEntry, MemoryVerified
from dailyme.pages.shell import posted, render
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.offices import host_of
from dailyme.pages.twin.unchanged import unchanged
from protocol import read_time

router = APIRouter()

_SHOWN: Final = 50
_DID: Final = re.compile(r"did:web:(?:[A-Za-z0-9_-]|%[0-9A-F]{2}|[.:](?=[A-Za-z0-9]))+")


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
    met = await unchanged(home.database, "brands", SqlKnowing(home.database).brands)
    names = {one.brand: one.name for one in met.values()}
    return render(
        request,
        "twin/log.html",
        entries=[_told(shown_entry(one), names) for one in page.entries],
        total=page.total,
        older=page.older,
        first=before is None,
        checked=checked,
    )


def _told(one: LogEntry, names: Mapping[str, str]) -> tuple[LogEntry, int | None, str]:
    """Return an entry, when it was, and its words, in which shops are called by their names."""
    at_ms = None if one.date in {None, "unknown"} else read_time(str(one.date))
    words = _DID.sub(lambda found: names.get(found[0], host_of(found[0])), one.words or "")
    return one, at_ms, words
