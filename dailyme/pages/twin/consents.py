"""The consent ledger: who has what, for what, since and until when, the proof; and taking it back."""

from __future__ import annotations

import json
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge.consents import KINDS, CameWithOrderError, Consents, NoSuchGrantError
from consumer_twin.edge.knowing import SqlKnowing
from consumer_twin.edge.letters import SqlLetters
from consumer_twin.edge.relate import Relate
from consumer_twin.relation.ledger import claims, consents
from dailyme.pages.shell import NoPageError, posted, render, see
from dailyme.pages.twin.home import HomeDep
from dailyme.pages.twin.knowledge import all_known
from dailyme.pages.twin.offices import host_of, tag_of, tried
from dailyme.pages.twin.trust_words import STATES, field_words, purpose_words
from dailyme.pages.twin.unchanged import newest_orders, remembered

router = APIRouter()

_SHOWN: Final = 50


@router.get("/trust/consents")
async def ledger(request: Request, home: HomeDep, before: int | None = None) -> Response:
    """Show the ledger, newest first."""
    held = consents(await SqlLetters(home.database).to(kinds=KINDS), home.now_ms())
    told = claims(await remembered(home.database, "claimed"))
    orders = (
        await newest_orders(home.database, None, _SHOWN)
        if before is None
        else await SqlKnowing(home.database).orders(before=before, most=_SHOWN)
    )
    newest = held[::-1]
    return render(
        request,
        "twin/consents.html",
        live=[one for one in newest if one.state in {"live", "in-doubt"}],
        ended=[one for one in newest if one.state not in {"live", "in-doubt"}][:_SHOWN],
        told=told[::-1][:_SHOWN],
        orders=orders,
        names={one.brand: one.name for one in await all_known(home)},
        states=STATES,
        field_words=field_words,
        purpose_words=purpose_words,
        tag_of=tag_of,
        host_of=host_of,
    )


@router.post("/trust/consents/revoke")
async def revoke(request: Request, home: HomeDep) -> Response:
    """Take a grant back, with the key that gave it."""
    form = await posted(request)
    grant, back = form.text("grant", most=64), "/trust/consents"

    async def act(relate: Relate) -> str:
        try:
            sent = await Consents(relate, home.database).revoke(grant)
        except (NoSuchGrantError, CameWithOrderError) as error:
            return f"{str(error)[:1].upper()}{str(error)[1:]}."
        kept = [] if sent.answer is None else sent.answer.value["body"].get("kept", [])
        law = f" The law makes it keep {', '.join(map(field_words, kept))}." if kept else ""
        return f"Taken back. The shop says that it erased what it had under it.{law}"

    if form.faults:
        return see(request, back, said="There is no such consent.")
    return await tried(request, home, back, act)


@router.get("/trust/consents/{grant}.json")
async def proof(grant: str, home: HomeDep) -> Response:
    """Return the signed grant and the signed answer, with the keys that both verify with."""
    sent = await SqlLetters(home.database).sent(grant)
    if sent is None or sent.letter.type != "disclose":
        raise NoPageError("There is no such consent.")
    signed = [sent.letter] if sent.answer is None else [sent.letter, sent.answer]
    shown = {
        "grant": sent.letter.value,
        "receipt": None if sent.answer is None else sent.answer.value,
        "keys": {one.key.kid: one.key.jwk() for one in signed},
    }
    headers = {"content-disposition": 'attachment; filename="consent.json"'}
    return Response(
        json.dumps(shown, indent=1, ensure_ascii=False), media_type="application/json", headers=headers
    )
