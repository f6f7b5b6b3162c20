"""Limits as somebody wants them, as lines of brand.toml: what is as it was is not written again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brand_agent.policy_edit import with_settings
from brand_agent.policy_guardrails import Guardrails
from brand_agent.policy_mandate import ChangeKind, MandateRule
from brand_agent.policy_reader import read_policy
from protocol import Price, major, read_time


@dataclass(frozen=True, slots=True)
class WantedLimits:
    """The guarded settings. Shares are of 1; daily_concessions None: no budget.

    until: the mandate's last day, UTC; without kinds there is no mandate.
    """

    floor_margin: Decimal
    max_discount: Decimal
    daily_concessions: Price | None
    concession_share: Decimal
    kinds: tuple[ChangeKind, ...] = ()
    step: Decimal = Decimal("0.02")
    discount: Decimal = Decimal("0.05")
    until: date | None = None


def limits_text(text: str, wanted: WantedLimits, *, by: str) -> str:
    """Return the policy *text* with the limits *wanted*; a mandate is given *by* somebody.

    Raises `PolicyError`.
    """
    policy = read_policy(text)
    rails = _rails(policy.guardrails, wanted)
    after = with_settings(text, "guardrails", rails) if rails else text
    mandate = _mandate(policy.mandate, wanted, by)
    return with_settings(after, "mandate", mandate) if mandate else after


def _rails(now: Guardrails, wanted: WantedLimits) -> Mapping[str, str | None]:
    found: dict[str, str | None] = {}
    for name in ("floor_margin", "max_discount", "concession_share"):
        if getattr(wanted, name) != getattr(now, name):
            found[name] = f'"{getattr(wanted, name):f}"'
    budget = wanted.daily_concessions
    if budget != now.daily_concessions:
        found["daily_concessions"] = None if budget is None else f'"{major(budget.amount, budget.currency)}"'
    return found


def _mandate(now: MandateRule, wanted: WantedLimits, by: str) -> Mapping[str, str | None]:
    if not wanted.kinds:
        return {"kinds": "[]"} if now.kinds else {}
    found: dict[str, str | None] = {}
    if wanted.kinds != now.kinds:
        found["kinds"] = "[" + ", ".join(f'"{kind}"' for kind in wanted.kinds) + "]"
    for name in ("step", "discount"):
        if getattr(wanted, name) != getattr(now, name):
            found[name] = f'"{getattr(wanted, name):f}"'
    if wanted.until is not None:
        until = f"{wanted.until.isoformat()}T23:59:59Z"
        found |= {} if now.until == read_time(until) else {"until": until}
    quoted = by.replace("\\", "\\\\").replace('"', '\\"')
    return found | ({"by": f'"{quoted}"'} if found else {})
