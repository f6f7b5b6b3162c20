"""What holds after the agreement: what was promised, what came, what is owed.

Spec: spec/85-fulfil.md.

`Fulfilment` is what both parties know of an order; each message after the agreement replaces it. Days are
calendar days in UTC, so that an hour more or less makes nobody late.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from protocol.bodies import Agreement
from protocol.fulfilment import (
    STAGES,
    Delivered,
    Handoff,
    Outcome,
    Remedy,
    RemedyCase,
    RemedyTerms,
    ReturnReason,
    Stage,
    Status,
)
from protocol.issues import Terms
from protocol.money import Price
from protocol.times import read_time

DAY_MS: Final = 86_400_000
WHOLE: Final = 10_000
MAX_POINTS: Final = 1_000_000
_MONTH_DAYS: Final = 30

_NOTHING: Final[MappingProxyType[Any, Any]] = MappingProxyType({})
_UNDER_WARRANTY: Final = frozenset({"faulty", "wrong", "incomplete"})


class Fulfilment(NamedTuple):
    """An order as both parties know it. The times of `returns` are those of the messages."""

    promised_ms: int
    handoff: Handoff | None = None
    status: Status | None = None
    delivered: Delivered | None = None
    returns: MappingProxyType[ReturnReason, int] = _NOTHING
    remedies: MappingProxyType[str, Remedy] = _NOTHING
    outcome: Outcome | None = None
    is_reviewed: bool = False

    @property
    def is_under_way(self) -> bool:
        """Whether anything was said of it beyond the hand-off, so that it can't begin anew."""
        return bool(self.status or self.delivered or self.outcome or self.returns)

    @property
    def brand_says_ms(self) -> int | None:
        """When it was delivered, by the brand's own signed status; None if no status says so."""
        status = self.status
        return read_time(status.at) if status is not None and status.stage == "delivered" else None

    @property
    def delivered_ms(self) -> int | None:
        """When it was delivered: by the twin's word, else by the brand's; None if neither says so."""
        return self.brand_says_ms if self.delivered is None else read_time(self.delivered.at)

    @property
    def is_disputed(self) -> bool:
        """Whether the twin disputed that it came, or came in time, before it says so in an outcome."""
        return not self.returns.keys().isdisjoint({"late", "missing"})

    def days_late(self, at_ms: int) -> int:
        """Return by how many days the delivery is late, on *at_ms* if nothing was delivered until then."""
        came_ms = self.delivered_ms
        return days_late(self.promised_ms, at_ms if came_ms is None else came_ms)


def may_follow(before: Stage, after: Stage) -> bool:
    """Say whether an order that was *before* may be *after* now (FUL-11).

    >>> may_follow("placed", "shipped"), may_follow("delivered", "cancelled")
    (True, False)
    """
    if (before, after) in {("delivered", "cancelled"), ("cancelled", "returned")}:
        return False
    return STAGES.index(after) >= STAGES.index(before)


def promised_ms(agreement: Agreement) -> int:
    """Return by when *agreement* promises delivery (FUL-10)."""
    return read_time(agreement.agreed) + agreement.deal.terms.delivery_days * DAY_MS


def days_late(promised_ms: int, came_ms: int) -> int:
    """Return by how many calendar days (UTC) the delivery followed the promised day; 0 if it did not.

    >>> days_late(9 * DAY_MS, 9 * DAY_MS + 5), days_late(9 * DAY_MS, 11 * DAY_MS)
    (0, 2)
    """
    return max(0, came_ms // DAY_MS - promised_ms // DAY_MS)


def value_of(terms: RemedyTerms, total: Price, days_late: int) -> tuple[Price | None, int | None]:
    """Return the amount and the points that *terms* give for a deal of *total* that is late by *days_late*.

    A refund without a share is of the whole total; what counts per day stops at its cap, and at the total.
    """
    times = max(1, days_late) if terms.case == "late" else 1
    if terms.kind == "points":
        points = (terms.points or 1) * times
        return None, min(points, terms.cap_points or MAX_POINTS, MAX_POINTS)
    if terms.kind not in {"refund", "price-reduction"}:
        return None, None
    share = min((terms.basis_points or WHOLE) * times, terms.cap_basis_points or WHOLE, WHOLE)
    return total.share(Decimal(share) / WHOLE), None


def is_owed(order: Fulfilment, terms: Terms, case: RemedyCase, at_ms: int) -> bool:
    """Say whether *terms* give a right to a remedy in *case*, told at *at_ms* (FUL-24).

    A change of mind within the days of return; a fault within these or the warranty, a month counting 30
    days; nothing delivered after the promised day.
    """
    came_ms = order.delivered_ms
    if came_ms is None:
        return case in {"late", "missing"} and order.days_late(at_ms) > 0
    days = terms.returns_days
    if case in _UNDER_WARRANTY:
        days = max(days, terms.warranty_months * _MONTH_DAYS)
    elif case != "changed-mind":
        return False
    return at_ms < came_ms + (days + 1) * DAY_MS
