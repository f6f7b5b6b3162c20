"""What `dailyme brand propose` does: show what the Co-Marketer would change, apply it, take it back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brand_agent import read_policy
from brand_agent.edge.goal_changes import apply_proposal, left_by_person, revert_change
from brand_agent.edge.goal_log import read_log
from brand_agent.edge.lessons import read_lessons, read_margin
from brand_agent.goals.book import Version, in_force
from brand_agent.goals.chain import LogEntry
from brand_agent.goals.errors import OutsideMandateError, UnknownProposalError
from brand_agent.goals.given import Given
from brand_agent.goals.goal import Direction, Goal, Limits, Metric
from brand_agent.goals.mandates import check_mandate
from brand_agent.goals.people import whom
from brand_agent.goals.phrasing import in_words
from brand_agent.goals.proposal import Proposal
from brand_agent.goals.proposing import proposals
from dailyme.acts.brand_goal import Asked, policy_text
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.outputs_goal import BrandProposed, ShownEffect, ShownProposal
from dailyme.proposal_lines import show_proposals
from dailyme.show import print_json
from dailyme.wiring.brand_model import brand_model
from dailyme.wiring.goals import GoalPlace, shop_of
from language import LanguageModel

NO_GOAL = 'No goal is signed: this is what your threads alone speak for. dailyme brand goal set "..."'
TRIED = "For words that nobody signed: nothing of it can be applied."


@dataclass(frozen=True)
class Wanted:
    """What is to be done. trial: words of a marketer, only to see what would come of them."""

    apply: str | None = None
    by: str | None = None
    revert: str | None = None
    under_mandate: bool = False
    trial: Asked | None = None

    def check(self) -> None:
        """Raise `UsageError` for what does not go together."""
        doing = [self.apply is not None, self.revert is not None, self.under_mandate]
        if sum(doing) > 1:
            raise UsageError("one thing at a time", "Give one of --apply, --revert and --under-mandate.")
        if (self.apply or self.revert) and not (self.by or "").strip():
            raise UsageError("nobody says who approves it", "Give --by NAME.")
        if self.trial is not None and any(doing):
            raise UsageError("words that nobody signed change nothing", "Set them as a goal and sign it.")


@dataclass(frozen=True)
class Known:
    """What proposals come from: the log, and what the threads taught."""

    log: tuple[LogEntry, ...]
    rows: Sequence[Any]
    margin: float | None


def propose_changes(place: GoalPlace, wanted: Wanted, *, as_json: bool, model: str | None = None) -> None:
    """Show what is proposed; apply or take back what *wanted* says."""
    wanted.check()
    policy_text(place.config)
    told = asyncio.run(_work(place, wanted, model))
    if as_json:
        print_json(told)
    else:
        show_proposals(told)


async def _work(place: GoalPlace, wanted: Wanted, flag: str | None) -> BrandProposed:
    applied: list[str] = []
    notes: list[str] = []
    if wanted.revert is not None:
        await _write(place, lambda one: _revert(one, place.config, wanted))
    found, given = await _proposed(place, wanted)
    if wanted.apply is not None:
        chosen = next((one for one in found if one.id == wanted.apply), None)
        if chosen is None:
            raise UnknownProposalError(f"there is no proposal {wanted.apply}")
        await _write(place, lambda one: apply_proposal(one, place.config, chosen, wanted.by, at_ms=now_ms()))
        applied.append(chosen.id)
    if wanted.under_mandate:
        applied, refused = await _under_mandate(place, wanted)
        notes += refused
    if applied:
        found, given = await _proposed(place, wanted)
    version = given.version
    notes += _notes(given, found)
    log = (await _known(place)).log
    async with brand_model(flag, shop_of(place)[0]) as model:
        shown = [await _shown(log, one, model) for one in found]
    return BrandProposed(
        policy=str(place.config),
        goal=version.number or None,
        text=version.text or None,
        proposals=shown,
        applied=applied,
        reverted=wanted.revert,
        notes=notes,
    )


def _revert(connection: Any, file: Path, wanted: Wanted) -> None:
    assert wanted.revert is not None
    revert_change(connection, file, wanted.revert, wanted.by or "", at_ms=now_ms())


async def _under_mandate(place: GoalPlace, wanted: Wanted) -> tuple[list[str], list[str]]:
    """Apply what the mandate covers, one by one: each is worked out again after the one before."""
    applied: list[str] = []
    refused: dict[str, str] = {}
    while True:
        found, given = await _proposed(place, wanted)
        if given.version.number == 0:
            return [], ["Nothing is changed under a mandate before a goal is signed."]
        left = [one for one in found if one.id not in refused and one.id not in applied]
        if not left:
            return applied, list(refused.values())
        try:
            await _write(
                place, lambda one, two=left[0]: apply_proposal(one, place.config, two, None, at_ms=now_ms())
            )
            applied.append(left[0].id)
        except OutsideMandateError as error:
            refused[left[0].id] = f"{left[0].id}: {error}"


async def _proposed(place: GoalPlace, wanted: Wanted) -> tuple[tuple[Proposal, ...], Given]:
    known = await _known(place)
    policy, entries = shop_of(place)
    signed = in_force(known.log)
    version = signed or NOTHING
    if wanted.trial is not None:
        reading = wanted.trial.read()
        version = Version(
            0, reading.text, reading.goals, reading.limits, reading.priorities, (), {}, 0, "draft"
        )
    given = Given(policy, version, entries, known.rows, known.margin, now_ms())
    return proposals(given), given


NOTHING = Version(0, "", (Goal(Metric.PROFIT, Direction.UP),), Limits(), (), (), {}, 0, "draft")
"""Where no goal is signed: more profit, as `brand learn` looks for."""


async def _known(place: GoalPlace) -> Known:
    if not place.is_kept():
        return Known((), (), None)
    store = place.kept()
    try:
        return Known(
            await store.read(read_log), await store.read(read_lessons), await store.read(read_margin)
        )
    finally:
        store.close()


async def _write(place: GoalPlace, work: Any) -> None:
    store = place.store()
    try:
        await store.write(work)
    finally:
        store.close()


async def _shown(log: tuple[LogEntry, ...], one: Proposal, model: LanguageModel) -> ShownProposal:
    return ShownProposal(
        id=one.id,
        kind=one.kind,
        goal=one.goal,
        touches=list(one.touches),
        reason=one.reason,
        words=await in_words(model, one),
        effect=ShownEffect.model_validate(one.effect.members()),
        diff=one.diff,
        mandate=_is_covered(log, one),
    )


def _is_covered(log: tuple[LogEntry, ...], one: Proposal) -> bool:
    base = read_policy(left_by_person(log, one.before))
    try:
        check_mandate(one.kind, base, read_policy(one.after), at_ms=now_ms())
    except OutsideMandateError:
        return False
    return True


def _notes(given: Given, found: Sequence[Proposal]) -> list[str]:
    version = given.version
    notes = [NO_GOAL] if version.number == 0 and not version.text else []
    notes += [TRIED] if version.number == 0 and version.text else []
    people = {known.known for goal in version.goals if (known := whom(goal)) is not None}
    notes += sorted(people)
    notes += [f"Not proposed: {why}" for why in dict.fromkeys(given.left)]
    if not found:
        notes.append("Nothing is proposed: what would help breaks a limit, or is not known to help.")
    return notes
