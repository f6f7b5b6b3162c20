"""What the shop wants: said in words, shown as understood, signed, measured, and every change of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from babel import Locale
from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from brand_agent.edge.goal_log import append_entry, read_log
from brand_agent.goals.book import Version, in_force, version, versions
from brand_agent.goals.chain import LogEntry
from brand_agent.goals.errors import GoalConflictsError, GoalError
from brand_agent.goals.measure import Measured
from brand_agent.goals.progress import horizon_ms
from brand_agent.stockroom import DAY_MS
from dailyme.errors import UsageError
from dailyme.goal_result import goal_result, read_result
from dailyme.outputs_goal import Against, BrandGoal
from dailyme.pages.brand.door import sentence
from dailyme.pages.brand.goal_cards import cards, limit_lines, noted, objections
from dailyme.pages.brand.goal_told import told
from dailyme.pages.brand.keeping import kept
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.selling import sold
from dailyme.pages.brand.sessions import staff
from dailyme.pages.shell import Form, needs, posted, render, see
from dailyme.pages.shell.say import locale_of
from dailyme.wiring.goal_words import (
    Asked,
    NoWordsError,
    Sold,
    day_of,
    facts_in,
    sign,
    so_far,
    standing,
    understood,
    withdraw,
)

router = APIRouter()
MARKETER: Final = [Depends(needs("marketer"))]
APPROVER: Final = [Depends(needs("approver"))]
_LONGEST: Final = 1_000
_SHOWN: Final = 12


@router.get("/")
async def goals_page(request: Request, office: OfficeDep) -> Response:
    """Show the goal in force, drafts, and what was changed."""
    return await _first(request, office, Form())


@router.post("/goals/read", dependencies=MARKETER)
async def read_words(request: Request, office: OfficeDep) -> Response:
    """Show what words are understood to mean; nothing is kept."""
    form = await posted(request)
    found = await _read(form, office)
    if found is None:
        return await _first(request, office, form)
    goal, shop = found
    return await _shown(request, "brand/goal_read.html", goal, shop, form=form, elapsed=0.0)


@router.post("/goals/set", dependencies=MARKETER)
async def keep_words(request: Request, office: OfficeDep) -> Response:
    """Keep words as a goal that nobody signed yet."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    shop = await sold(office)
    asked = _asked(form, office)
    found = None if asked is None else await _understood(form, office, shop, asked)
    if found is None:
        return await _first(request, office, form)
    facts = found.facts(day_of(at_ms))
    entry = await office.database.write(
        lambda connection: append_entry(connection, "set", who.name, facts, at_ms=at_ms)
    )
    return see(request, f"/goals/{entry.number}", said="Kept as a draft. It holds when somebody signs it.")


@router.get("/goals/{number}")
async def goal_page(request: Request, office: OfficeDep, number: int) -> Response:
    """Show one goal."""
    return await _one(request, office, number, Form())


@router.post("/goals/{number}/sign", dependencies=APPROVER)
async def sign_goal(request: Request, office: OfficeDep, number: int) -> Response:
    """Sign a goal, naming what stands against it."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    knowing, shop = form.many("knowing", most=20), await sold(office)
    try:
        await office.database.write(
            lambda connection: sign(connection, shop, number, by=who.name, knowing=knowing, at_ms=at_ms)
        )
    except GoalConflictsError as error:
        form.blame("knowing", sentence(error))
        return await _one(request, office, number, form)
    return see(request, "/", said="Signed. From now on its limits hold for every proposal.")


@router.post("/goals/{number}/withdraw", dependencies=APPROVER)
async def withdraw_goal(request: Request, office: OfficeDep, number: int) -> Response:
    """Take a goal back."""
    who, at_ms = staff(request).person, office.now_ms()
    await office.database.write(lambda connection: withdraw(connection, number, by=who.name, at_ms=at_ms))
    return see(request, "/", said=f"Goal {number} is withdrawn.")


def _asked(form: Form, office: Office) -> Asked | None:
    words = form.text("words", most=_LONGEST, lines=True)
    said = [
        f"{name.removeprefix('baseline-')}={form.text(name, most=40, required=False)}"
        for name in form.given
        if name.startswith("baseline-") and form.typed(name).strip()
    ]
    today = day_of(office.now_ms()).isoformat()
    return None if form.faults else Asked(" ".join(words.split()), today, tuple(said))


async def _understood(form: Form, office: Office, shop: Sold, asked: Asked) -> Any:
    try:
        return await understood(office.database, shop, asked, None)
    except (NoWordsError, GoalError, UsageError) as error:
        where = "words"
        if getattr(error, "code", "") == "bad-baseline":
            where = next(name for name in form.given if name.startswith("baseline-"))
        form.blame(where, f"{sentence(error)} {getattr(error, 'advice', '')}".strip())
        return None


async def _read(form: Form, office: Office) -> tuple[BrandGoal, Sold] | None:
    shop, asked = await sold(office), _asked(form, office)
    if asked is None:
        return None
    found = await _understood(form, office, shop, asked)
    if found is None:
        return None
    return read_result(found.reading, found.facts(asked.day()), shop[1], found.muted), shop


async def _first(request: Request, office: Office, form: Form) -> Response:
    shop, at_ms = await sold(office), office.now_ms()
    log = await office.database.read(read_log)
    signed = in_force(log)
    locale = _locale(request)
    goal, shown = None, []
    if signed is not None:
        goal = await _result(office, log, signed, shop)
        shown = cards(goal, shop[0].currency, _elapsed(signed, at_ms), locale)
    every = versions(log)
    return render(
        request,
        "brand/goals.html",
        status=422 if form.faults else 200,
        form=form,
        goal=goal,
        signed_ms=None if signed is None else signed.signed_ms,
        cards=shown,
        limits=[] if goal is None else limit_lines(goal, locale),
        drafts=[one for one in every if one.state == "draft"],
        others=[one for one in reversed(every) if one.state in {"replaced", "withdrawn"}][:_SHOWN],
        told=[told(one) for one in reversed(log)][:_SHOWN],
        more=len(log) > _SHOWN,
    )


@router.get("/goals/log/all")
async def log_page(request: Request, office: OfficeDep) -> Response:
    """Show every change of goals and of what was done for them."""
    log = await office.database.read(read_log)
    return render(request, "brand/goal_log.html", told=[told(one) for one in reversed(log)][:500])


async def _one(request: Request, office: Office, number: int, form: Form) -> Response:
    shop, at_ms = await sold(office), office.now_ms()
    log = await office.database.read(read_log)
    one = version(log, number)
    goal = await _result(office, log, one, shop)
    now = standing(one, facts_in(log, number), shop, day_of(at_ms))
    return await _shown(
        request,
        "brand/goal.html",
        goal,
        shop,
        form=form,
        elapsed=_elapsed(one, at_ms),
        version=one,
        set_by=next(entry.who for entry in log if entry.number == number),
        stands=objections(Against(code=one.code, words=one.words, stops=one.stops) for one in now),
    )


async def _result(office: Office, log: Sequence[LogEntry], one: Version, shop: Sold) -> BrandGoal:
    at_ms = office.now_ms()
    measured = await measured_now(office, shop, one)
    return goal_result(one, facts_in(log, one.number), measured, shop[1], at_ms=at_ms)


async def measured_now(office: Office, shop: Sold, one: Version) -> list[Measured]:
    """Return how far each goal of *one* is, a few minutes ago or after the last sale."""
    about = (one.hash, one.state, shop[0].text, len(shop[1]))
    return await kept(
        office, f"goal-{one.number}", about, lambda: so_far(office.database, shop, one, office.now_ms())
    )


async def _shown(
    request: Request, template: str, goal: BrandGoal, shop: Sold, *, form: Form, elapsed: float, **more: Any
) -> Response:
    locale = _locale(request)
    return render(
        request,
        template,
        status=422 if form.faults else 200,
        form=form,
        goal=goal,
        cards=cards(goal, shop[0].currency, elapsed, locale),
        limits=limit_lines(goal, locale),
        assumed=noted(goal.assumed),
        unclear=noted(goal.unclear),
        against=objections(goal.conflicts),
        baselines=[number for number, one in enumerate(goal.goals) if _asks(one.change, one.baseline)],
        currency=shop[0].currency,
        **more,
    )


def _asks(change: Any, baseline: Any) -> bool:
    return change is not None and str(change["kind"]).startswith("by-") and baseline is None


def _elapsed(one: Version, at_ms: int) -> float:
    """How much of the time of the goals of *one* is gone; of the first that ends."""
    if one.signed_ms is None:
        return 0.0
    ends = [end for goal in one.goals if (end := horizon_ms(goal)) is not None]
    whole_ms = max(DAY_MS, min(ends) - one.signed_ms) if ends else 90 * DAY_MS
    return min(1.0, max(0.0, (at_ms - one.signed_ms) / whole_ms))


def _locale(request: Request) -> Locale:
    return locale_of(request.headers.get("accept-language", ""))
