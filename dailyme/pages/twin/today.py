"""Today: what was sensed, and the best options of every wish that was followed, in the order of their worth.

Nobody pays for a place here, and nothing here is sponsored.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge import SqlStanding
from dailyme.acts.aim import AimFlags
from dailyme.acts.here import Here
from dailyme.acts.sense import confirm, dismiss
from dailyme.pages.shell import NoPageError, is_fragment, render, see
from dailyme.pages.twin.cards import ONLY, SORTS, Only, Sort, grouped
from dailyme.pages.twin.dates import day_ms, long_day, with_days
from dailyme.pages.twin.home import HomeDep
from dailyme.pages.twin.needs import needs_of
from dailyme.pages.twin.rounds import rounds_of
from dailyme.pages.twin.search import searches_of
from dailyme.pages.twin.wish_cards import recent
from foundation.lookalike import seen

router = APIRouter()

_WISHES: Final = 16
"""Wishes that the page looks back on; all of them stand under Wishes."""
_SENSED: Final = 3
_NOT_NOW_DAYS: Final = 14


@router.get("/")
async def today(
    request: Request, home: HomeDep, sort: str = "best", only: str = "all", group: str = ""
) -> Response:
    """Show the day; who has not begun yet is shown how."""
    searches = searches_of(request)
    lines = await recent(home.database, home.now_ms(), most=_WISHES)
    running = {one.record.number: one for one in searches.running}
    kept = await SqlStanding(home.database).newest(1)
    needs = needs_of(request)
    found = await needs.open()
    if not (lines or kept or found or needs.working or is_fragment(request)):
        return await start(request, home)
    shown = [one for one in lines if one.wish not in running]
    return render(
        request,
        "twin/today_part.html" if is_fragment(request) else "twin/today.html",
        needs=found[:_SENSED],
        more_needs=len(found[_SENSED:]),
        now=[one for one in shown if one.current],
        before=[one for one in shown if not one.current],
        running=tuple(running.values()),
        rounds=rounds_of(request),
        kept=bool(kept),
        sort=_sort(sort),
        only=_only(only),
        group=group == "product",
        sorts=SORTS,
        onlys=ONLY,
        grouped=grouped,
        day_ms=day_ms,
        seen=seen,
        worded=searches_of(request).words,
        with_days=with_days,
        long_day=long_day,
    )


@router.get("/start")
async def start(request: Request, home: HomeDep) -> Response:
    """Ask for the first wish, and say what stays on this machine."""
    at = home.at
    return render(
        request,
        "twin/start.html",
        store=at.store.removeprefix("sqlite:///"),
        seed=_seed_words(at),
        settings=at.settings,
        settings_file=str(at.places.settings),
    )


@router.get("/suggestions")
async def suggestions(request: Request, home: HomeDep) -> Response:
    """Show everything that is sensed."""
    return render(request, "twin/suggestions.html", needs=await needs_of(request).open(), with_days=with_days)


@router.post("/suggestions/{id}/{answer}")
async def answer_suggestion(request: Request, id: str, answer: str, home: HomeDep) -> Response:
    """Look for what was sensed, or leave it for now, or for good."""
    database, at_ms, needs = home.database, home.now_ms(), needs_of(request)
    match answer:
        case "confirm":
            one, number = await confirm(database, id, AimFlags(), home.at, at_ms)
            needs.answered(one.id)
            rounds_of(request).start()
            return see(request, f"/wishes/{number}", said=f"Your twin looks for {one.title}.")
        case "not-now":
            one, _ = await dismiss(database, id, _NOT_NOW_DAYS, at_ms)
            needs.answered(one.id)
            return see(request, "/", said=f"{one.title}: not for the next {_NOT_NOW_DAYS} days.")
        case "never":
            one, _ = await dismiss(database, id, None, at_ms)
            needs.answered(one.id)
            return see(request, "/", said=f"{one.title} won't be suggested again.")
        case _:
            raise NoPageError


@router.post("/today/look")
async def look_around(request: Request, home: HomeDep) -> Response:
    """Look around for every standing wish."""
    begun = rounds_of(request).start()
    return see(request, "/", said="Your twin looks around." if begun else "Your twin looks already.")


def _sort(text: str) -> Sort:
    return next((one for one in SORTS if one == text), "best")


def _only(text: str) -> Only:
    return next((one for one in ONLY if one == text), "all")


def _seed_words(at: Here) -> str:
    if at.places.seed.exists():
        return "encrypted with your passphrase"
    test = at.places.seed.with_name(f"test-{at.places.seed.name}").exists()
    return "a test seed, for trying things out" if test else "made when you run `dailyme init`"
