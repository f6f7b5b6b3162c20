"""Rules: what the person said once and for all, made at an offer and taken back here."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin.edge import SqlStore
from consumer_twin.edge.rules import SqlRules
from consumer_twin.rules import BadRuleError, UnknownRuleError
from dailyme.acts.rules import always_of, never_of
from dailyme.pages.shell import Form, NoPageError, posted, render, see
from dailyme.pages.twin.home import Home, HomeDep

router = APIRouter()

_SHOWN: Final = 100
"""Rules taken back that the page still shows."""


@router.get("/rules")
async def rules(request: Request, home: HomeDep) -> Response:
    """Show the rules that stand, and those that were taken back."""
    return await _page(request, home, Form())


@router.post("/rules")
async def make(request: Request, home: HomeDep) -> Response:
    """Make a rule about the brand, or the product, of an offer."""
    form = await posted(request)
    kind = form.choice("kind", ("never", "always"))
    offer = form.text("offer", most=64)
    under = form.price("under", currency=home.at.settings.currency) if kind == "always" else None
    product = form.ticked("product")
    option = None if form.faults else await SqlStore(home.database).option(offer)
    if option is None:
        form.blame("offer", "There is no such offer.")
        return await _page(request, home, form, status=422)
    at_ms = home.now_ms()
    rule = never_of(option, at_ms) if under is None else always_of(option, under, at_ms, product=product)
    try:
        await SqlRules(home.database).make(rule)
    except BadRuleError as error:
        form.blame("under", f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return await _page(request, home, form, status=422)
    return see(request, "/rules", said="The rule stands.")


@router.post("/rules/{number}/revoke")
async def revoke(request: Request, number: int, home: HomeDep) -> Response:
    """Take a rule back; one that was taken back stays so."""
    await posted(request)
    try:
        await SqlRules(home.database).revoke(number, home.now_ms())
    except UnknownRuleError:
        raise NoPageError("There is no such rule.") from None
    return see(request, "/rules", said="Taken back. It holds for nothing that is signed from now on.")


async def _page(request: Request, home: Home, form: Form, *, status: int = 200) -> Response:
    every = await SqlRules(home.database).all()
    return render(
        request,
        "twin/rules.html",
        status=status,
        form=form,
        standing=[one for one in every if one.stands],
        taken_back=[one for one in every if not one.stands][:_SHOWN],
    )
