"""The form in which limits are proposed: what stands in it, what was typed, and what that would change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final, cast, get_args

from brand_agent import BrandPolicy
from brand_agent.console.people import Person
from brand_agent.console.wanted import WantedLimits, limits_text
from brand_agent.errors import PolicyError
from brand_agent.policy_mandate import ChangeKind
from dailyme.pages.shell import Form
from protocol import Price, major

KINDS: Final = (
    ("limits", "Tighter limits", "never looser ones"),
    ("play", "How it haggles", "greatest discount, turns, eagerness: by a step"),
    ("promotion", "Offers that everybody sees", "up to the discount below"),
    ("age", "More off for old pieces", "by a step"),
    ("volume", "More off for several pieces", "up to the discount below"),
)


def values_of(policy: BrandPolicy) -> dict[str, str]:
    """What stands in the form before anybody typed."""
    rules, mandate = policy.guardrails, policy.mandate
    budget = rules.daily_concessions
    until = (
        "" if mandate.until is None else datetime.fromtimestamp(mandate.until / 1000, UTC).date().isoformat()
    )
    return {
        "floor_margin": _percent(rules.floor_margin),
        "max_discount": _percent(rules.max_discount),
        "concession_share": _percent(rules.concession_share),
        "daily_concessions": "" if budget is None else major(budget.amount, budget.currency),
        "step": _percent(mandate.step),
        "discount": _percent(mandate.discount),
        "until": until,
    }


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}"


def wanted_of(form: Form, policy: BrandPolicy) -> WantedLimits:
    kinds = form.many("kinds", most=len(KINDS))
    known = get_args(ChangeKind)
    if any(one not in known for one in kinds):
        form.blame("kinds", "Choose from those shown.")
    until: date | None = form.day("until", required=bool(kinds))
    return WantedLimits(
        floor_margin=_share(form, "floor_margin", most=99),
        max_discount=_share(form, "max_discount", most=99),
        daily_concessions=_budget_of(form, policy.currency),
        concession_share=_share(form, "concession_share", most=100),
        kinds=cast("tuple[ChangeKind, ...]", tuple(one for one in known if one in kinds)),
        step=_share(form, "step", most=99),
        discount=_share(form, "discount", most=99),
        until=until if kinds else None,
    )


def _budget_of(form: Form, currency: str) -> Price | None:
    budget = form.price("daily_concessions", currency=currency, required=False)
    if budget is not None and budget.currency != currency:
        form.blame("daily_concessions", f"This shop counts in {currency}.")
        return None
    return budget


def _share(form: Form, name: str, *, most: int) -> Decimal:
    """Return the percent typed into *name* as a share of 1, in hundredths of a percent."""
    typed = form.text(name, most=10).removesuffix("%").strip().replace(",", ".")
    if name in form.faults:
        return Decimal(0)
    number = Decimal(typed) if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", typed) else Decimal(-1)
    if not 0 <= number <= most:
        form.blame(name, f"Write percent, from 0 to {most}, such as 7.5.")
        return Decimal(0)
    return (number / 100).normalize()


def after_of(form: Form, before: str, wanted: WantedLimits, who: Person) -> str:
    try:
        return limits_text(before, wanted, by=who.name)
    except PolicyError as error:
        for fault in error.faults:
            field = fault.path.rpartition(".")[2]
            known = field if field in WantedLimits.__slots__ else "why"
            form.blame(known, f"{fault.instead or fault.found}.")
        return ""


def titles(before: BrandPolicy, after: BrandPolicy) -> Iterable[str]:
    """What changes, for people."""
    was, now = before.guardrails, after.guardrails
    for name, words in (
        ("floor_margin", "floor margin"),
        ("max_discount", "greatest discount"),
        ("concession_share", "share of the budget for one negotiation"),
    ):
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            yield f"{words} from {_percent(old)} % to {_percent(new)} %"
    if was.daily_concessions != now.daily_concessions:
        yield f"day\u2019s budget from {_budget(was.daily_concessions)} to {_budget(now.daily_concessions)}"
    if before.mandate != after.mandate:
        yield "mandate of the Co-Marketer"


def _budget(price: Price | None) -> str:
    return "none" if price is None else f"{major(price.amount, price.currency)} {price.currency}"
