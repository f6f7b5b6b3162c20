"""How far a signed goal is: what there is so far, against the pace that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from brand_agent.goals.goal import Change, Direction, Goal, Metric
from brand_agent.goals.measure import DAY_MS, Measured

LEVELS: Final = frozenset({Metric.MARGIN, Metric.AVERAGE_ORDER, Metric.CLOSE_RATE, Metric.REPEAT_SHARE})
"""Metrics that do not grow with time: they are compared as they are, the others by the day."""

Verdict = Literal["ahead", "behind", "not-known"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the metric was: by the day, or as it is for a level. by: measured from the store, or said."""

    value: float
    by: Literal["measured", "said"]
    days: float = 0.0

    def members(self) -> dict[str, Any]:
        """As JSON members."""
        return {"value": round(self.value, 2), "by": self.by, "days": round(self.days, 1)}

    @classmethod
    def of(cls, members: Mapping[str, Any]) -> Baseline:
        """Return the baseline that *members* say."""
        return cls(float(members["value"]), members["by"], float(members["days"]))


def baseline_of(measured: Measured) -> Baseline | None:
    """Return what *measured* was by the day (or as a level); None if it is not known."""
    if measured.value is None or measured.days <= 0:
        return None
    level = measured.metric in LEVELS
    return Baseline(measured.value if level else measured.value / measured.days, "measured", measured.days)


def horizon_ms(goal: Goal) -> int | None:
    """Return the end of the goal's last day, UTC."""
    if goal.horizon is None:
        return None
    at = datetime(goal.horizon.year, goal.horizon.month, goal.horizon.day, tzinfo=UTC)
    return int(at.timestamp()) * 1000 + DAY_MS


def target(goal: Goal, baseline: Baseline | None, days: float) -> float | None:
    """Return what the metric must come to over *days* of the goal's time (or as a level).

    A change against what was needs a baseline; None where that is not known.
    """
    change = goal.change
    level = goal.metric in LEVELS
    was = None if baseline is None else baseline.value * (1 if level else days)
    if goal.direction is Direction.HOLD and change is None:
        return was
    if change is None:
        return None
    if goal.metric is Metric.STOCK_CLEARED and change.kind != "to-share":
        return None  # it is measured as a share
    if change.kind.startswith("to-"):
        return float(change.number)
    return None if was is None else _moved(was, change, down=goal.direction is Direction.DOWN)


def _moved(was: float, change: Change, *, down: bool) -> float:
    by = was * change.number / 10_000 if change.kind == "by-share" else float(change.number)
    return was - by if down else was + by


def verdict(goal: Goal, so_far: Measured, wanted: float | None, *, elapsed: float) -> Verdict:
    """Return whether *so_far*, with its interval, is on the pace to *wanted*.

    elapsed: the share of the goal's time that is gone, 0 to 1. Not known where the interval holds the pace.
    """
    if wanted is None or so_far.low is None or so_far.high is None:
        return "not-known"
    pace = wanted if goal.metric in LEVELS else wanted * elapsed
    if goal.direction is Direction.DOWN:
        return "ahead" if so_far.high <= pace else "behind" if so_far.low > pace else "not-known"
    return "ahead" if so_far.low >= pace else "behind" if so_far.high < pace else "not-known"
