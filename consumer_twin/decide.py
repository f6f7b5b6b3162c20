"""Decide: who may say yes to an option, and when the answer is not to buy.

Spec: spec/70-decide.md.

A mandate may say yes without asking; otherwise the person is asked; and sometimes the answer is not to buy,
with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consumer_twin.mandate import allow
from consumer_twin.option import Option
from consumer_twin.records import Spent, WishRecord
from negotiation import GuardError, Mandate


@dataclass(frozen=True)
class Take:
    """A mandate covers this option: accept it without asking."""

    option: Option


@dataclass(frozen=True)
class Ask:
    """The person must be asked; *reason* says why no mandate decided."""

    reason: str


@dataclass(frozen=True)
class Leave:
    """Don't buy now, and why."""

    reason: str


def decide(
    options: Sequence[Option], record: WishRecord, mandate: Mandate | None, spent: Spent, *, at_ms: int
) -> Take | Ask | Leave:
    """Return what to do about the ranked *options* of one wish line.

    A public page that beats every offer is a reason to ask, since nobody can accept it by message.
    """
    fitting = [option for option in options if option.fits]
    if not fitting:
        return Leave(_why_not(options))
    if mandate is None:
        return Ask("No mandate allows an accept without asking.")
    best = fitting[0]
    if not best.negotiable:
        return Ask(f"The best price stands on a public page: {best.seller.url}")
    try:
        allow(best, record, mandate, spent, at_ms=at_ms)
    except GuardError as error:
        return Ask(f"The mandate does not cover the best option: {error}.")
    return Take(best)


def _why_not(options: Sequence[Option]) -> str:
    if not options:
        return "Don't buy now: nobody made an offer for this."
    timely = [option for option in options if not option.late]
    if not timely:
        soonest = min((option.terms.delivery_days for option in options if option.terms), default=None)
        known = "no seller states a delivery" if soonest is None else f"the soonest takes {soonest} days"
        return f"Don't buy now: nothing arrives in time; {known}."
    cheapest = min(timely, key=lambda option: option.total.amount)
    return (
        f"Don't buy now: the lowest total anybody came down to is {cheapest.total.words()} "
        f"({cheapest.seller.name}), and that is above your ceiling."
    )
