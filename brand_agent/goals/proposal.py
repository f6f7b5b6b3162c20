"""A proposal: a change of the policy as a diff, with its reason, its effect and the goal that it is for.

Whoever makes one, it checks the bounds itself: a proposal outside of what a person signed can't be there,
whatever asked for it. It is checked again, against the goal in force, when it is applied.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from brand_agent.goals.bounds import Signed, check
from brand_agent.goals.edits import Edit, difference, edited
from brand_agent.policy_mandate import ChangeKind
from brand_agent.policy_reader import read_policy


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change should bring, in basis points of the list total a thread, and of deals a thread.

    All None: it is not known, and *why* says so.
    """

    why: str
    earned: float | None = None
    earned_low: float | None = None
    earned_high: float | None = None
    deals: float | None = None

    def members(self) -> dict[str, Any]:
        """As JSON members, in basis points."""
        known = self.earned is not None
        found: dict[str, Any] = {"known": known, "why": self.why}
        for name in ("earned", "earned_low", "earned_high", "deals"):
            value = getattr(self, name)
            found |= {} if value is None else {f"{name}_basis_points": round(10_000 * value)}
        return found


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that keeps the bounds. id: of goal and change, so it holds while others are applied."""

    id: str
    kind: ChangeKind
    goal: int
    touches: tuple[str, ...]
    """The members of the goal that it is for, such as `goals.0` or `guardrails.floor_margin`."""
    reason: str
    numbers: tuple[Decimal, ...]
    """Figures of the reason: no other number may stand in words about it."""
    names: tuple[str, ...]
    effect: Effect
    before: str = field(repr=False)
    after: str = field(repr=False)
    signed: Signed = field(repr=False)

    def __post_init__(self) -> None:
        check(read_policy(self.before), read_policy(self.after), self.signed)

    @property
    def diff(self) -> str:
        """What it changes in the policy."""
        return difference(self.before, self.after)

    def members(self) -> dict[str, Any]:
        """As JSON members."""
        return {
            "id": self.id,
            "kind": self.kind,
            "goal": self.goal,
            "touches": list(self.touches),
            "reason": self.reason,
            "effect": self.effect.members(),
            "diff": self.diff,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words of ours; its figures and names."""

    words: str
    numbers: tuple[Decimal, ...] = ()
    names: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()


def propose_edit(
    text: str, edit: Edit, signed: Signed, *, goal: int, reason: Reason, effect: Effect
) -> Proposal:
    """Return the proposal to change the policy *text* by *edit*.

    Raises `OutsideLimitsError` if it breaks the bounds, `PolicyError` if that is no policy.
    """
    after = edited(text, edit)
    segment = None if edit.segment is None else edit.segment.members()
    spelled = json.dumps([goal, edit.kind, dict(edit.members), segment], sort_keys=True)
    return Proposal(
        id="p-" + sha256(spelled.encode()).hexdigest()[:10],
        kind=edit.kind,
        goal=goal,
        touches=reason.touches,
        reason=reason.words,
        numbers=reason.numbers,
        names=reason.names,
        effect=effect,
        before=text,
        after=after,
        signed=signed,
    )


def toml(changes: Mapping[str, Any]) -> dict[str, str]:
    """Return settings as TOML values: shares in quotes, whole numbers without."""
    return {name: str(value) if isinstance(value, int) else f'"{value}"' for name, value in changes.items()}
