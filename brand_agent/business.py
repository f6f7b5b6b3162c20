"""The plain business case: what an agreement costs, beside what a new customer costs elsewhere.

All amounts are minor units of one currency. What an agreement costs is what was given below the list price,
the points that came with it, and any marketplace's fee. What is not known is None and never 0: half a sum
would read like a whole one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from brand_agent.goals.measure import LEAST, ratio, wilson

PER_POINTS: Final = 100
"""What points cost is said for so many."""


@dataclass(frozen=True, slots=True)
class SoldDeal:
    """A sale. points: that came with it. fee_minor: of a marketplace. is_repeat: they bought before."""

    total_minor: int
    list_total_minor: int
    net_minor: int
    cost_minor: int | None
    points: int = 0
    fee_minor: int = 0
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What the brand says that things cost it.

    acquisition_minor: a new customer, elsewhere. points_minor: `PER_POINTS` points.
    """

    acquisition_minor: int | None = None
    points_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 90 % interval; low and high are None where deals are too few to tell."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class BusinessCase:
    """What came of the haggling.

    each: the cost of an agreement, of which concessions, points and fees. margin: kept of the net sales, 0 to
    1. repeat: share of agreements with somebody who bought before and said so, 0 to 1.
    """

    agreements: int
    repeats: int
    sold_minor: int
    concessions_minor: int
    points: int
    points_minor: int | None
    fees_minor: int
    margin_minor: int | None
    acquisition_minor: int | None
    each: Interval | None
    margin: Interval | None
    repeat: Interval | None

    @property
    def cost_minor(self) -> int | None:
        """What all of it cost; None if what the points cost was not said."""
        if self.points_minor is None:
            return None
        return self.concessions_minor + self.points_minor + self.fees_minor

    @property
    def parts(self) -> tuple[tuple[str, float], ...]:
        """What an agreement costs on average, by part; nothing without agreements."""
        if not self.agreements:
            return ()
        amounts = (
            ("concessions", self.concessions_minor),
            ("points", self.points_minor or 0),
            ("fees", self.fees_minor),
        )
        return tuple((name, amount / self.agreements) for name, amount in amounts)

    @property
    def saved_minor(self) -> float | None:
        """By how much an agreement costs less than a new customer elsewhere; below 0: more."""
        if self.each is None or self.acquisition_minor is None:
            return None
        return self.acquisition_minor - self.each.value


def business_case(deals: Sequence[SoldDeal], said: Said) -> BusinessCase:
    """Return the business case of *deals*, all in one currency.

    >>> deal = SoldDeal(9_000, 10_000, 9_000, 7_000, points=50, fee_minor=200)
    >>> business_case([deal], Said(4_000, 100)).each
    Interval(value=1250.0, low=None, high=None)
    """
    points = sum(deal.points for deal in deals)
    known = [deal for deal in deals if deal.cost_minor is not None]
    whole = len(known) == len(deals)
    margins = [float(deal.net_minor - (deal.cost_minor or 0)) for deal in deals]
    nets = [float(deal.net_minor) for deal in deals]
    repeats = sum(deal.is_repeat for deal in deals)
    return BusinessCase(
        agreements=len(deals),
        repeats=repeats,
        sold_minor=sum(deal.total_minor for deal in deals),
        concessions_minor=sum(_conceded(deal) for deal in deals),
        points=points,
        points_minor=_points_minor(points, said),
        fees_minor=sum(deal.fee_minor for deal in deals),
        margin_minor=round(sum(margins)) if whole and deals else None,
        acquisition_minor=said.acquisition_minor,
        each=_each(deals, said),
        margin=_mean(margins, nets) if whole and sum(nets) > 0 else None,
        repeat=_share(repeats, len(deals)),
    )


def _conceded(deal: SoldDeal) -> int:
    return max(0, deal.list_total_minor - deal.total_minor)


def _points_minor(points: int, said: Said) -> int | None:
    if not points:
        return 0
    return None if said.points_minor is None else round(points * said.points_minor / PER_POINTS)


def _each(deals: Sequence[SoldDeal], said: Said) -> Interval | None:
    if not deals or any(_points_minor(deal.points, said) is None for deal in deals):
        return None
    rate = (said.points_minor or 0) / PER_POINTS
    costs = [_conceded(deal) + deal.points * rate + deal.fee_minor for deal in deals]
    return _mean(costs, [1.0] * len(deals))


def _mean(parts: Sequence[float], wholes: Sequence[float]) -> Interval:
    value, low, high = ratio(parts, wholes, 1)
    return Interval(value, low, high) if len(parts) >= LEAST else Interval(value)


def _share(count: int, of: int) -> Interval | None:
    if not of:
        return None
    value, low, high = (each / 10_000 for each in wilson(count, of))
    return Interval(value, low, high) if of >= LEAST else Interval(value)
