"""The haggling: every talk with a brand, round by round, its signatures checked while the page is made.

The person's limit is drawn for them alone, as a line that they can hide; it stands in no export.
"""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin import disclosed
from consumer_twin.edge.transcripts import SqlTranscripts, TalkLine
from consumer_twin.testimony import Testimony, witness
from dailyme.outputs_demo import Jwk
from dailyme.outputs_wish import ShownThread
from dailyme.pages.shell import NoPageError, render
from dailyme.pages.twin.cards import domain_of
from dailyme.pages.twin.haggle_plot import plotted
from dailyme.pages.twin.home import HomeDep
from dailyme.pages.twin.talk_words import told
from foundation.lookalike import seen
from protocol import State
from protocol.table import AFTER

router = APIRouter()

_PAGE: Final = 25
_OVER: Final = frozenset({"close", "refuse"})
WORDS: Final[dict[str, tuple[str, str]]] = {
    "bought": ("Bought", "good"),
    "doubt": ("Waits for its signature", "warn"),
    "over": ("Over", "plain"),
    "waits": ("Offers stand", "calm"),
    "asking": ("No answer yet", "warn"),
}


@router.get("/haggling")
async def talks(request: Request, home: HomeDep, wish: int = 0, after: str = "") -> Response:
    """List the talks with brands, those of the newest wish first."""
    before = (wish, after) if 0 < wish < 2**53 and after else None
    found = await SqlTranscripts(home.database).newest(_PAGE + 1, before)
    shown, last = found[:_PAGE], found[_PAGE - 1] if len(found) > _PAGE else None
    return render(
        request,
        "twin/haggling.html",
        talks=[(one, seen(one.record.seller.name), *WORDS[_standing(one)]) for one in shown],
        older="" if last is None else f"/haggling?wish={last.record.wish}&after={last.record.id}",
        first=before is None,
    )


@router.get("/haggling/{thread}")
async def talk(request: Request, thread: str, home: HomeDep, limit: str = "show") -> Response:
    """Show a talk round by round."""
    found = await SqlTranscripts(home.database).one(thread)
    if found is None:
        raise NoPageError("There is no such talk.")
    record, wish, kept = found
    testimony = witness(kept)
    rounds = told(testimony, record.seller.id)
    ceiling = wish.wish.ceiling
    return render(
        request,
        "twin/haggle.html",
        record=record,
        wish=wish.wish,
        seller=seen(record.seller.name),
        domain=domain_of(record.seller.id),
        rounds=rounds,
        testimony=testimony,
        broken=[one for one in rounds if not one.witnessed.holds],
        plot=plotted(rounds, ceiling if limit != "hide" else None),
        has_limit=ceiling is not None,
        limit_shown=limit != "hide",
        changed=[one for one in rounds if one.witnessed.message is None],
        state=WORDS[_state(testimony)] if testimony.holds else ("Does not hold", "bad"),
        learnt=_learnt(testimony, record.seller.id, record.step),
        lines=[wish.wish.lines[line].text for line in sorted(record.lines) if line < len(wish.wish.lines)],
    )


@router.get("/haggling/{thread}/export")
async def export(thread: str, home: HomeDep) -> Response:
    """Return the talk as a file: every message as it was signed, and the public keys to check it with."""
    found = await SqlTranscripts(home.database).one(thread)
    if found is None:
        raise NoPageError("There is no such talk.")
    record, _, kept = found
    testimony = witness(kept)
    held = [one.message for one in testimony.messages if one.message is not None]
    shown = ShownThread(
        thread=thread,
        brand=record.seller.id,
        seller=record.seller.name,
        state=str(testimony.state),
        messages=[_value(one.value, one.kept.data) for one in testimony.messages],
        keys={one.key.kid: Jwk.model_validate(one.key.jwk()) for one in held},
        learnt=_learnt(testimony, record.seller.id, record.step),
    )
    verdicts = [{"seq": one.kept.seq, "holds": one.holds, "code": one.code} for one in testimony.messages]
    value = {**shown.model_dump(mode="json", exclude_none=True), "verdicts": verdicts}
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    headers = {"content-disposition": f'attachment; filename="haggling-{thread[:12]}.json"'}
    return Response(text, media_type="application/json", headers=headers)


def _value(value: dict[str, Any] | None, data: bytes) -> dict[str, Any]:
    return {"unreadable": data.decode("utf-8", "replace")} if value is None else value


def _learnt(testimony: Testimony, brand: str, step: int | None) -> list[str]:
    if not testimony.holds:
        return []
    said = [one.message for one in testimony.messages if one.message is not None]
    return list(disclosed(said, brand, step))


def _standing(line: TalkLine) -> str:
    if line.agreed:
        return "bought"
    if line.ends in _OVER:
        return "over"
    if line.by_twin:
        return "doubt" if line.ends == "accept" else "asking"
    return "waits"


def _state(testimony: Testimony) -> str:
    state = testimony.state
    if state in AFTER:
        return "bought"
    if state is State.ACCEPTED:
        return "doubt"
    if state in {State.CLOSED, State.CLOSING}:
        return "over"
    return "waits" if testimony.talk.offers else "asking"
