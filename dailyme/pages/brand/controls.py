"""Controls: the switch in every page's header, and what is decided about one negotiation.

What is written here holds from the next answer of the serving process on: it reads it there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response
from starlette.routing import Match

from brand_agent.edge.controls import controls_of
from brand_agent.edge.steward import Steward
from dailyme.pages.brand.going_on import going_on
from dailyme.pages.brand.leading import Choice, Talk, bounds_for, choices_of, read_talk
from dailyme.pages.brand.negotiations import negotiation_page
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.reason_words import control_words
from dailyme.pages.brand.sessions import staff
from dailyme.pages.shell import Form, needs, posted, render, see
from protocol import Price
from protocol.money import major

router: Final = APIRouter()
PAUSED: Final = "Your agent is paused. What it offered stays firm; nothing new is offered."
GOING: Final = "Your agent may go on."
_MARKETER: Final = [Depends(needs("marketer"))]
_APPROVER: Final = [Depends(needs("approver"))]


async def know_pause(request: Request, office: OfficeDep) -> None:
    """Note for the page's header since when the agent is paused, if it is."""
    standing = await Steward(office.database).standing()
    last = await office.database.read(lambda connection: controls_of(connection, "", most=20))
    since = next((one.at_ms for one in last if one.kind == "pause"), 0)
    request.state.paused_ms = since if standing.is_paused else None


@router.post("/controls/pause", dependencies=_MARKETER)
async def pause(request: Request, office: OfficeDep) -> Response:
    """Pause the agent; whoever did it stays on the page where they were."""
    form = await posted(request)
    why = form.text("why", most=300, required=False)
    await Steward(office.database).pause(office.who(request).name, why, at_ms=office.now_ms())
    return see(request, _back(request, form), said=PAUSED)


@router.post("/controls/go", dependencies=_MARKETER)
async def go(request: Request, office: OfficeDep) -> Response:
    """Propose that the agent goes on; it does when somebody else approves, or one person runs the shop."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    why = form.text("why", most=300, required=False)
    if await office.database.write(lambda connection: going_on(connection, who, why, at_ms=at_ms)):
        return see(request, _back(request, form), said=GOING)
    return see(request, "/guardrails", said="The agent goes on when somebody else approves it.")


def _back(request: Request, form: Form) -> str:
    """Return the page that the form names, if it is one of ours."""
    path = form.typed("back", "/negotiations")
    asked = {"type": "http", "method": "GET", "path": path, "headers": []}
    ours = any(one.matches(asked)[0] is Match.FULL for one in request.app.router.routes)
    return path if ours and path.startswith("/") and not path.startswith("//") else "/negotiations"


@router.get("/controls")
async def controls_page(request: Request, office: OfficeDep) -> Response:
    """Show what holds for all negotiations, and who decided it."""
    return await _controls(request, office, Form())


@router.post("/controls/approval", dependencies=_APPROVER)
async def approval(request: Request, office: OfficeDep) -> Response:
    """Set from which amount on somebody approves before anything is given."""
    form, shop = await posted(request), await office.shop()
    above = form.price("above", currency=shop.policy.currency, required=False)
    why = form.text("why", most=300, required=False)
    if above is not None and above.currency != shop.policy.currency:
        form.blame("above", f"Your shop sells in {shop.policy.currency}.")
    if form.faults:
        return await _controls(request, office, form, status=422)
    minor = None if above is None else above.amount
    await Steward(office.database).approve_above(minor, office.who(request).name, why, at_ms=office.now_ms())
    words = "Nobody needs to approve now." if above is None else "From that amount on your agent waits."
    return see(request, "/controls", said=words)


async def _controls(request: Request, office: Office, form: Form, *, status: int = 200) -> Response:
    shop, standing = await office.shop(), await Steward(office.database).standing()
    history = await office.database.read(lambda connection: controls_of(connection, "", most=100))
    above = standing.approve_above_minor
    currency = shop.policy.currency
    return render(
        request,
        "brand/controls.html",
        status=status,
        form=form,
        standing=standing,
        above="" if above is None else f"{major(above, currency)} {currency}",
        history=history,
        words=control_words,
    )


Act = Callable[..., Awaitable[bool]]


@router.post("/negotiations/{thread}/stop", dependencies=_MARKETER)
async def stop(request: Request, office: OfficeDep, thread: str) -> Response:
    """Give nothing more in a negotiation."""
    return await _decide(request, office, thread, Steward.stop, "Stopped. What is firm stays firm.")


@router.post("/negotiations/{thread}/take-over", dependencies=_MARKETER)
async def take_over(request: Request, office: OfficeDep, thread: str) -> Response:
    """Lead a negotiation."""
    return await _decide(request, office, thread, Steward.take_over, "You lead this negotiation now.")


@router.post("/negotiations/{thread}/hand-back", dependencies=_MARKETER)
async def hand_back(request: Request, office: OfficeDep, thread: str) -> Response:
    """Let the agent lead it again."""
    return await _decide(request, office, thread, Steward.hand_back, "Your agent leads it again.")


@router.post("/negotiations/{thread}/no-further", dependencies=_MARKETER)
async def no_further(request: Request, office: OfficeDep, thread: str) -> Response:
    """Take back what was set to be offered next."""
    return await _decide(request, office, thread, Steward.no_further, "Nothing more will be offered.")


@router.post("/negotiations/{thread}/approve", dependencies=_APPROVER)
async def approve(request: Request, office: OfficeDep, thread: str) -> Response:
    """Let the agent go on in a negotiation that waits."""
    return await _decide(request, office, thread, Steward.approve, "Approved: your agent goes on.")


async def _decide(request: Request, office: Office, thread: str, act: Act, said: str) -> Response:
    form, steward = await posted(request), Steward(office.database)
    why = form.text("why", most=300, required=False)
    await act(steward, thread, office.who(request).name, why, at_ms=office.now_ms())
    return see(request, f"/negotiations/{thread}", said=said)


@router.post("/negotiations/{thread}/offer", dependencies=_MARKETER)
async def offer(request: Request, office: OfficeDep, thread: str) -> Response:
    """Set what is offered next."""
    form = await posted(request)
    talk = await read_talk(office, thread)
    choices = choices_of(talk)
    terms = form.choice("terms", [one.key for one in choices])
    total = form.price("total", currency=talk.line.overview.currency)
    why = form.text("why", most=300, required=False)
    chosen = next((one for one in choices if one.key == terms), None)
    if total is not None and chosen is not None:
        await _check(office, form, talk, chosen, total)
    if form.faults:
        return await negotiation_page(request, office, thread, form, status=422)
    assert total is not None and chosen is not None
    who, at_ms = office.who(request).name, office.now_ms()
    await Steward(office.database).offer(thread, total.amount, chosen.terms, who, why, at_ms=at_ms)
    return see(request, f"/negotiations/{thread}", said="It is offered with the next answer.")


async def _check(office: Office, form: Form, talk: Talk, chosen: Choice, total: Price) -> None:
    """Say at the field what the guardrails would not let out."""
    seen = talk.line.overview
    if total.currency != seen.currency:
        form.blame("total", f"This negotiation is in {seen.currency}.")
        return
    bounds = await bounds_for(office, seen.thread, chosen.terms)
    if bounds is None:
        form.blame("terms", "Your policy does not grant these terms now, or the goods are gone.")
    elif why := bounds.fault(total.amount):
        form.blame("total", why)
