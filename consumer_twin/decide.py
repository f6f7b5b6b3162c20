"""Decide: who may say yes to an option, and when the answer is not to buy.

Spec: spec/70-decide.md (DEC-2, DEC-40, DEC-41).

A mandate or a standing rule may say yes without asking; otherwise the person is asked; and sometimes the
answer is not to buy, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consumer_twin.mandate import allow
from consumer_twin.option import Option
from consumer_twin.records import Spent, WishRecord
from consumer_twin.rules import ByRule, Rule, authorities, ruled_out
from negotiation import GuardError, Mandate


@dataclass(frozen=True)
class Take:
    """A mandate, or a rule as one, covers this option: accept it without asking."""

    option: Option
    authority: Mandate


@dataclass(frozen=True)
class Ask:
    """The person must be asked; *reason* says why no mandate decided."""

    reason: str


@dataclass(frozen=True)
class Leave:
    """Don't buy now, and why."""

    reason: str


def decide(
    options: Sequence[Option],
    record: WishRecord,
    mandate: Mandate | None,
    spent: Spent,
    *,
    at_ms: int,
    rules: Sequence[Rule] = (),
) -> Take | Ask | Leave:
    """Return what to do about the ranked *options* of one wish line.

    A public page that beats every offer is a reason to ask, since nobody can accept it by message. What a
    rule keeps out is as if it were not there (DEC-40).
    """
    out = ruled_out(rules)
    options = [option for option in options if option.seller.id not in out]
    fitting = [option for option in options if option.fits]
    if not fitting:
        return Leave(_why_not(options))
    best = fitting[0]
    by_rule = authorities(best, rules) if best.negotiable else ()
    if mandate is None and not by_rule:
        return Ask("No mandate allows an accept without asking.")
    if not best.negotiable:
        return Ask(f"The best price stands on a public page: {best.seller.url}")
    why_not = ""
    for authority in (*(() if mandate is None else (mandate,)), *by_rule):  # DEC-41
        try:
            allow(best, record, authority, spent, at_ms=at_ms)
        except GuardError as error:
            why_not = why_not or f"The {_called(authority)} does not cover the best option: {error}."
        else:
            return Take(best, authority)
    return Ask(why_not)


def _called(authority: Mandate) -> str:
    return "rule" if isinstance(authority, ByRule) else "mandate"


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
