"""Remedies: what the brand makes good, by its published policy, worked out in code and guarded.

Spec: spec/85-fulfil.md (FUL-23 to FUL-25).

A remedy depends on the case, the days, the deal and the policy: no argument says who asks.
"""

from __future__ import annotations

from typing import Any, Final

from brand_agent.errors import UnguardedError
from brand_agent.policy import BrandPolicy
from brand_agent.policy_fulfilment import remedy_terms
from protocol import Offer, Remedy, write_time
from protocol.fulfilling import DAY_MS, value_of
from protocol.fulfilment import RemedyCase, RemedyKind, RemedyTerms

_OWED: Final[dict[RemedyCase, RemedyKind]] = {
    "late": "refund", "missing": "refund", "changed-mind": "refund",
    "faulty": "replacement", "wrong": "replacement", "incomplete": "replacement",
}  # fmt: skip
"""What is done where the agreement gives a right and the policy gives nothing."""


def remedy_for(
    case: RemedyCase,
    deal: Offer,
    policy: BrandPolicy,
    *,
    regarding: str,
    days_late: int,
    is_owed: bool,
    at_ms: int,
) -> Remedy:
    """Return what the brand does in *case* about the message of hash *regarding*, at *at_ms*.

    is_owed: the agreed terms give a right to a remedy (FUL-24).
    """
    terms = _terms(case, policy, is_owed=is_owed)
    amount, points = value_of(terms, deal.total, days_late)
    members: dict[str, Any] = {"regarding": regarding, "kind": terms.kind}
    members |= {} if amount is None else {"amount": amount}
    members |= {} if points is None else {"points": points}
    return Remedy(**members, by=write_time(at_ms + terms.days * DAY_MS))


def guard_remedy(
    remedy: Remedy, case: RemedyCase, deal: Offer, policy: BrandPolicy, *, days_late: int, is_owed: bool
) -> None:
    """Return if the brand may sign *remedy*: no more, and no less, than what it published (FUL-25).

    Raises `UnguardedError`.
    """
    terms = _terms(case, policy, is_owed=is_owed)
    if remedy.kind != terms.kind or (is_owed and remedy.kind == "none"):
        raise UnguardedError("the remedy is of another kind than the published one")
    if (remedy.amount, remedy.points) != value_of(terms, deal.total, days_late):
        raise UnguardedError("the remedy is worth something else than the published one")
    if remedy.amount is not None and remedy.amount.above(deal.total):
        raise UnguardedError("the remedy is worth more than the deal")


def _terms(case: RemedyCase, policy: BrandPolicy, *, is_owed: bool) -> RemedyTerms:
    terms = next(one for one in remedy_terms(policy.remedies) if one.case == case)
    if terms.kind == "none" and is_owed:
        return RemedyTerms(case=case, kind=_OWED[case], days=terms.days)
    return terms
