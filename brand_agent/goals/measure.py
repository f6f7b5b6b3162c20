"""How a goal goes: the metric from the brand's own deals, with an interval, and what it says.

Sums of deals are Poisson sums with weights: their intervals are Fay and Feuer's gamma intervals (Statistics
in Medicine 16, 1997), with Wilson and Hilferty's cube root for the gamma's quantiles (1931). A share of sums
(margin) has the variance of a ratio estimator (Cochran, Sampling Techniques, 1977, chapter 6), a share of
counts Wilson's score interval (1927). All are 90 % intervals. Below `LEAST` deals nothing is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any, Final, Literal

from brand_agent.goals.goal import Metric

LEAST: Final = 10
_Z: Final = 1.6449
DAY_MS: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Deal:
    """A sale in the brand's own figures. lines: how many pieces of each product."""

    at_ms: int
    total_minor: int
    net_minor: int
    list_total_minor: int
    cost_minor: int | None
    lines: Mapping[str, int]
    keeps: frozenset[str] = frozenset()
    """The promotions and benefits in it."""
    returned: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """What there is to measure between two times.

    threads: how many had an offer. left: pieces of each product that are left now, where they are counted.
    """

    deals: tuple[Deal, ...]
    threads: int
    from_ms: int
    to_ms: int
    left: Mapping[str, int] = field(default_factory=dict)

    @property
    def days(self) -> float:
        """How long that is."""
        return max(0.0, (self.to_ms - self.from_ms) / DAY_MS)


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric over *days*: in minor units, pieces or basis points as *unit* says; None is not known."""

    metric: Metric
    unit: Literal["minor", "count", "basis-points"]
    value: float | None
    low: float | None
    high: float | None
    days: float
    deals: int
    why: str = ""

    def members(self) -> dict[str, Any]:
        """As JSON members, rounded."""
        found: dict[str, Any] = {"metric": self.metric.value, "unit": self.unit, "deals": self.deals}
        found["days"] = round(self.days, 1)
        for name in ("value", "low", "high"):
            number = getattr(self, name)
            found |= {} if number is None else {name: round(number)}
        return found | ({"why": self.why} if self.why else {})


def measure(
    metric: Metric, records: Records, *, claims: frozenset[str] | None, about: frozenset[str] | None = None
) -> Measured:
    """Return *metric* over *records*.

    claims: promotions and benefits that only the goal's segment gets, so that only its deals count; None is
    everybody. about: the products that the goal is about, so that only deals with one of them count.
    """
    every = [one for one in records.deals if about is None or one.lines.keys() & about]
    deals = [one for one in every if claims is None or one.keeps & claims]
    if metric is Metric.STOCK_CLEARED:
        return _cleared(records, about)
    counted = len(every if metric is Metric.REPEAT_SHARE else deals)
    why = _silence(metric, counted, claims, about)
    found = None
    if not why and metric is Metric.REPEAT_SHARE:
        found = wilson(len(deals), len(every))
    elif not why:
        found = _interval(metric, deals, records)
        why = "" if found is not None else "the cost of some deals is not known"
    numbers: tuple[float | None, float | None, float | None] = found or (None, None, None)
    return Measured(metric, _unit(metric), *numbers, records.days, counted, why)


def _silence(
    metric: Metric, counted: int, claims: frozenset[str] | None, about: frozenset[str] | None
) -> str:
    """Why nothing can be said; empty if something can."""
    if claims is not None and not claims:
        return "no offer asks whether somebody is of this segment, so none of its deals can be told"
    if metric is Metric.CLOSE_RATE and (claims is not None or about is not None):
        return "threads that did not close do not say whom or what they were for"
    return "" if counted >= LEAST else f"fewer than {LEAST} deals"


def _cleared(records: Records, about: frozenset[str] | None) -> Measured:
    """How much of what was there at the beginning is gone: counted, so without an interval of chance."""
    goods = frozenset(records.left) if about is None else about & frozenset(records.left)
    sold = sum(pieces for deal in records.deals for one, pieces in deal.lines.items() if one in goods)
    there = sold + sum(records.left[one] for one in goods)
    metric, deals = Metric.STOCK_CLEARED, len(records.deals)
    if not there:
        why = "nobody counts these pieces"
        return Measured(metric, "basis-points", None, None, None, records.days, deals, why)
    share = 10_000 * sold / there
    return Measured(metric, "basis-points", share, share, share, records.days, deals)


def _unit(metric: Metric) -> Literal["minor", "count", "basis-points"]:
    if metric in {Metric.REVENUE, Metric.PROFIT, Metric.AVERAGE_ORDER, Metric.CONCESSIONS}:
        return "minor"
    if metric in {Metric.MARGIN, Metric.REPEAT_SHARE, Metric.CLOSE_RATE, Metric.STOCK_CLEARED}:
        return "basis-points"
    return "count"


def _interval(metric: Metric, deals: Sequence[Deal], records: Records) -> tuple[float, float, float] | None:
    known = [one for one in deals if one.cost_minor is not None]
    if metric in {Metric.PROFIT, Metric.MARGIN}:
        if len(known) != len(deals):
            return None
        kept = [float(one.net_minor - (one.cost_minor or 0)) for one in deals]
        net = [float(one.net_minor) for one in deals]
        return ratio(kept, net, 10_000) if metric is Metric.MARGIN else signed_sum(kept)
    if metric is Metric.AVERAGE_ORDER:
        return ratio([float(one.total_minor) for one in deals], [1.0] * len(deals), 1)
    if metric is Metric.CLOSE_RATE:
        return wilson(len(deals), max(records.threads, len(deals)))
    return weighted([_weight(metric, one) for one in deals])


def _weight(metric: Metric, deal: Deal) -> float:
    if metric is Metric.REVENUE:
        return float(deal.total_minor)
    if metric is Metric.CONCESSIONS:
        return float(max(0, deal.list_total_minor - deal.total_minor))
    if metric is Metric.UNITS:
        return float(sum(deal.lines.values()))
    if metric is Metric.RETURNS:
        return float(deal.returned)
    return 1.0


def weighted(weights: Sequence[float]) -> tuple[float, float, float]:
    """Return the sum of *weights*, each of a Poisson event, and its interval.

    >>> [round(one) for one in weighted([1.0] * 100)]
    [100, 84, 118]
    """
    total, square = sum(weights), sum(weight * weight for weight in weights)
    most = max(weights, default=0.0)
    if total <= 0:
        return 0.0, 0.0, 3.0 * most
    low = square / total * _gamma(total * total / square, -_Z)
    wide, spread = total + most, square + most * most
    return total, low, spread / wide * _gamma(wide * wide / spread, _Z)


def signed_sum(weights: Sequence[float]) -> tuple[float, float, float]:
    """Return a sum whose parts may be losses, and its interval: normal, with the variance of the parts."""
    total, spread = sum(weights), _Z * sqrt(sum(weight * weight for weight in weights))
    return total, total - spread, total + spread


def ratio(parts: Sequence[float], wholes: Sequence[float], scale: float) -> tuple[float, float, float]:
    """Return *scale* times the ratio of two sums over the same deals, and its interval."""
    whole = sum(wholes)
    if whole <= 0:
        return 0.0, 0.0, 0.0
    share = sum(parts) / whole
    errors = sum((part - share * one) ** 2 for part, one in zip(parts, wholes, strict=True))
    spread = _Z * sqrt(errors) / whole
    return scale * share, scale * (share - spread), scale * (share + spread)


def wilson(count: int, of: int) -> tuple[float, float, float]:
    """Return *count* of *of* in basis points, and its interval.

    >>> [round(one) for one in wilson(20, 100)]
    [2000, 1425, 2733]
    """
    share = count / of
    bend = _Z * _Z / of
    centre, spread = share + bend / 2, _Z * sqrt(share * (1 - share) / of + bend / (4 * of))
    low, high = (10_000 * (centre + side * spread) / (1 + bend) for side in (-1, 1))
    return 10_000 * share, low, high


def _gamma(shape: float, z: float) -> float:
    """The quantile of a gamma distribution with *shape* and scale 1."""
    root = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape))
    return float(shape * max(0.0, root) ** 3)
