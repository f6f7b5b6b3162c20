"""Leaving: everything in one file, and erasing everything here once the person has typed the word."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Final, TextIO

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from consumer_twin.edge import SqlStore
from consumer_twin.edge.knowing import SqlKnowing
from dailyme.acts.leaving import erased, own_files, write_export
from dailyme.outputs_memory import BrandHolds
from dailyme.pages.shell import Form, posted, render
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.unchanged import unchanged
from dailyme.shred import CAVEAT

router = APIRouter()

WORD: Final = "erase"
_CHUNK: Final = 1 << 16


@router.get("/trust/leave")
async def leave(request: Request, home: HomeDep) -> Response:
    """Show what can be taken along, and what erasing removes and can't."""
    return await _page(request, home, Form())


@router.get("/trust/leave/export")
async def export(home: HomeDep) -> Response:
    """Return all that the twin holds as one file; it is written whole before the first byte is sent."""
    file: TextIO = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed when it was sent
    await write_export(home.database, file, home.at)
    file.seek(0)
    day = datetime.fromtimestamp(home.now_ms() / 1000, UTC).date()
    headers = {"content-disposition": f'attachment; filename="my-twin-{day}.json"'}
    return StreamingResponse(_read(file), media_type="application/json", headers=headers)


async def _read(file: TextIO) -> AsyncIterator[bytes]:
    with file:
        while part := await asyncio.to_thread(file.read, _CHUNK):
            yield part.encode()


@router.post("/trust/leave/erase")
async def erase(request: Request, home: HomeDep) -> Response:
    """Overwrite and remove the twin: its store, its prompts, its seed and so its keys."""
    form = await posted(request)
    typed = form.text("word", most=20)
    if typed and typed.lower() != WORD:
        form.blame("word", f"Type the word {WORD}, and nothing is left here.")
    if form.faults:
        return await _page(request, home, form, 422)
    brands = await _brands(home)
    request.app.state.gone = True  # nothing else may open the store from here on
    await home.close()
    done = await asyncio.to_thread(erased, home.at, brands)
    return render(request, "twin/gone.html", done=done)


async def _brands(home: Home) -> list[BrandHolds]:
    """Return what brands have of their own, which can't be taken back."""
    met = await unchanged(home.database, "brands", SqlKnowing(home.database).brands)
    return [
        BrandHolds(brand=one.brand, seller=one.name, threads=one.threads, agreements=one.agreements)
        for one in met.values()
    ]


async def _page(request: Request, home: Home, form: Form, status: int = 200) -> Response:
    brands, in_doubt = await _brands(home), len(await SqlStore(home.database).outstanding())
    return render(
        request,
        "twin/leave.html",
        status=status,
        form=form,
        word=WORD,
        files=[str(path) for path in own_files(home.at)],
        brands=brands,
        in_doubt=in_doubt,
        caveat=CAVEAT,
    )
