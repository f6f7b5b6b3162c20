"""What proposals are made from, and how one is made: within the bounds, or named with the reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from brand_agent.closing import Heard
from brand_agent.errors import PolicyError
from brand_agent.goals.book import Version
from brand_agent.goals.bounds import Signed
from brand_agent.goals.edits import Edit
from brand_agent.goals.errors import OutsideLimitsError
from brand_agent.goals.naming import called
from brand_agent.goals.proposal import Effect, Proposal, Reason, propose_edit
from brand_agent.goals.signed import signed_limits
from brand_agent.policy import BrandPolicy
from brand_agent.proposing import Settings
from brand_agent.stockroom import DAY_MS
from catalog_adapters import Entry
from protocol import write_time

GUESS: Final = Decimal("0.05")
"""How much a new offer takes off, where the limits leave it and the threads are too few: a guess."""
MONTH_MS: Final = 30 * DAY_MS


@dataclass(frozen=True, slots=True)
class Given:
    """What proposals are made from: the policy, the goal, the catalog and what the threads taught."""

    policy: BrandPolicy
    version: Version
    entries: Sequence[Entry]
    rows: Sequence[Heard]
    margin: float | None
    at_ms: int
    left: list[str] = field(default_factory=list)
    """What could not be proposed, and why: filled by `proposals`."""

    @property
    def signed(self) -> Signed:
        """What the goal holds every proposal to."""
        return signed_limits(self.version, self.policy, self.entries)

    @property
    def settings(self) -> Settings:
        """How the brand plays now."""
        rules = self.policy.guardrails
        return Settings(
            float(rules.max_discount), rules.counters, float(rules.eagerness), float(rules.sealed_share)
        )


def made(given: Given, edit: Edit, reason: Reason, effect: Effect) -> Iterator[Proposal]:
    """Yield the proposal of *edit*, if it may be made and changes anything; else say why not."""
    number, text = given.version.number, given.policy.text
    try:
        found = propose_edit(text, edit, given.signed, goal=number, reason=reason, effect=effect)
    except (OutsideLimitsError, PolicyError) as error:
        given.left.append(f"{edit.kind}, for {'; '.join(map(called, reason.touches))}: {error}")
        return
    if found.after != found.before:
        yield found


def during(given: Given, until_ms: int) -> dict[str, str]:
    """Return from when until when a new offer holds: from the day of the signature."""
    from_ms = (given.version.signed_ms or given.at_ms) // DAY_MS * DAY_MS
    return {"valid_from": write_time(from_ms), "valid_until": write_time(until_ms)}


def percent(share: Decimal) -> str:
    """Return *share* in per cent, for people."""
    return f"{(share * 100).normalize():f} %"
