"""Yes and no to an option: the exact terms with their fingerprint, and what became of an answer.

Spec: spec/70-decide.md (DEC-1, DEC-40, DEC-43), spec/80-agree.md (AGREE-20 to AGREE-22).
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from consumer_twin import Option, Outcome, TwinError
from consumer_twin.answerable import Answerable
from consumer_twin.autonomy import PausedError
from consumer_twin.edge import SqlStore
from consumer_twin.edge.rules import SqlRules
from consumer_twin.errors import UnknownOptionError
from consumer_twin.mandate import allow
from consumer_twin.person import RefuseReason
from dailyme.acts.rules import never_of
from dailyme.pages.shell import Form, NoPageError, is_fragment, posted, render, see
from dailyme.pages.twin.cards import domain_of
from dailyme.pages.twin.home import Home, HomeDep
from dailyme.pages.twin.terms import blocks, part_words, terms_rows
from dailyme.pages.twin.yeses import yeses_of
from foundation.lookalike import seen
from negotiation import Approval, GuardError

router = APIRouter()

REASONS: Final[tuple[tuple[RefuseReason, str, str], ...]] = (
    ("price", "Too dear", "Your twin learns that a low price matters to you."),
    ("delivery", "Too slow", "It learns that fast delivery matters to you."),
    ("warranty", "Too little warranty", "It learns that a long warranty matters to you."),
    ("returns", "Too little time to return it", "It learns that this matters to you."),
    ("extras", "Something is missing", ""),
    ("brand", "Not from this brand", "Said twice, the brand stands last."),
    ("elsewhere", "I bought it elsewhere", ""),
    ("not-now", "Not now", ""),
)


@router.get("/options/{offer}/approve")
async def look_at(request: Request, offer: str, home: HomeDep) -> Response:
    """Show exactly what a yes would take, or how the option stands; who waits is told when it is over."""
    stands = await _stands(request, offer)
    waits = stands.state == "in-doubt" or yeses_of(request).is_under_way(offer)
    if is_fragment(request) and not waits:
        return see(request, f"/options/{stands.shown.hash}/approve")
    return await _page(request, home, stands)


@router.post("/options/{offer}/approve")
async def yes(request: Request, offer: str, home: HomeDep) -> Response:
    """Take these terms or better. Sent twice or late, it takes nothing more."""
    await posted(request)
    before = await _stands(request, offer)
    try:
        outcome = await yeses_of(request).approve(offer)
    except (TwinError, GuardError) as error:
        trouble = f"{str(error)[:1].upper()}{str(error)[1:]}."
        return await _page(request, home, await _stands(request, offer), trouble=trouble, status=409)
    return await _after(request, home, before, outcome)


@router.post("/options/{offer}/settle")
async def settle(request: Request, offer: str, home: HomeDep) -> Response:
    """Ask the brand again, with the same bytes."""
    await posted(request)
    before = await _stands(request, offer)
    if before.state in {"in-doubt", "doubt-other"}:
        await yeses_of(request).settle(offer)
    return await _after(request, home, before, None)


@router.get("/options/{offer}/decline")
async def ask_why(request: Request, offer: str) -> Response:
    """Ask for the reason."""
    return await _no_page(request, await _stands(request, offer), Form())


@router.post("/options/{offer}/decline")
async def no(request: Request, offer: str, home: HomeDep) -> Response:
    """Turn down everything that stands beside the option, and learn why."""
    form = await posted(request)
    stands = await _stands(request, offer)
    chosen = form.choice("reason", [key for key, _, _ in REASONS])
    reason = next((key for key, _, _ in REASONS if key == chosen), None)
    never = form.ticked("never")
    if reason is None or form.faults:
        return await _no_page(request, stands, form, status=422)
    if never:
        await SqlRules(home.database).make(never_of(stands.shown, home.now_ms()))
    outcome = await yeses_of(request).decline(offer, reason)
    told = f" You won't see {seen(stands.shown.seller.name)} again." if never else ""
    if outcome is None and not never:
        return see(request, f"/options/{offer}/approve", said="There was nothing left to turn down.")
    return see(request, "/", said=f"Turned down, and the reason is kept at home.{told}")


async def _stands(request: Request, offer: str) -> Answerable:
    try:
        return await yeses_of(request).stands(offer)
    except UnknownOptionError:
        raise NoPageError("There is no such offer.") from None


async def _after(request: Request, home: Home, before: Answerable, outcome: Outcome | None) -> Response:
    """Show what came of an answer: the deal, or how the option stands now."""
    now = await _stands(request, before.shown.hash)
    if now.state == "bought" and now.accepted is not None:
        if before.state == "bought":
            said = "You had said yes before. It was bought once."
        elif now.takes.total.amount < before.shown.total.amount:
            said = f"Bought, for less than you said yes to: {now.takes.total.words()}. Both sides signed."
        else:
            said = "Bought. Both sides signed."
        return see(request, f"/deals/of/{now.accepted.offer}", said=said)
    refused = outcome is not None and now.state not in {"in-doubt", "doubt-other"}
    said = _refusal(outcome, before.shown) if outcome is not None and refused else ""
    return see(request, f"/options/{before.shown.hash}/approve", said=said)


def _refusal(outcome: Outcome, option: Option) -> str:
    reason = next((one.reason for one in outcome.lines if option.line == one.line), "")
    return f"{seen(option.seller.name)} did not take it: {reason.rstrip('.')}. Nothing was bought."


async def _page(
    request: Request, home: Home, stands: Answerable, *, trouble: str = "", status: int = 200
) -> Response:
    option = stands.takes
    under_way = yeses_of(request).is_under_way(stands.shown.hash)
    state = "asked" if under_way and stands.state == "open" else stands.state
    return render(
        request,
        "twin/approve_part.html" if is_fragment(request) else "twin/approve.html",
        status=status,
        stands=stands,
        state=state,
        option=option,
        wish=stands.record.wish,
        domain=domain_of(option.seller.id) if option.negotiable else "",
        rows=terms_rows(option),
        parts=[(part_words(one), one.amount) for one in option.breakdown],
        fingerprint=blocks(option.hash),
        blocked=await _blocked(home, stands) if state == "open" else "",
        under_way=under_way,
        trouble=trouble,
    )


async def _blocked(home: Home, stands: Answerable) -> str:
    """Say why a yes would be refused here, before it is said; nothing if it would not."""
    option, record, at_ms = stands.takes, stands.record, home.now_ms()
    spent = await SqlStore(home.database).spent(record.number, record.wish.currency, at_ms)
    try:
        allow(option, record, Approval(option.hash), spent, at_ms=at_ms)
    except (GuardError, PausedError) as error:
        return f"{str(error)[:1].upper()}{str(error)[1:]}."
    return ""


async def _no_page(request: Request, stands: Answerable, form: Form, *, status: int = 200) -> Response:
    return render(
        request,
        "twin/decline.html",
        status=status,
        stands=stands,
        option=stands.shown,
        seller=seen(stands.shown.seller.name),
        wish=stands.record.wish,
        reasons=REASONS,
        form=form,
    )
