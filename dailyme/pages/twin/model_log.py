"""What a language model was asked: every prompt of the ledger, word for word, and where it went."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from dailyme.acts.model import NEVER
from dailyme.model_ledger import ledger_at
from dailyme.pages.shell import render
from dailyme.pages.twin.home import HomeDep
from language.edge.ledger_file import BrokenLedgerError

router = APIRouter()

_SHOWN = 25
WHERE = {
    "nowhere": ("not sent", "plain"),
    "here": ("on this machine", "good"),
    "elsewhere": ("left this machine", "warn"),
}


@router.get("/trust/models")
async def models(request: Request, home: HomeDep, before: int | None = None) -> Response:
    """Show the prompts, newest first, and whether the ledger holds together."""
    broken = ""
    try:
        lines = ledger_at(home.at.places.data).read()
    except BrokenLedgerError as error:
        lines, broken = [], str(error)
    lines.reverse()
    left = [one for one in lines if before is None or one.number < before]
    shown = left[:_SHOWN]
    return render(
        request,
        "twin/models.html",
        lines=shown,
        total=len(lines),
        away=sum(one.prompt.where.value == "elsewhere" and one.prompt.sent for one in lines),
        older=shown[-1].number if len(left) > _SHOWN else None,
        broken=broken,
        model=home.at.settings.model,
        never=NEVER,
        where=WHERE,
    )
