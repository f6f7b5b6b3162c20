"""Whether a mandate covers a change: its kind, its time, and how far it is from where a person left it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from brand_agent.goals.errors import OutsideMandateError
from brand_agent.policy import BrandPolicy
from brand_agent.policy_mandate import ChangeKind, MandateRule
from protocol import write_time

_COUNTERS: Final = 2
_FACTOR: Final = Decimal(2)
"""How far the turns and the eagerness may move: one step of `brand learn`, a guess."""


def check_mandate(kind: ChangeKind, base: BrandPolicy, after: BrandPolicy, *, at_ms: int) -> None:
    """Return if the mandate in *base*, as a person last left the policy, covers a change to *after*.

    Raises `OutsideMandateError`.
    """
    for why in _outside(kind, base, after, base.mandate, at_ms):
        raise OutsideMandateError(why)


def _outside(
    kind: ChangeKind, base: BrandPolicy, after: BrandPolicy, mandate: MandateRule, at_ms: int
) -> Iterator[str]:
    if kind not in mandate.kinds:
        yield f"the mandate does not say {kind}"
        return
    if mandate.until is None or at_ms >= mandate.until:
        yield "the mandate is over"
        return
    yield from _moved(base, after, mandate.step, tightens=kind == "limits")
    for promotion in after.promotion:
        if promotion not in base.promotion:
            if promotion.discount > mandate.discount:
                yield f"{promotion.id} takes {promotion.discount} off, the mandate gives {mandate.discount}"
            if promotion.valid_until > mandate.until:
                yield f"{promotion.id} would go on after the mandate's end, {write_time(mandate.until)}"
    for volume in after.volume:
        if volume not in base.volume and volume.discount > mandate.discount:
            yield f"a volume rule takes {volume.discount} off, the mandate gives {mandate.discount}"


def _moved(base: BrandPolicy, after: BrandPolicy, step: Decimal, *, tightens: bool) -> Iterator[str]:
    was, now = base.guardrails, after.guardrails
    if tightens and (now.floor_margin < was.floor_margin or now.max_discount > was.max_discount):
        yield "tighter limits would be looser"
    for name in () if tightens else ("floor_margin", "max_discount", "sealed_share"):
        before, then = getattr(was, name), getattr(now, name)
        if abs(then - before) > step:
            yield f"{name} would move by {abs(then - before)} in all, the mandate gives {step}"
    for days in sorted({one.days for one in now.age}):
        deeper = now.limits(days).max_discount - was.limits(days).max_discount
        if deeper > step:
            yield f"pieces of {days} days would get {deeper} more off, the mandate gives {step}"
    if abs(now.counters - was.counters) > _COUNTERS:
        yield f"counters would move by more than {_COUNTERS}"
    if not was.eagerness / _FACTOR <= now.eagerness <= was.eagerness * _FACTOR:
        yield f"eagerness would move by more than a factor of {_FACTOR}"
