"""Deals: what both signed, held against both signatures on the spot, and what can be said next.

Spec: spec/80-agree.md (AGREE-11), spec/85-fulfil.md.
"""

from __future__ import annotations

import json
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin import TwinError
from consumer_twin.edge import SqlStore
from consumer_twin.edge.bought import SqlBought
from dailyme.acts.deal import Say
from dailyme.errors import UsageError
from dailyme.pages.shell import Form, NoPageError, posted, render, see
from dailyme.pages.twin.cards import domain_of
from dailyme.pages.twin.deal_says import SAID, body_in
from dailyme.pages.twin.deal_view import DealView, deal_in, saved_by, signed_in, viewed, words_of
from dailyme.pages.twin.deal_words import CONDITIONS, HOWS, RETURNS, may_say, remedy_words, standing
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.terms import blocks, of_terms
from foundation.lookalike import seen
from protocol import ProtocolError, read_time, write_time

router = APIRouter()

_PAGE: Final = 25


@router.get("/deals")
async def deals(request: Request, home: HomeDep, at: int = 0, after: str = "") -> Response:
    """List what was bought, newest first."""
    before = (at, after) if 0 < at < 2**53 and after else None
    found = await SqlBought(home.database).newest(_PAGE + 1, before)
    last = found[_PAGE - 1] if len(found) > _PAGE else None
    views = [await viewed(home.database, one, home.now_ms()) for one in found[:_PAGE]]
    return render(
        request,
        "twin/deals.html",
        deals=[(one, *words_of(one)) for one in views],
        older="" if last is None else f"/deals?at={last.at_ms}&after={last.offer}",
        first=before is None,
    )


@router.get("/deals/of/{offer}")
async def of_offer(request: Request, offer: str, home: HomeDep) -> Response:
    """Go to the deal that the accept of an offer made."""
    found = await SqlBought(home.database).of_offer(offer)
    if found is None:
        raise NoPageError("There is no deal on that offer.")
    return see(request, f"/deals/{found.thread}")


@router.get("/deals/{thread}")
async def deal(request: Request, thread: str, home: HomeDep) -> Response:
    """Show a deal, its signatures checked just now."""
    return await _page(request, home, await deal_in(home, thread), Form())


@router.get("/deals/{thread}/agreement.json")
async def document(thread: str, home: HomeDep) -> Response:
    """Return the signed agreement as a file, with the public keys to check it with."""
    await deal_in(home, thread)
    signed = await signed_in(home, thread)
    keys = {kid: jwk.model_dump(exclude_none=True) for kid, jwk in signed.keys.items()}
    value = {"agreement": signed.document, "keys": keys}
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    headers = {"content-disposition": f'attachment; filename="agreement-{thread[:12]}.json"'}
    return Response(text, media_type="application/json", headers=headers)


@router.post("/deals/{thread}/{move}")
async def say(request: Request, thread: str, move: str, home: HomeDep) -> Response:
    """Say what comes next about a deal; what was not answered before is sent again first."""
    form = await posted(request)
    view = await deal_in(home, thread)
    if view.deal is None:
        raise NoPageError("This deal does not hold; nothing is said about it.")
    body, values = body_in(form, move)
    if body is None or form.faults:
        return await _page(request, home, view, form, status=422)
    try:
        async with home.deals() as ways:
            held = await ways.settle(await ways.named(view.deal.hash))
            now = ways.exchange.clock(0)
            made: Say = body
            await ways.say(held, lambda committed: made(held, committed, write_time(now)), values)
    except (TwinError, UsageError, ProtocolError) as error:
        form.blame("move", f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return await _page(request, home, await deal_in(home, thread), form, status=409)
    return see(request, f"/deals/{thread}", said=SAID[move])


async def _page(request: Request, home: Home, view: DealView, form: Form, *, status: int = 200) -> Response:
    if view.deal is None or view.shown is None:
        return render(request, "twin/deal_broken.html", status=status, view=view)
    signed = await signed_in(home, view.bought.thread)
    one, said = view.deal, signed.verdicts
    option = await SqlStore(home.database).option(view.bought.offer)
    public = None if option is None else option.public_total
    return render(
        request,
        "twin/deal.html",
        status=status,
        view=view,
        deal=view.shown,
        seller=seen(view.shown.seller),
        title=seen(view.shown.title),
        domain=domain_of(view.shown.brand),
        stands=standing(view.shown),
        rows=of_terms(one.agreement.deal.terms),
        saved=saved_by(view.bought.total, public),
        agreed_ms=read_time(one.agreement.agreed),
        promised_ms=one.promised_ms,
        verdicts=list(zip(("You", seen(view.shown.seller)), said, strict=False)),
        holds=len(said) == 2 and all(found.holds for found in said),
        fingerprint=blocks(one.hash),
        signed=json.dumps(signed.document, indent=2, ensure_ascii=False),
        may=may_say(view.shown),
        remedy="" if view.shown.remedy is None else remedy_words(view.shown.remedy),
        fields=[(name, name.replace("-", " ").capitalize()) for name in view.shown.fields or ()],
        conditions=CONDITIONS,
        returns=RETURNS,
        hows=HOWS,
        form=form,
    )
