"""Four eyes: a change of the limits is proposed by one person and takes effect when another approves it.

What is guarded: everything in `[guardrails]` and `[mandate]` of brand.toml, and switching the agent on again
after a stop. A shop with one account may say that one person runs it; that is recorded, and holds until
somebody else is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from brand_agent.console.errors import FourEyesError, UnknownChangeError
from brand_agent.console.people import Person
from brand_agent.console.roles import Role, check_role
from brand_agent.policy import BrandPolicy
from brand_agent.policy_guardrails import Guardrails
from brand_agent.policy_mandate import MandateRule

State = Literal["open", "approved", "declined", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change of the limits.

    kind: `policy` (before and after are brand.toml), `proposal` or `revert` (likewise; about: the
    Co-Marketer's proposal), or what another part of the console lets be proposed.
    by_number: of the account, which stays the same when its name is changed.
    """

    number: int
    kind: str
    about: str
    title: str
    before: str
    after: str
    why: str
    by: str
    by_number: int
    at_ms: int
    state: State = "open"
    decided_by: str | None = None
    decided_ms: int | None = None
    said: str = ""


def guarded(before: BrandPolicy, after: BrandPolicy) -> tuple[str, ...]:
    """Return the names of the guarded settings in which *after* differs from *before*."""
    pairs = [
        *((f"guardrails.{name}", "guardrails", name) for name in Guardrails.model_fields),
        *((f"mandate.{name}", "mandate", name) for name in MandateRule.model_fields),
    ]
    return tuple(
        shown
        for shown, table, name in pairs
        if getattr(getattr(before, table), name) != getattr(getattr(after, table), name)
    )


def is_alone(people: Sequence[Person], said: bool) -> bool:
    """Return whether one person runs the shop: nobody else has an account, and that was *said*."""
    return said and len(people) == 1


def check_decision(change: Change, who: Person, *, alone: bool) -> None:
    """Return if *who* may approve *change*; alone: `is_alone` of the shop.

    Raises `UnknownChangeError`, `NotAllowedError` or `FourEyesError`.
    """
    if change.state != "open":
        raise UnknownChangeError(f"change {change.number} is {change.state}")
    check_role(who.role, Role.APPROVER)
    if change.by_number == who.number and not alone:
        raise FourEyesError(f"{who.name} proposed it: somebody else decides")


def check_alone(people: Sequence[Person], names: Sequence[str], *, said: bool) -> None:
    """Return if one person may change the guarded settings *names* without another.

    Where nobody has an account, whoever can write the file is the shop. Raises `FourEyesError`.
    """
    if not names or not people or is_alone(people, said):
        return
    advice = (
        "Invite somebody with the role approver, or say that one person runs this shop: "
        "`dailyme brand people alone`."
    )
    words = f"{', '.join(names)} would change, and that takes two people"
    raise FourEyesError(words, advice if len(people) == 1 else None)


def check_withdrawal(change: Change, who: Person) -> None:
    """Return if *who* may take *change* back. Raises `UnknownChangeError` or `FourEyesError`."""
    if change.state != "open":
        raise UnknownChangeError(f"change {change.number} is {change.state}")
    if change.by_number != who.number:
        raise FourEyesError(f"{change.by} proposed it", "Decline it instead.")
