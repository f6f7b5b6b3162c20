"""The budget of concessions: what all deals of a UTC day may give below list, and one thread of it.

Spec: spec/60-negotiate.md (NEG-49); docs/adr/0026-firm-offers-reserve-the-budget.md.

An offer is firm, so what it gives is reserved before it is said: until its end and the grace, on each day on
which it can be accepted. A thread reserves its best offer once, and no more than a share of what is left, so
that free threads shrink the budget of the others and never end it at once.
"""

from __future__ import annotations

from brand_agent.errors import UnguardedError
from brand_agent.policy import BrandPolicy
from brand_agent.ports import Ledger, Purse
from brand_agent.stockroom import DAY_MS
from protocol import GRACE_MS, Negotiation, Offer, read_time


def allowance_for(
    talk: Negotiation, ledger: Ledger, policy: BrandPolicy, *, at_ms: int, made_ms: int
) -> int | None:
    """Return what an offer of *talk*, made now, may give below list; None is no budget."""
    if policy.guardrails.daily_concessions is not None:
        ledger.purse.release(at_ms)
    return allowance_now(talk.thread, ledger.purse, policy, at_ms=at_ms, made_ms=made_ms)


def allowance_now(thread: str, purse: Purse, policy: BrandPolicy, *, at_ms: int, made_ms: int) -> int | None:
    """Return the same without giving back what is over, which is looked at and not changed."""
    rules = policy.guardrails
    if rules.daily_concessions is None:
        return None
    until_ms = made_ms + rules.offer_valid_minutes * 60_000
    limit, share = rules.daily_concessions.amount, rules.concession_share
    return purse.allowance(thread, _days(at_ms, until_ms), limit_minor=limit, share=share)


def reserve(offer: Offer, talk: Negotiation, ledger: Ledger, policy: BrandPolicy, *, at_ms: int) -> None:
    """Reserve what *offer* gives below list. Raises `UnguardedError` if the budget has no room (NEG-49)."""
    limit = policy.guardrails.daily_concessions
    given = given_minor(offer)
    if limit is None or given <= 0:
        return
    until_ms = read_time(offer.valid_until)
    days, over_ms = _days(at_ms, until_ms), until_ms + GRACE_MS
    if not ledger.purse.reserve(talk.thread, given, days, until_ms=over_ms, limit_minor=limit.amount):
        raise UnguardedError("the budget of concessions has no room for the offer")


def given_minor(offer: Offer) -> int:
    """Return what *offer* gives below list, in minor units."""
    return offer.list_total.amount - offer.total.amount


def day_of(at_ms: int) -> int:
    """Return the UTC day of *at_ms*, in days since 1970."""
    return at_ms // DAY_MS


def _days(at_ms: int, until_ms: int) -> range:
    return range(day_of(at_ms), day_of(until_ms + GRACE_MS) + 1)
