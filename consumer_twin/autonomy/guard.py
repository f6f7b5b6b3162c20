"""The guard of the person's autonomy: the last look at an accept, in the transaction that books it.

Spec: spec/70-decide.md (DEC-30 to DEC-36).
"""

from __future__ import annotations

from consumer_twin.autonomy.autonomy import Allowance, Autonomy, covers
from consumer_twin.autonomy.errors import (
    AskAboveError,
    AskAlwaysError,
    CategoryCapError,
    DayCapError,
    DealCapError,
    MonthCapError,
    PausedError,
)
from negotiation import CategoryError, CurrencyError, Deal
from protocol import Price


def guard_autonomy(deal: Deal, allowed: Allowance, *, unasked: bool) -> None:
    """Return if the person's autonomy lets *deal* be accepted.

    unasked: by a mandate, and not by the person's own yes to this very offer.

    Raises `PausedError`, or the `GuardError` of the first limit that it breaks.
    """
    if allowed.paused_ms is not None:  # DEC-36
        raise PausedError
    autonomy = allowed.autonomy
    if autonomy.currency not in {None, deal.total.currency}:  # NEG-42
        raise CurrencyError(deal.total.currency, autonomy.currency)
    if unasked:
        _guard_asking(deal, autonomy)
    _guard_caps(deal, allowed)


def _guard_asking(deal: Deal, autonomy: Autonomy) -> None:
    if autonomy.mode == "ask":  # DEC-30
        raise AskAlwaysError
    above = autonomy.above
    if autonomy.mode == "ask-above" and above is not None and deal.total.amount > above.amount:  # DEC-31
        raise AskAboveError(deal.total, above)
    names = [one.category for one in autonomy.caps.categories]
    if autonomy.mode == "mandate" and names:  # DEC-15
        known = [any(covers(name, one) for name in names) for one in deal.categories]
        if not known or not all(known):
            raise CategoryError(sorted(deal.categories), sorted(names))


def _guard_caps(deal: Deal, allowed: Allowance) -> None:
    caps, used, total = allowed.autonomy.caps, allowed.used, deal.total
    if _is_over(caps.per_deal, total.amount):  # DEC-32
        raise DealCapError(total, caps.per_deal)
    if _is_over(caps.per_day, used.day_minor + total.amount):  # DEC-33
        raise DayCapError(used.day_minor + total.amount, caps.per_day)
    if _is_over(caps.per_month, used.month_minor + total.amount):  # DEC-33
        raise MonthCapError(used.month_minor + total.amount, caps.per_month)
    for cap in caps.categories:  # DEC-34
        mine = any(covers(cap.category, one) for one in deal.categories)
        after = used.categories.get(cap.category, 0) + total.amount
        if mine and _is_over(cap.per_month, after):
            raise CategoryCapError(after, cap.per_month)


def _is_over(cap: Price | None, minor: int) -> bool:
    return cap is not None and minor > cap.amount
