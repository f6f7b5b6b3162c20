"""What `dailyme brand propose` does: show what the Co-Marketer would change, apply it, take it back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brand_agent.edge.goal_changes import apply_proposal, decline_proposal, revert_change
from brand_agent.goals.errors import OutsideMandateError
from dailyme.acts.brand_goal import policy_text
from dailyme.clock import now_ms
from dailyme.errors import UsageError
from dailyme.outputs_goal import BrandProposed
from dailyme.proposal_lines import show_proposals
from dailyme.show import print_json
from dailyme.wiring.brand_model import brand_model
from dailyme.wiring.goal_words import Asked
from dailyme.wiring.goals import GoalPlace, shop_of
from dailyme.wiring.proposed import Known, Proposed, known_of, notes_of, proposed, shown_proposal


@dataclass(frozen=True)
class Wanted:
    """What is to be done. trial: words of a marketer, only to see what would come of them."""

    apply: str | None = None
    by: str | None = None
    revert: str | None = None
    under_mandate: bool = False
    trial: Asked | None = None
    decline: str | None = None
    because: str | None = None

    def check(self) -> None:
        """Raise `UsageError` for what does not go together."""
        doing = [name is not None for name in (self.apply, self.revert, self.decline)]
        doing.append(self.under_mandate)
        if sum(doing) > 1:
            raise UsageError(
                "one thing at a time", "Give one of --apply, --decline, --revert and --under-mandate."
            )
        if self.decline is not None and not (self.because or "").strip():
            raise UsageError("nobody says why it is declined", "Give --because TEXT.")
        if (self.apply or self.revert or self.decline) and not (self.by or "").strip():
            raise UsageError("nobody says who approves it", "Give --by NAME.")
        if self.trial is not None and any(doing):
            raise UsageError("words that nobody signed change nothing", "Set them as a goal and sign it.")


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
    now = await _proposed(place, wanted)
    if wanted.apply is not None:
        chosen, by = now.one(wanted.apply), wanted.by
        await _write(place, lambda one: apply_proposal(one, place.config, chosen, by, at_ms=now_ms()))
        applied.append(chosen.id)
    if wanted.decline is not None:
        chosen, because = now.one(wanted.decline), wanted.because or ""
        await _write(
            place, lambda one: decline_proposal(one, chosen, wanted.by or "", because, at_ms=now_ms())
        )
    if wanted.under_mandate:
        applied, notes = await _under_mandate(place, wanted)
    if applied or wanted.decline is not None:
        now = await _proposed(place, wanted)
    version = now.given.version
    async with brand_model(flag, shop_of(place)[0]) as model:
        shown = [await shown_proposal(now.log, one, model, at_ms=now_ms()) for one in now.found]
    return BrandProposed(
        policy=str(place.config),
        goal=version.number or None,
        text=version.text or None,
        proposals=shown,
        applied=applied,
        reverted=wanted.revert,
        declined=wanted.decline,
        notes=[*notes, *notes_of(now)],
    )


def _revert(connection: Any, file: Path, wanted: Wanted) -> None:
    assert wanted.revert is not None
    revert_change(connection, file, wanted.revert, wanted.by or "", at_ms=now_ms())


async def _under_mandate(place: GoalPlace, wanted: Wanted) -> tuple[list[str], list[str]]:
    """Apply what the mandate covers, one by one: each is worked out again after the one before."""
    applied: list[str] = []
    refused: dict[str, str] = {}
    while True:
        now = await _proposed(place, wanted)
        if now.given.version.number == 0:
            return [], ["Nothing is changed under a mandate before a goal is signed."]
        left = [one for one in now.found if one.id not in refused and one.id not in applied]
        if not left:
            return applied, list(refused.values())
        try:
            await _write(
                place, lambda one, two=left[0]: apply_proposal(one, place.config, two, None, at_ms=now_ms())
            )
            applied.append(left[0].id)
        except OutsideMandateError as error:
            refused[left[0].id] = f"{left[0].id}: {error}"


async def _proposed(place: GoalPlace, wanted: Wanted) -> Proposed:
    return proposed(await _known(place), shop_of(place), wanted.trial, at_ms=now_ms())


async def _known(place: GoalPlace) -> Known:
    if not place.is_kept():
        return Known((), (), None)
    store = place.kept()
    try:
        return await store.read(known_of)
    finally:
        store.close()


async def _write(place: GoalPlace, work: Any) -> None:
    store = place.store()
    try:
        await store.write(work)
    finally:
        store.close()
