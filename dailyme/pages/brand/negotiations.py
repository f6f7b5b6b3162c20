"""Negotiations: the list that stays quick, and each one with its rounds, margin and reasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from brand_agent.controls import Held, Standing
from brand_agent.edge.controls import read_standing
from brand_agent.edge.overviews import Line, Place, Which, lines
from brand_agent.retold import retold
from brand_agent.steering import held_by
from dailyme.pages.brand.leading import Decided, bounds_for, choices_of, history_of, read_talk, terms_words
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.reason_words import held_words, move_words, reason_words
from dailyme.pages.brand.talk_chart import plot
from dailyme.pages.shell import Form, is_fragment, render
from protocol import Price, read_time

router: Final = APIRouter()
PAGE: Final = 50
_FILTERS: Final[tuple[tuple[Which, str], ...]] = (
    ("all", "All"),
    ("live", "Live"),
    ("waits", "Waiting for approval"),
    ("person", "Led by people"),
    ("stopped", "Stopped"),
    ("agreed", "Agreed"),
    ("ended", "Ended without a deal"),
    ("lapsed", "Ran out"),
)
_PLACE: Final = re.compile(r"([0-9]{1,15})\.([0-9]{1,15})")


@dataclass(frozen=True)
class Row:
    """A line of the list, with what it is worth in words of money."""

    line: Line
    state: str
    kind: str
    listed: Price | None
    ours: Price | None
    theirs: Price | None
    margin: Price | None
    margin_share: float | None
    reason: str


@router.get("/negotiations")
async def negotiations(
    request: Request, office: OfficeDep, which: str = "all", after: str = "", product: str = ""
) -> Response:
    """Show a part of the list."""
    chosen = cast("Which", which) if which in get_args(Which) else "all"
    at_ms, goods = office.now_ms(), product[:200]
    place = _place(after)

    def read(connection: Connection) -> tuple[list[Line], Standing]:
        standing = read_standing(connection)
        above = standing.approve_above_minor
        found = lines(
            connection, chosen, at_ms=at_ms, after=place, product=goods, above_minor=above, most=PAGE + 1
        )
        return list(found), standing

    found, standing = await office.database.read(read)
    rest = {"which": chosen, **({"product": goods} if goods else {})}
    here = f"/negotiations?{urlencode(rest)}"
    last = found[PAGE - 1] if len(found) > PAGE else None
    older = "" if last is None else f"{here}&after={last.changed}.{last.overview.until_ms}"
    return render(
        request,
        "brand/_talks.html" if is_fragment(request) else "brand/negotiations.html",
        rows=[row_of(one, at_ms, standing) for one in found[:PAGE]],
        filters=[one for one in _FILTERS if one[0] != "waits" or standing.approve_above_minor is not None],
        which=chosen,
        product=goods,
        older=older,
        newest=here,
        is_first=place is None,
    )


def _place(after: str) -> Place | None:
    found = _PLACE.fullmatch(after)
    return None if found is None else Place(int(found[1]), int(found[2]))


def row_of(line: Line, at_ms: int, standing: Standing) -> Row:
    """Return *line* as the list shows it."""
    seen = line.overview

    def money(minor: int | None) -> Price | None:
        return None if minor is None else Price(amount=max(0, minor), currency=seen.currency)

    state, kind = state_of(line, at_ms, standing)
    margin, net = seen.margin_minor, seen.net_minor
    return Row(
        line=line,
        state=state,
        kind=kind,
        listed=money(seen.list_minor),
        ours=money(seen.brand_minor),
        theirs=money(seen.twin_minor),
        margin=money(margin),
        margin_share=None if margin is None or not net else margin / net,
        reason=reason_words(seen.reason),
    )


_HELD: Final[Mapping[Held | None, tuple[str, str]]] = {
    None: ("live", "calm"),
    "paused": ("paused", "warn"),
    "stopped": ("stopped", "bad"),
    "person": ("led by a person", "warn"),
    "approval": ("waits for approval", "warn"),
}


def state_of(line: Line, at_ms: int, standing: Standing) -> tuple[str, str]:
    """Return where a negotiation stands, in words, and the kind of badge for it.

    standing: what holds for all of them.
    """
    seen = line.overview
    if seen.phase != "talking":
        return ("agreed", "good") if seen.phase == "agreed" else ("no deal", "plain")
    if seen.until_ms <= at_ms:
        return "ran out", "plain"
    steered = replace(standing, course=line.course, is_approved=line.is_approved)
    return _HELD[steered.held(seen.list_minor)]


@router.get("/negotiations/{thread}")
async def negotiation(request: Request, office: OfficeDep, thread: str) -> Response:
    """Show a negotiation."""
    return await negotiation_page(request, office, thread, Form())


async def negotiation_page(
    request: Request, office: Office, thread: str, form: Form, *, status: int = 200
) -> Response:
    """Return the page of the negotiation *thread*, with what was typed into *form*."""
    talk, at_ms = await read_talk(office, thread), office.now_ms()
    currency = talk.line.overview.currency

    def read(connection: Connection) -> tuple[Standing, Sequence[Decided]]:
        return read_standing(connection, thread), history_of(connection, thread, currency)

    standing, history = await office.database.read(read)
    moves = retold(talk.thread.messages, talk.thread.kept)
    row = row_of(talk.line, at_ms, standing)
    is_open = talk.line.overview.phase == "talking"
    leads = is_open and standing.course == "person" and standing.holder == office.who(request).name
    return render(
        request,
        "brand/negotiation.html",
        status=status,
        form=form,
        row=row,
        thread=thread,
        moves=moves,
        is_open=is_open,
        standing=standing,
        waits=talk.now is not None and is_open and held_by(standing, talk.now) == "approval",
        leads=leads,
        bounds=await bounds_for(office, thread, None) if leads else None,
        choices=[(one.key, one.words) for one in choices_of(talk)],
        plot=plot(moves, currency),
        history=history,
        price=lambda minor: Price(amount=minor, currency=currency),
        at=read_time,
        reason_words=reason_words,
        move_words=move_words,
        held_words=held_words,
        terms_words=terms_words,
    )
