"""Trust: who knows what of the person, at a glance, and the ways to each part of it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge import SqlMemory
from dailyme.pages.shell import render
from dailyme.pages.twin.home import HomeDep
from dailyme.pages.twin.knowledge import all_known
from dailyme.pages.twin.trust_words import RUNGS, field_words

router = APIRouter()

_SHOWN = 50
"""Brands in the table; those that know most come first."""


@router.get("/trust")
async def trust(request: Request, home: HomeDep, all: str = "") -> Response:
    """Show who knows what."""
    known = await all_known(home)
    return render(
        request,
        "twin/trust.html",
        brands=known if all else known[:_SHOWN],
        more=0 if all else max(0, len(known) - _SHOWN),
        again=sum(one.climb.known for one in known),
        holding=sum(bool(one.fields) for one in known),
        details=sorted({name for one in known for name in one.fields}),
        may_write=sum(one.open_news for one in known),
        entries=(await SqlMemory(home.database).head()).count,
        rungs=RUNGS,
        field_words=field_words,
    )
