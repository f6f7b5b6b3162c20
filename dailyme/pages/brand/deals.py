"""Deals: what both sides signed, checked on the spot, and what became of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Final, cast

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection
from starlette.responses import Response, StreamingResponse

from brand_agent.edge.orders import Counter
from brand_agent.edge.relation.using import use_grant
from brand_agent.edge.sold_pages import At, Deal, deal_of, deals, deals_at
from brand_agent.edge.threads import Thread, read_thread
from brand_agent.fulfilment import UnknownOrderError
from brand_agent.identity import brand_document
from dailyme.pages.brand.deal_rows import row_of
from dailyme.pages.brand.export import as_csv, as_json
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.reason_words import move_words, reason_words, stage_words
from dailyme.pages.shell import Form, NoPageError, is_fragment, needs, posted, render, see
from protocol import Verdict, decode, read_time, ring_of, verdicts
from protocol.fulfilling import may_follow
from protocol.fulfilment import STAGES, Stage
from protocol.profile import read_document
from protocol.terms import ROSTER

router: Final = APIRouter()
PAGE: Final = 50
_MARKETER: Final = [Depends(needs("marketer"))]
_APPROVER: Final = [Depends(needs("approver"))]
_GRAVE: Final[frozenset[Stage]] = frozenset({"cancelled", "refunded"})
"""What an approver alone says."""
_FORWARD: Final = tuple(stage for stage in STAGES if stage not in {*_GRAVE, "handed-off", "placed"})
_AFTER: Final = re.compile(r"([0-9]{1,15})\.([A-Za-z0-9_-]{1,64})")


@router.get("/deals")
async def deal_list(request: Request, office: OfficeDep, stage: str = "", after: str = "") -> Response:
    """Show a part of the list."""
    chosen = next((one for one in STAGES if one == stage), None)
    found = await _part(office, chosen, after)
    last = found[PAGE - 1] if len(found) > PAGE else None
    here = f"/deals?stage={chosen}" if chosen else "/deals?stage="
    return render(
        request,
        "brand/_deals.html" if is_fragment(request) else "brand/deals.html",
        rows=[row_of(one, office.now_ms()) for one in found[:PAGE]],
        stages=[(one, stage_words(one)) for one in STAGES],
        stage=chosen or "",
        newest=here,
        older="" if last is None else f"{here}&after={_place(last, chosen)}",
        is_first=not after,
    )


async def _part(office: Office, stage: Stage | None, after: str) -> Sequence[Deal]:
    if stage is None:
        before = int(after) if re.fullmatch(r"[0-9]{1,15}", after) else None
        return await office.database.read(lambda connection: deals(connection, before=before, most=PAGE + 1))
    found = _AFTER.fullmatch(after)
    place = None if found is None else At(int(found[1]), found[2])
    return await office.database.read(
        lambda connection: deals_at(connection, stage, after=place, most=PAGE + 1)
    )


def _place(deal: Deal, stage: Stage | None) -> str:
    if stage is None or deal.order is None:
        return str(deal.number)
    return f"{deal.order.at_ms}.{deal.order.thread}"


@router.get("/deals/export.csv")
async def csv_file(office: OfficeDep) -> Response:
    """Give all deals for a spreadsheet."""
    return _file(StreamingResponse(as_csv(office.database), media_type="text/csv"), "deals.csv")


@router.get("/deals/export.json")
async def json_file(office: OfficeDep) -> Response:
    """Give all deals with their signed documents."""
    return _file(StreamingResponse(as_json(office.database), media_type="application/json"), "deals.json")


def _file(answer: StreamingResponse, name: str) -> Response:
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    return answer


@router.get("/deals/{thread}")
async def deal(request: Request, office: OfficeDep, thread: str) -> Response:
    """Show a deal."""
    return await _page(request, office, thread, Form())


@router.post("/deals/{thread}/place", dependencies=_MARKETER)
async def place(request: Request, office: OfficeDep, thread: str) -> Response:
    """Say that it was paid, by the code that the customer brought."""
    form, found = await posted(request), await _deal(office, thread)
    code = form.text("code", most=100)
    if code and (found.order is None or found.order.code != code):
        form.blame("code", "This is not the code of this deal.")
    if form.faults:
        return await _page(request, office, thread, form, status=422)
    try:
        await Counter(office.database).redeem(code, at_ms=office.now_ms())
    except UnknownOrderError:
        if found.order is None or found.order.stage != "handed-off":  # it was paid: there is no such field
            raise
        form.blame("code", "Its time is over: the customer's twin can order again.")
        return await _page(request, office, thread, form, status=422)
    return see(request, f"/deals/{thread}", said="It is paid.")


@router.post("/deals/{thread}/stage", dependencies=_MARKETER)
async def stage(request: Request, office: OfficeDep, thread: str) -> Response:
    """Say how far it is."""
    form = await posted(request)
    chosen = form.choice("stage", _FORWARD)
    expected = form.day("expected", required=False)
    if form.faults:
        return await _page(request, office, thread, form, status=422)
    noon = None if expected is None else datetime.combine(expected, time(12), UTC)
    expected_ms = None if noon is None else int(noon.timestamp() * 1000)
    return await _move(request, office, thread, cast("Stage", chosen), expected_ms)


@router.post("/deals/{thread}/cancel", dependencies=_APPROVER)
async def cancel(request: Request, office: OfficeDep, thread: str) -> Response:
    """Say that it will not come; its pieces can be sold again."""
    return await _move(request, office, thread, "cancelled", None)


@router.post("/deals/{thread}/refund", dependencies=_APPROVER)
async def refund(request: Request, office: OfficeDep, thread: str) -> Response:
    """Say that the money was given back."""
    return await _move(request, office, thread, "refunded", None)


async def _move(
    request: Request, office: Office, thread: str, to: Stage, expected_ms: int | None
) -> Response:
    found = await _deal(office, thread)
    if found.order is None:
        raise UnknownOrderError("nothing was ordered in that deal yet")
    counter, at_ms = Counter(office.database), office.now_ms()
    await counter.advance(found.order.agreement, to, at_ms=at_ms, expected_ms=expected_ms)
    return see(request, f"/deals/{thread}", said=f"It is {stage_words(to)} now. The customer is told.")


@router.post("/deals/{thread}/address", dependencies=_MARKETER)
async def address(request: Request, office: OfficeDep, thread: str) -> Response:
    """Show what the customer disclosed to have it delivered; that it was looked at is written down."""
    found = await _deal(office, thread)
    message = "" if found.order is None else found.order.message
    values = await use_grant(office.database, message, "fulfilment", at_ms=office.now_ms())
    return await _page(request, office, thread, Form(), disclosed=values)


async def _deal(office: Office, thread: str) -> Deal:
    found = await office.database.read(lambda connection: deal_of(connection, thread))
    if found is None:
        raise NoPageError("There is no such deal.")
    return found


async def _page(
    request: Request,
    office: Office,
    thread: str,
    form: Form,
    *,
    status: int = 200,
    disclosed: dict[str, object] | None = None,
) -> Response:
    def read(connection: Connection) -> tuple[Deal | None, Thread]:
        return deal_of(connection, thread), read_thread(connection, thread, office.key.public)

    found, said = await office.database.read(read)
    if found is None:
        raise NoPageError("There is no such deal.")
    order, agreement = found.order, found.agreement
    follow = (
        []
        if order is None
        else [one for one in _FORWARD if one != order.stage and may_follow(order.stage, one)]
    )
    checks = checked(found, office)
    return render(
        request,
        "brand/deal.html",
        status=status,
        form=form,
        row=row_of(found, office.now_ms()),
        agreement=agreement,
        persons_terms=ROSTER[agreement.personal_terms],
        agreed_ms=read_time(agreement.agreed),
        thread=thread,
        follow=[(one, stage_words(one)) for one in follow],
        may_cancel=order is not None and order.stage not in _GRAVE and may_follow(order.stage, "cancelled"),
        may_refund=order is not None and order.stage not in {"refunded", "handed-off"},
        checks=checks,
        holds=len(checks) == 2 and all(one.holds for one in checks),
        document=json.dumps(found.document, ensure_ascii=False, indent=2),
        after=[one for one in said.messages if one.envelope.seq > _confirmed(said)],
        at=read_time,
        move_words=move_words,
        reason_words=reason_words,
        disclosed=disclosed,
    )


def _confirmed(thread: Thread) -> int:
    return next((one.envelope.seq for one in thread.messages if one.type == "confirm"), 0)


def checked(deal: Deal, office: Office) -> Sequence[Verdict]:
    """Return the verdict on each signature of *deal*, worked out now: the twin's first, then the brand's."""
    did = office.key.did
    documents = {did: read_document(decode(brand_document(office.key)), did)}
    return verdicts(deal.document, ring_of(documents, read_time(deal.agreement.agreed)))
