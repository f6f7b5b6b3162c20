"""The limits: what holds, what waits for a second person, and a form to propose a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection, select
from starlette.responses import Response

from brand_agent.console.four_eyes import Change, is_alone
from brand_agent.console.people import Person
from brand_agent.edge.console.changes import (
    approve_change,
    change,
    decided_changes,
    decline_change,
    open_changes,
    propose_change,
    withdraw_change,
)
from brand_agent.edge.console.people import read_people, says_alone
from brand_agent.edge.goal_log import read_log
from brand_agent.edge.purse import DAYS
from brand_agent.goals.book import in_force
from brand_agent.goals.edits import difference, tightening
from brand_agent.stockroom import DAY_MS
from dailyme.pages.brand.effects import effect_of, policy_file
from dailyme.pages.brand.limits_form import KINDS, after_of, titles, values_of, wanted_of
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.sessions import staff
from dailyme.pages.shell import Form, needs, posted, render, see
from dailyme.wiring.proposed import policy_of
from protocol import Price

router = APIRouter()
MARKETER: Final = [Depends(needs("marketer"))]
APPROVER: Final = [Depends(needs("approver"))]
_DECIDED: Final = 20


@dataclass(frozen=True)
class Waiting:
    """A change that waits. stale: the policy is not what it was proposed for any more."""

    change: Change
    diff: str
    stale: bool
    mine: bool
    may_decide: bool


@router.get("/guardrails")
async def guardrails_page(request: Request, office: OfficeDep) -> Response:
    """Show the limits."""
    return await _page(request, office, Form())


@router.post("/guardrails/propose", dependencies=MARKETER)
async def propose(request: Request, office: OfficeDep) -> Response:
    """Keep a change that is proposed, for somebody else to decide."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    before = policy_file(office).read_text(encoding="utf-8")
    wanted, why = wanted_of(form, policy_of(before)), form.text("why", most=500, lines=True)
    after = "" if form.faults else after_of(form, before, wanted, who)
    if not form.faults and after == before:
        form.blame("why", "Nothing would change: every limit is as it is already.")
    if not form.faults:
        await _within_goal(form, office, before, after)
    if form.faults:
        return await _page(request, office, form)

    def work(connection: Connection) -> Change:
        words = ", ".join(titles(policy_of(before), policy_of(after)))
        title = f"{words[:1].upper()}{words[1:]}"
        return propose_change(
            connection, who, "policy", title=title, why=why, before=before, after=after, at_ms=at_ms
        )

    await office.database.write(work)
    return see(request, "/guardrails", said="It is proposed. It holds when somebody else approves it.")


@router.post("/guardrails/{number}/approve", dependencies=APPROVER)
async def approve(request: Request, office: OfficeDep, number: int) -> Response:
    """Let a change take effect."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    said = form.text("said", most=300, required=False)
    if form.faults:
        return await _page(request, office, form, asked=number)
    one = await office.database.read(lambda connection: change(connection, number))
    effect = await effect_of(office, one)
    await office.database.write(
        lambda connection: approve_change(connection, who, number, effect, said, at_ms=at_ms)
    )
    return see(request, "/guardrails", said="Approved: it holds from now on.")


@router.post("/guardrails/{number}/decline", dependencies=APPROVER)
async def decline(request: Request, office: OfficeDep, number: int) -> Response:
    """Keep that a change is not wanted."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    said = form.text("said", most=300)
    if form.faults:
        return await _page(request, office, form, asked=number)
    await office.database.write(lambda connection: decline_change(connection, who, number, said, at_ms=at_ms))
    return see(request, "/guardrails", said="Declined: everything stays as it is.")


@router.post("/guardrails/{number}/withdraw", dependencies=MARKETER)
async def take_back(request: Request, office: OfficeDep, number: int) -> Response:
    """Take one's own change back."""
    who, at_ms = staff(request).person, office.now_ms()
    await office.database.write(lambda connection: withdraw_change(connection, who, number, at_ms=at_ms))
    return see(request, "/guardrails", said="Your proposal is taken back.")


async def _page(request: Request, office: Office, form: Form, *, asked: int = 0) -> Response:
    who, at_ms = staff(request).person, office.now_ms()
    text = policy_file(office).read_text(encoding="utf-8")
    policy = policy_of(text)

    def read(connection: Connection) -> dict[str, Any]:
        people = read_people(connection)
        alone = is_alone(people, says_alone(connection))
        today = connection.execute(select(DAYS).where(DAYS.c.day == at_ms // DAY_MS)).one_or_none()
        return {
            "waiting": [_waiting(one, text, who, alone) for one in open_changes(connection)],
            "decided": [
                (one, difference(one.before, one.after)) for one in decided_changes(connection, _DECIDED)
            ],
            "alone": alone,
            "count": len(people),
            "spent": None if today is None else today.spent_minor,
            "reserved": None if today is None else today.reserved_minor,
        }

    found = await office.database.read(read)
    rules = policy.guardrails
    for name in ("spent", "reserved"):
        found[name] = Price(amount=max(0, found[name] or 0), currency=policy.currency)
    return render(
        request,
        "brand/guardrails.html",
        status=422 if form.faults else 200,
        form=form,
        blank=Form(),
        asked=asked,
        policy=policy,
        rules=rules,
        mandate=policy.mandate,
        mandate_live=policy.mandate.until is not None
        and bool(policy.mandate.kinds)
        and at_ms < policy.mandate.until,
        kinds=KINDS,
        values=values_of(policy),
        ticked=form.given.get("kinds", ()) if form.given else policy.mandate.kinds,
        file=policy_file(office).name,
        **found,
    )


def _waiting(one: Change, text: str, who: Person, alone: bool) -> Waiting:
    mine = one.by_number == who.number
    stale = bool(one.before) and one.before != text
    return Waiting(one, difference(one.before, one.after), stale, mine, alone or not mine)


async def _within_goal(form: Form, office: Office, before: str, after: str) -> None:
    """Blame what would be looser than the limits of the signed goal."""
    signed = in_force(await office.database.read(read_log))
    if signed is None:
        return
    was = tightening(policy_of(before).guardrails, signed.limits)
    for name, needed in tightening(policy_of(after).guardrails, signed.limits).items():
        if name not in was:
            form.blame(
                name, f"The signed goal sets {needed.strip(chr(34))}: set and sign another goal first."
            )
