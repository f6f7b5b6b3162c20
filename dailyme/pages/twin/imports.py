"""Import of one's own order history: what a file holds is shown first; a yes keeps it, and can be undone."""

from __future__ import annotations

import asyncio
import secrets
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_adapters import CatalogError
from consumer_twin.edge import Counts, SqlImports
from consumer_twin.errors import TwinError
from consumer_twin.history import HistorySettings, NotAHistoryError, UnknownColumnError, day_of
from dailyme.pages.shell import Form, Upload, posted, render, see
from dailyme.pages.twin.dates import day_ms
from dailyme.pages.twin.history_file import LAYOUTS, Pending, read_file
from dailyme.pages.twin.home import Home, HomeDep
from foundation.reading import DayOrder

router = APIRouter()

_ORDERS: Final[dict[str, DayOrder]] = {"dmy": "dmy", "mdy": "mdy"}
_COLUMNS: Final = (
    ("date", "Day of the order"),
    ("title", "What it is called"),
    ("price", "Price of one piece"),
)


@router.get("/imports")
async def imports(request: Request, home: HomeDep) -> Response:
    """Ask for a file, and list what was imported."""
    return await _page(request, home, Form())


@router.post("/imports/preview")
async def preview(request: Request, home: HomeDep) -> Response:
    """Show what a file holds; nothing is kept."""
    form, pending = await posted(request), _pending(request)
    again = pending is not None and pending.mark == form.typed("mark") and "history" not in form.files
    upload = pending.read.upload if again and pending is not None else form.file("history")
    settings = _settings(form, home)
    if upload is None or form.faults:
        return await _page(request, home, form, status=422)
    try:
        await _hold(request, home, upload, settings)
    except UnknownColumnError as error:
        form.blame("history", f"{_sentence(error)} Say below which column is which.")
    except NotAHistoryError as error:
        form.blame("history", f"{_sentence(error)} {error.advice}")
    except (CatalogError, TwinError) as error:
        form.blame("history", _sentence(error))
    if form.faults:
        return await _page(request, home, form, status=422)
    return _preview(request, form)


@router.post("/imports/keep")
async def keep(request: Request, home: HomeDep) -> Response:
    """Keep what was shown: all that is new of it, or nothing."""
    form, pending = await posted(request), _pending(request)
    if pending is None or pending.mark != form.text("mark", most=40):
        return see(request, "/imports", said="That file is no longer here. Choose it once more.")
    kept = await SqlImports(home.database).keep(pending.read.spool, pending.read.about, home.now_ms())
    _let_go(request)
    if kept.number is None:
        return see(request, "/imports", said="Nothing in it was new, so nothing was kept.")
    return see(
        request, "/imports", said=f"Kept: {kept.counts.new:,} new, {_known(kept.counts)} known already."
    )


@router.post("/imports/drop")
async def drop(request: Request) -> Response:
    """Let go of what was shown."""
    _let_go(request)
    return see(request, "/imports", said="Nothing was kept.")


@router.post("/imports/{number}/undo")
async def undo(request: Request, number: int, home: HomeDep) -> Response:
    """Take an import back."""
    gone = await SqlImports(home.database).undo(number, home.now_ms())
    return see(request, "/imports", said=f"Taken back: {gone:,} purchases are forgotten.")


async def _hold(request: Request, home: Home, upload: Upload, settings: HistorySettings) -> None:
    """Read *upload* and hold it, in the place of what was held before."""
    read = await asyncio.to_thread(read_file, upload, settings)
    counts = await SqlImports(home.database).preview(read.spool)
    _let_go(request)
    request.app.state.pending_import = Pending(secrets.token_urlsafe(16), read, counts)


def _settings(form: Form, home: Home) -> HistorySettings:
    """Return how the file is to be read, by what the person says of it."""
    columns = {name: form.text(f"column-{name}", required=False) for name, _ in _COLUMNS}
    order = form.choice("order", _ORDERS, required=False)
    mark = form.choice("decimal", {".", ","}, required=False)
    currency = form.text("currency", most=3, required=False).upper()
    if currency and not (currency.isalpha() and currency.isascii() and len(currency) == 3):
        form.blame("currency", "Write three letters, such as USD.")
    return HistorySettings(
        today=day_of(home.now_ms()),
        columns={name: column for name, column in columns.items() if column},
        currency=currency or None,
        day_order=_ORDERS.get(order),
        decimal_mark="." if mark == "." else "," if mark == "," else None,
    )


async def _page(request: Request, home: Home, form: Form, *, status: int = 200) -> Response:
    done = await SqlImports(home.database).all()
    return render(
        request,
        "twin/imports.html",
        status=status,
        form=form,
        done=[(one, one.facts or {}) for one in reversed(done)],
        fields=_COLUMNS,
    )


def _preview(request: Request, form: Form) -> Response:
    pending = _pending(request)
    assert pending is not None
    return render(
        request,
        "twin/import_preview.html",
        form=form,
        pending=pending,
        read=pending.read,
        counts=pending.counts,
        known=_known(pending.counts),
        layout=LAYOUTS[pending.read.about.layout],
        fields=_COLUMNS,
        day_ms=day_ms,
    )


def _pending(request: Request) -> Pending | None:
    found: Pending | None = getattr(request.app.state, "pending_import", None)
    return found


def _let_go(request: Request) -> None:
    pending = _pending(request)
    if pending is not None:
        pending.read.close()
        request.app.state.pending_import = None


def _known(counts: Counts) -> int:
    return counts.known + counts.repeated


def _sentence(error: Exception) -> str:
    text = str(error).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
