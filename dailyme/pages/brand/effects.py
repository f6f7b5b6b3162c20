"""What an approved change does, by its kind: in the transaction that says who approved it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from brand_agent.console.errors import StaleChangeError
from brand_agent.console.four_eyes import Change
from brand_agent.console.people import Person
from brand_agent.edge.console.changes import Effect, policy_effect
from brand_agent.edge.controls import read_standing
from brand_agent.edge.goal_changes import apply_proposal, revert_change
from brand_agent.goals.errors import UnknownProposalError
from dailyme.errors import CommandError
from dailyme.pages.brand.going_on import let_go_on
from dailyme.pages.brand.learning import learnt
from dailyme.pages.brand.office import Office
from dailyme.pages.brand.selling import sold


def policy_file(office: Office) -> Path:
    """Return the brand's policy file. Raises `CommandError` without one."""
    if office.config is None:
        advice = "Write one with `dailyme brand init`, and start the console with --config."
        raise CommandError("This shop has no brand.toml: nothing of it can be changed here.", advice)
    return office.config


async def _policy(office: Office, change: Change) -> Effect:
    return policy_effect(policy_file(office))


async def _proposal(office: Office, change: Change) -> Effect:
    """Apply the Co-Marketer's proposal, if it would still be made and still is the same."""
    file, at_ms = policy_file(office), office.now_ms()
    shop = await sold(office)
    try:
        chosen = (await learnt(office, shop)).one(change.about)
    except UnknownProposalError as error:
        raise StaleChangeError(str(error)) from None
    if chosen.before != change.before or chosen.after != change.after:
        raise StaleChangeError("the policy was changed since it was proposed")

    def apply(connection: Connection, one: Change, who: Person) -> None:
        apply_proposal(connection, file, chosen, one.by, at_ms=at_ms, second=who.name)

    return apply


async def _revert(office: Office, change: Change) -> Effect:
    file, at_ms = policy_file(office), office.now_ms()

    def revert(connection: Connection, one: Change, who: Person) -> None:
        if file.read_text(encoding="utf-8") != one.before:
            raise StaleChangeError("the policy was changed since it was proposed")
        revert_change(connection, file, one.about, one.by, at_ms=at_ms, second=who.name)

    return revert


async def _resume(office: Office, change: Change) -> Effect:
    at_ms = office.now_ms()

    def resume(connection: Connection, one: Change, who: Person) -> None:
        if not read_standing(connection).is_paused:
            raise StaleChangeError("the agent goes on already")
        let_go_on(connection, one.by, who.name, one.why, at_ms=at_ms)

    return resume


EFFECTS: Final[Mapping[str, Callable[[Office, Change], Awaitable[Effect]]]] = {
    "policy": _policy,
    "proposal": _proposal,
    "revert": _revert,
    "resume": _resume,
}


async def effect_of(office: Office, change: Change) -> Effect:
    """Return what *change* does when it is approved. Raises `StaleChangeError` where it is too late."""
    return await EFFECTS[change.kind](office, change)
