"""What a change of the policy may do at all, whoever or whatever proposes it: code, not advice.

The Co-Marketer changes how it plays and what is offered. It never lowers a floor, never loosens a budget,
never goes above a signed limit, never touches goods that stay as they are, and nothing else of the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from brand_agent.goals.errors import OutsideLimitsError
from brand_agent.goals.goal import Limits
from brand_agent.policy import BrandPolicy
from brand_agent.policy_guardrails import Guardrails
from protocol.promotion import Applies

_SECTIONS: Final = frozenset({"guardrails", "promotion", "segment", "volume"})
_SETTINGS: Final = frozenset(
    {
        "floor_margin", "max_discount", "counters", "eagerness", "sealed_share", "daily_concessions", "age",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signed:
    """The limits that a person signed, with what their words are about.

    untouched: the keys (product, variant) and categories of goods that stay as they are. unknown: words that
    fit no article, so that nobody can tell what they cover.
    """

    limits: Limits = field(default_factory=Limits)
    untouched: tuple[tuple[str, str, frozenset[str]], ...] = ()
    unknown: tuple[str, ...] = ()


def check(before: BrandPolicy, after: BrandPolicy, signed: Signed) -> None:
    """Return if *after* may follow *before*. Raises `OutsideLimitsError`."""
    for why in _broken(before, after, signed):
        raise OutsideLimitsError(why)


def _broken(before: BrandPolicy, after: BrandPolicy, signed: Signed) -> Iterator[str]:
    for name in BrandPolicy.model_fields:
        if name not in _SECTIONS and getattr(before, name) != getattr(after, name):
            yield f"[{name}] is not the Co-Marketer's to change"
    for name in Guardrails.model_fields:
        if name not in _SETTINGS and getattr(before.guardrails, name) != getattr(after.guardrails, name):
            yield f"guardrails.{name} is not the Co-Marketer's to change"
    yield from _floors(before.guardrails, after.guardrails, signed.limits)
    yield from _discounts(before, after, signed.limits)
    yield from _budget(before.guardrails, after.guardrails, signed.limits)
    yield from _excluded(before, after, signed)
    kept = set(after.segment)
    if any(one not in kept for one in before.segment):
        yield "a published segment is not the Co-Marketer's to change"


def _floors(before: Guardrails, after: Guardrails, limits: Limits) -> Iterator[str]:
    days = sorted({0, *(step.days for step in (*before.age, *after.age))})
    for age in days:
        was, now = before.limits(age).floor_margin, after.limits(age).floor_margin
        if now < was:
            yield f"the floor of pieces of {age} days would fall from {was} to {now}"
        if limits.floor_margin is not None and now < limits.floor_margin and now != was:
            yield f"the floor of pieces of {age} days would be {now}, below the signed {limits.floor_margin}"


def _discounts(before: BrandPolicy, after: BrandPolicy, limits: Limits) -> Iterator[str]:
    most = limits.max_discount
    if most is None:
        return
    was, now = dict(_given(before)), dict(_given(after))
    for name, share in now.items():
        if share > most and share > was.get(name, Decimal(0)):
            yield f"{name} would be {share}, above the signed {most}"


def _given(policy: BrandPolicy) -> Iterator[tuple[str, Decimal]]:
    """Every share that *policy* may give, by where it stands."""
    rules = policy.guardrails
    yield "guardrails.max_discount", rules.max_discount
    yield from ((f"guardrails.age {step.days}", step.max_discount) for step in rules.age)
    yield from ((f"promotion {one.id}", one.discount) for one in policy.promotion)
    yield from (
        (f"volume {one.pieces} {one.products}{one.categories}", one.discount) for one in policy.volume
    )


def _budget(before: Guardrails, after: Guardrails, limits: Limits) -> Iterator[str]:
    was, now = before.daily_concessions, after.daily_concessions
    if was == now:
        return
    if was is not None and (now is None or now.currency != was.currency or now.amount > was.amount):
        yield "the day's budget of concessions would grow"
    most = limits.daily_concessions
    if most is not None and (now is None or now.currency != most.currency or now.amount > most.amount):
        yield "the day's budget of concessions would be above the signed one"


def _excluded(before: BrandPolicy, after: BrandPolicy, signed: Signed) -> Iterator[str]:
    """What would give more on goods that stay as they are."""
    if not (signed.untouched or signed.unknown):
        return
    for name in sorted(_gives_more(before, after, signed)):
        if signed.unknown:
            yield f"{name} might touch {', '.join(signed.unknown)}, and no article is called that"
        else:
            yield f"{name} would touch goods that are to stay as they are"


def _gives_more(before: BrandPolicy, after: BrandPolicy, signed: Signed) -> set[str]:
    found = set()
    for days in {0, *(step.days for step in (*before.guardrails.age, *after.guardrails.age))}:
        if after.guardrails.limits(days).max_discount > before.guardrails.limits(days).max_discount:
            found.add("guardrails")
    if after.guardrails.eagerness > before.guardrails.eagerness:
        found.add("guardrails.eagerness")
    if after.guardrails.sealed_share > before.guardrails.sealed_share:
        found.add("guardrails.sealed_share")
    for promotion in after.promotion:
        if promotion not in before.promotion and _touches(promotion, signed):
            found.add(f"promotion {promotion.id}")
    for volume in after.volume:
        if volume not in before.volume and _touches(volume, signed):
            found.add("a volume rule")
    return found


def _touches(rule: object, signed: Signed) -> bool:
    lists = {name: getattr(rule, name) for name in ("products", "variants", "categories")}
    if signed.unknown or not any(lists.values()):
        return True
    applies = Applies(**lists)
    return any(applies.covers(product, variant, held) for product, variant, held in signed.untouched)
