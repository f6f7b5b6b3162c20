"""A wish typed: shown back as understood, then looked for now, or kept until it is found.

Spec: spec/10-wish.md (WISH-20 to WISH-24).
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin import WishLine
from consumer_twin.edge import SqlStanding, SqlStore
from consumer_twin.edge.autonomy import SqlAutonomy
from consumer_twin.errors import BadWishError
from consumer_twin.standing import Aim
from consumer_twin.wish.lines import MAX_LINES, MAX_TEXT
from dailyme.acts.aim import end_of
from dailyme.acts.parse import today_of
from dailyme.errors import UsageError
from dailyme.pages.shell import Form, NoPageError, posted, render, see
from dailyme.pages.twin.dates import day_ms
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.rounds import rounds_of
from dailyme.pages.twin.search import searches_of
from dailyme.pages.twin.understood import CONDITIONS, Understood, understood, wish_in
from dailyme.pages.twin.wish_cards import of_wish
from foundation.lookalike import seen

router = APIRouter()


@router.get("/wishes/new")
async def new_wish(request: Request) -> Response:
    """Ask for a wish."""
    return render(request, "twin/say.html")


@router.post("/wishes/read")
async def read_it(request: Request, home: HomeDep) -> Response:
    """Show a wish as it was understood; nothing is looked for, nothing is kept."""
    form = await posted(request)
    text = form.text("text", most=MAX_TEXT)
    read = None
    if not form.faults:
        try:
            read = understood(text, home.at.settings, today_of(None, None))
        except BadWishError as error:
            form.blame("text", _sentence(error))
    if read is None:
        return render(request, "twin/say.html", status=422, form=form)
    return _fields(request, read, Form())


@router.post("/wishes/look")
async def look_now(request: Request, home: HomeDep) -> Response:
    """Look for the wish now, behind the pages."""
    form = await posted(request)
    found = wish_in(form, home.at.settings, today_of(None, None))
    if found is None:
        return _again(request, home, form)
    wish, places = found
    await SqlAutonomy(home.database).leave()  # a pause, and a seed that can't be opened, are told here
    home.seed()
    record = await SqlStore(home.database).begin(wish, home.now_ms())
    searches_of(request).start(record, places)
    return see(request, f"/looking/{record.number}")


@router.post("/wishes/keep")
async def keep_looking(request: Request, home: HomeDep) -> Response:
    """Keep the wish until it is found, given up or over; and look around for the first time."""
    form = await posted(request)
    found = wish_in(form, home.at.settings, today_of(None, None))
    until_ms = until_in(form, home.now_ms())
    if found is None or form.faults:
        return _again(request, home, form)
    wish, places = found
    kept = await SqlStanding(home.database).add(Aim(wish, places, until_ms=until_ms), home.now_ms())
    rounds_of(request).start()
    return see(request, f"/wishes/{kept.number}", said="Your twin keeps looking. It has begun.")


@router.get("/looking/{number}")
async def looking(request: Request, number: int, home: HomeDep) -> Response:
    """Show what is known of a wish that is looked for; once that is over, its options."""
    lines = await of_wish(home.database, number, home.now_ms())
    if lines is None:
        raise NoPageError("There is no such wish.")
    search = searches_of(request).of(number)
    return render(
        request,
        "twin/looking_part.html" if request.headers.get("hx-request") == "true" else "twin/looking.html",
        number=number,
        lines=lines,
        search=search,
        day_ms=day_ms,
        seen=seen,
        worded=searches_of(request).words,
        wish=(await SqlStore(home.database).wish(number)).wish,
    )


@router.post("/looking/{number}/again")
async def look_again(request: Request, number: int, home: HomeDep) -> Response:
    """Look once more for a wish that was looked for before, where the settings or its shops say."""
    try:
        before = await SqlStore(home.database).wish(number)
    except LookupError:
        raise NoPageError("There is no such wish.") from None
    wish = before.wish
    form = Form({"lines": (str(len(wish.lines)),)})
    read = Understood(wish.text, wish.lines, wish.ceiling, market=home.at.settings.market or "")
    return _fields(request, read, form)


def until_in(form: Form, at_ms: int) -> int | None:
    """Return when a wish is over by the field `until`; None for never."""
    day = form.day("until", required=False)
    if day is None:
        return None
    try:
        return end_of(day.isoformat(), at_ms)
    except UsageError:
        form.blame("until", "Give a day that is still to come.")
        return None


def _again(request: Request, home: Home, form: Form) -> Response:
    """Show the fields once more, as they were filled in, with what is wrong at each."""
    count = form.typed("lines", "1")
    lines = min(int(count), MAX_LINES) if count.isdecimal() and len(count) < 4 else 1
    blank = Understood(form.typed("text"), (WishLine(""),) * max(1, lines))
    try:
        read = understood(blank.text, home.at.settings, today_of(None, None))
    except BadWishError:
        read = blank
    shown = read if len(read.lines) == len(blank.lines) else blank
    return _fields(request, shown, form, status=422)


def _fields(request: Request, read: Understood, form: Form, *, status: int = 200) -> Response:
    return render(
        request,
        "twin/understood.html",
        status=status,
        read=read,
        form=form,
        conditions=CONDITIONS,
        earliest=today_of(None, None),
    )


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."
