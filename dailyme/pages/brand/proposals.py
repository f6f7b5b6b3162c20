"""What the Co-Marketer would change: each as a diff with reason and effect, to approve or to decline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from babel import Locale
from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection
from starlette.responses import Response

from brand_agent.console.four_eyes import Change, guarded, is_alone
from brand_agent.edge.console.changes import open_changes, propose_change
from brand_agent.edge.console.people import read_people, says_alone
from brand_agent.edge.goal_changes import apply_proposal, decline_proposal, revert_change, without_change
from brand_agent.goals.chain import LogEntry
from brand_agent.goals.proposal import Effect, Proposal
from dailyme.pages.brand.effects import policy_file
from dailyme.pages.brand.goal_cards import name_of_member, plain
from dailyme.pages.brand.goal_told import told
from dailyme.pages.brand.learning import learnt
from dailyme.pages.brand.office import Office, OfficeDep
from dailyme.pages.brand.selling import sold
from dailyme.pages.brand.sessions import staff
from dailyme.pages.brand.told import Line
from dailyme.pages.shell import Form, needs, posted, render, see
from dailyme.pages.shell.say import locale_of
from dailyme.wiring.proposed import NOTHING, Proposed, notes_of, outside_mandate, policy_of

router = APIRouter()
APPROVER: Final = [Depends(needs("approver"))]
KINDS: Final = {
    "limits": "Tighter limits",
    "play": "Another way to haggle",
    "promotion": "A public offer",
    "age": "More off for old pieces",
    "volume": "More off for several pieces",
}
_SHOWN: Final = 20


@dataclass(frozen=True)
class Card:
    """A proposal. two: what of it takes a second person; waits: the change that waits for one."""

    proposal: Proposal
    title: str
    for_what: str
    reason: str
    effect: str
    gain: tuple[float, float, float] | None
    covered: bool
    uncovered: str
    two: tuple[str, ...]
    waits: int | None


@dataclass(frozen=True)
class Applied:
    """A change that holds and can be taken back."""

    id: str
    line: Line
    by_mandate: bool


@router.get("/proposals")
async def proposals_page(request: Request, office: OfficeDep) -> Response:
    """Show what is proposed."""
    return await _page(request, office, Form())


@router.post("/proposals/{id}/approve", dependencies=APPROVER)
async def approve(request: Request, office: OfficeDep, id: str) -> Response:
    """Apply a proposal; what changes the limits goes to a second person first."""
    who, at_ms, file = staff(request).person, office.now_ms(), policy_file(office)
    one = (await _proposed(office)).one(id)

    def work(connection: Connection) -> bool:
        if any(waiting.about == id for waiting in open_changes(connection)):  # a second click
            return False
        two = guarded(policy_of(one.before), policy_of(one.after))
        if two and not is_alone(read_people(connection), says_alone(connection)):
            propose_change(
                connection, who, "proposal", title=KINDS[one.kind], why=one.reason, about=one.id,
                before=one.before, after=one.after, at_ms=at_ms,
            )  # fmt: skip
            return False
        apply_proposal(connection, file, one, who.name, at_ms=at_ms)
        return True

    if await office.database.write(work):
        return see(request, "/proposals", said="Approved: it holds from now on. You can take it back below.")
    return see(request, "/guardrails", said="It changes the limits, so somebody else approves it, too.")


@router.post("/proposals/{id}/decline", dependencies=APPROVER)
async def decline(request: Request, office: OfficeDep, id: str) -> Response:
    """Keep that a proposal is not wanted, and why."""
    form, who, at_ms = await posted(request), staff(request).person, office.now_ms()
    because = form.text("because", most=300)
    if form.faults:
        return await _page(request, office, form, at=id)
    one = (await _proposed(office)).one(id)
    await office.database.write(
        lambda connection: decline_proposal(connection, one, who.name, because, at_ms=at_ms)
    )
    return see(request, "/proposals", said="Declined: it is proposed no more.")


@router.post("/proposals/{id}/revert", dependencies=APPROVER)
async def revert(request: Request, office: OfficeDep, id: str) -> Response:
    """Take an applied change back; what changes the limits goes to a second person first."""
    who, at_ms, file = staff(request).person, office.now_ms(), policy_file(office)

    def work(connection: Connection) -> bool:
        if any(waiting.about == id for waiting in open_changes(connection)):  # a second click
            return False
        before, after = without_change(connection, file, id)
        two = guarded(policy_of(before), policy_of(after))
        if two and not is_alone(read_people(connection), says_alone(connection)):
            propose_change(
                connection, who, "revert", title="Take a change back", why=f"It was {id}.", about=id,
                before=before, after=after, at_ms=at_ms,
            )  # fmt: skip
            return False
        revert_change(connection, file, id, who.name, at_ms=at_ms)
        return True

    if await office.database.write(work):
        return see(request, "/proposals", said="It is taken back.")
    return see(request, "/guardrails", said="It changes the limits, so somebody else approves it, too.")


async def _proposed(office: Office) -> Proposed:
    policy_file(office)
    return await learnt(office, await sold(office))


async def _page(request: Request, office: Office, form: Form, *, at: str = "") -> Response:
    now, at_ms = await _proposed(office), office.now_ms()
    waiting = await office.database.read(open_changes)
    policy = now.given.policy
    version = now.given.version
    locale = locale_of(request.headers.get("accept-language", ""))
    return render(
        request,
        "brand/proposals.html",
        status=422 if form.faults else 200,
        form=form,
        blank=Form(),
        at=at,
        goal=None if version is NOTHING else version,
        cards=[_card(one, now, waiting, locale, at_ms) for one in now.found],
        notes=[plain(one) for one in notes_of(now) if not one.startswith("No goal is signed")],
        mandate=policy.mandate,
        live=bool(policy.mandate.kinds) and policy.mandate.until is not None and at_ms < policy.mandate.until,
        kinds=KINDS,
        applied=list(_applied(now.log))[:_SHOWN],
        declined=[told(one) for one in reversed(now.log) if one.kind == "declined"][:_SHOWN],
    )


def _card(one: Proposal, now: Proposed, waiting: Iterable[Change], locale: Locale, at_ms: int) -> Card:
    goals = now.given.version.goals
    why = outside_mandate(now.log, one, at_ms=at_ms)
    waits = next((each.number for each in waiting if each.about == one.id), None)
    return Card(
        proposal=one,
        title=KINDS[one.kind],
        for_what=", ".join(name_of_member(name, goals, locale) for name in one.touches) or "more profit",
        reason=plain(one.reason),
        effect=plain(one.effect.why),
        gain=_gain(one.effect),
        covered=not why,
        uncovered=why,
        two=guarded(policy_of(one.before), policy_of(one.after)),
        waits=waits,
    )


def _gain(effect: Effect) -> tuple[float, float, float] | None:
    if effect.earned is None or effect.earned_low is None or effect.earned_high is None:
        return None
    return effect.earned, effect.earned_low, effect.earned_high


def _applied(log: tuple[LogEntry, ...]) -> Iterable[Applied]:
    """The changes that hold, the last one first."""
    gone: set[str] = set()
    for entry in reversed(log):
        id = str(entry.facts.get("proposal", ""))
        if entry.kind not in {"applied", "reverted"} or id in gone:
            continue
        gone.add(id)
        if entry.kind == "applied":
            yield Applied(id, told(entry), bool(entry.facts["mandate"]))
