"""How near a brand may come: stepping down to a lower rung, and ending what it may write."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge.mail import Mail
from consumer_twin.edge.relate import Relate
from consumer_twin.edge.subscriptions import SqlSubscriptions
from dailyme.acts.climbing import stepped_down_to
from dailyme.pages.shell import NoPageError, posted, see
from dailyme.pages.twin.home import HomeDep
from dailyme.pages.twin.offices import tried
from dailyme.pages.twin.saw import known_by
from dailyme.pages.twin.trust_words import RUNGS

router = APIRouter()

LOWER: Final = {
    "guest": (),
    "known": ("guest",),
    "registered": ("known", "guest"),
    "repeat": ("known", "guest"),
}
"""The rungs below each."""


@router.post("/trust/brands/{tag}/step-down")
async def step_down(request: Request, tag: str, home: HomeDep) -> Response:
    """Step down; it holds at home whatever the brand answers."""
    form, one = await posted(request), await known_by(home, tag)
    to, back = form.choice("to", LOWER[one.rung]), f"/trust/brands/{tag}"
    if form.faults:
        return see(request, back, said="You stand there already, or lower.")

    async def act(relate: Relate) -> str:
        done = await stepped_down_to(relate, one.brand, to)
        said = f"To {one.name} you are “{RUNGS[done.rung][0]}” from now on."
        return (
            said if done.confirmed else f"{said} It has not answered yet; step down again later to tell it."
        )

    return await tried(request, home, back, act)


@router.post("/trust/brands/{tag}/unsubscribe")
async def unsubscribe(request: Request, tag: str, home: HomeDep) -> Response:
    """End a subscription, at once here; the brand is told if it can be reached."""
    form, one = await posted(request), await known_by(home, tag)
    number, back = form.count("number", least=1, most=10**9), f"/trust/brands/{tag}"
    found = next((each for each in one.news if each.number == number), None)
    if found is None:
        raise NoPageError("There is no such subscription.")

    async def act(relate: Relate) -> str:
        ended = await Mail(relate, SqlSubscriptions(home.database)).unsubscribe(found)
        later = "" if ended.told else " It can't be reached now, and is told later; what comes is dropped."
        return f"Ended. {one.name} may not write about that any more.{later}"

    return await tried(request, home, back, act)
