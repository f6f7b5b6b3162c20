"""Standing wishes: what the twin goes on looking for; listed, edited, paused, ended. Shared with nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge import SqlStanding
from consumer_twin.edge.shown import SqlShown
from consumer_twin.standing import Aim, StandingWish, Step, UnknownWishError
from dailyme.acts.parse import today_of
from dailyme.acts.standing import shown_standing
from dailyme.pages.shell import Form, NoPageError, posted, render, see
from dailyme.pages.twin.dates import last_day_of
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.looking import until_in
from dailyme.pages.twin.rounds import rounds_of
from dailyme.pages.twin.understood import CONDITIONS, of_aim, wish_in
from dailyme.pages.twin.wish_cards import LineCards, of_wish

router = APIRouter()

_STEPS: Final[dict[str, tuple[Step, str]]] = {
    "pause": ("paused", "Paused. Your twin does not look for it until you let it go on."),
    "resume": ("resumed", "Your twin looks for it again."),
    "done": ("done", "Done. Your twin no longer looks for it."),
}
_PAGE: Final = 50


@router.get("/wishes")
async def wishes(request: Request, home: HomeDep, done: str = "", before: int = 0) -> Response:
    """List the standing wishes, newest first."""
    kept = SqlStanding(home.database)
    found = await kept.newest(_PAGE + 1, done=done == "yes", before=before if before > 0 else None)
    at_ms = home.now_ms()
    return render(
        request,
        "twin/wishes.html",
        wishes=[(one, shown_standing(one, (), at_ms)) for one in found[:_PAGE]],
        older=found[_PAGE - 1].number if len(found) > _PAGE else 0,
        done=done == "yes",
    )


@router.get("/wishes/{number}")
async def one_wish(request: Request, number: int, home: HomeDep) -> Response:
    """Show a standing wish as it is understood, and let it be changed."""
    return await _page(request, home, await _one(home, number), Form())


@router.post("/wishes/{number}")
async def edit_wish(request: Request, number: int, home: HomeDep) -> Response:
    """Change what a standing wish says; the twin looks at it anew."""
    form = await posted(request)
    before = await _one(home, number)
    files = before.aim.places.sources
    found = wish_in(form, home.at.settings, today_of(None, None), files)
    until_ms = until_in(form, home.now_ms())
    if found is None or form.faults:
        return await _page(request, home, before, form, status=422)
    wish, places = found

    def change(aim: Aim) -> Aim:
        same = replace(wish, categories=aim.wish.categories, spare_share=aim.wish.spare_share)
        return replace(aim, wish=same, places=places, until_ms=until_ms)

    await SqlStanding(home.database).edit(number, change, home.now_ms())
    return see(request, f"/wishes/{number}", said="Changed. Your twin looks at it anew next time.")


@router.post("/wishes/{number}/{step}")
async def step_wish(request: Request, number: int, step: str, home: HomeDep) -> Response:
    """Pause, resume or end a standing wish; or look around for it now."""
    if step == "look":
        begun = rounds_of(request).start()
        return see(request, "/", said="Your twin looks around." if begun else "Your twin looks already.")
    if step not in _STEPS:
        raise NoPageError
    taken, said = _STEPS[step]
    await SqlStanding(home.database).step(number, taken, home.now_ms())
    return see(request, "/wishes", said=said)


async def _one(home: Home, number: int) -> StandingWish:
    try:
        return await SqlStanding(home.database).one(number)
    except UnknownWishError:
        raise NoPageError("There is no such wish.") from None


async def _page(
    request: Request, home: Home, wish: StandingWish, form: Form, *, status: int = 200
) -> Response:
    history = (await SqlStanding(home.database).history()).get(wish.number, ())
    today = today_of(None, None)
    return render(
        request,
        "twin/standing.html",
        status=status,
        wish=wish,
        shown=shown_standing(wish, history, home.now_ms()),
        found=await _found(home, wish.number),
        read=of_aim(wish.aim, last_day_of(wish.aim.until_ms), today),
        form=form,
        conditions=CONDITIONS,
        earliest=today,
    )


async def _found(home: Home, number: int) -> tuple[LineCards, ...]:
    """Return what the last look for standing wish *number* came to."""
    last = await SqlShown(home.database).round_of(number)
    lines = None if last is None else await of_wish(home.database, last, home.now_ms())
    return lines or ()
