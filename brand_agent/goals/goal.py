"""A marketer's goal as values: what is to change, how far, for whom, by when, and what must not give way.

Shares are decimals, points and shares of a change are basis points, money is in minor units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Literal

from protocol import Price


class Metric(StrEnum):
    """What a goal is measured by."""

    REVENUE = "revenue"
    PROFIT = "profit"
    MARGIN = "margin"
    UNITS = "units"
    DEALS = "deals"
    NEW_CUSTOMERS = "new-customers"
    REPEAT_SHARE = "repeat-share"
    AVERAGE_ORDER = "average-order"
    CLOSE_RATE = "close-rate"
    RETURNS = "returns"
    CONCESSIONS = "concessions"
    STOCK_CLEARED = "stock-cleared"


SHARES: Final = frozenset({Metric.MARGIN, Metric.REPEAT_SHARE, Metric.CLOSE_RATE, Metric.STOCK_CLEARED})
"""Metrics that are shares themselves: "to 12 %" is a level of them, "by 12 %" still a change."""


class Direction(StrEnum):
    """Which way the metric is to go."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


Kind = Literal["by-share", "to-share", "by-points", "by-amount", "to-amount", "by-count", "to-count"]
SegmentName = Literal["repeat", "new", "student", "teacher", "member", "lapsed", "registered"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text, in code points, and who found it."""

    start: int
    end: int
    by: Literal["rule", "model"] = "rule"

    def members(self) -> dict[str, Any]:
        """The span as in the evidence of a wish."""
        return {"start": self.start, "end": self.end, "by": self.by}


@dataclass(frozen=True, slots=True)
class Change:
    """How far: number is in basis points, minor units of *currency* or pieces, as *kind* says."""

    kind: Kind
    number: int
    currency: str | None = None

    def members(self) -> dict[str, Any]:
        """The change as JSON members."""
        if self.currency is not None:
            return {"kind": self.kind, "amount": self.number, "currency": self.currency}
        name = "count" if self.kind.endswith("count") else "basis_points"
        return {"kind": self.kind, name: self.number}


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing that is wanted. What the text does not say is None."""

    metric: Metric
    direction: Direction | None = None
    change: Change | None = None
    segment: SegmentName | None = None
    lapsed_days: int | None = None
    """For the segment of that name: no deal for so long."""
    about: str | None = None
    horizon: date | None = None

    def members(self) -> dict[str, Any]:
        """The goal as JSON members."""
        found: dict[str, Any] = {"metric": self.metric.value}
        found |= {} if self.direction is None else {"direction": self.direction.value}
        found |= {} if self.change is None else {"change": self.change.members()}
        for name in ("segment", "lapsed_days", "about"):
            value = getattr(self, name)
            found |= {} if value is None else {name: value}
        return found | ({} if self.horizon is None else {"horizon": self.horizon.isoformat()})


@dataclass(frozen=True, slots=True)
class Limits:
    """What no proposal may break. None is no limit of the goal's own."""

    floor_margin: Decimal | None = None
    max_discount: Decimal | None = None
    daily_concessions: Price | None = None
    excluded: tuple[str, ...] = ()
    """Goods that stay as they are, in the marketer's words."""

    def members(self) -> dict[str, Any]:
        """The limits as JSON members."""
        found: dict[str, Any] = {}
        for name in ("floor_margin", "max_discount"):
            share = getattr(self, name)
            found |= {} if share is None else {name: str(share)}
        if self.daily_concessions is not None:
            found["daily_concessions"] = self.daily_concessions.model_dump()
        return found | ({"excluded": list(self.excluded)} if self.excluded else {})


@dataclass(frozen=True, slots=True)
class Priority:
    """What comes first: stock that is to go, or a metric."""

    what: str
    about: str | None = None

    def members(self) -> dict[str, Any]:
        """The priority as JSON members."""
        return {"what": self.what} | ({} if self.about is None else {"about": self.about})


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was assumed, or that is not clear: about which member, in words, and where it stands."""

    member: str
    words: str
    span: Span | None = None

    def members(self) -> dict[str, Any]:
        """The note as JSON members."""
        found: dict[str, Any] = {"member": self.member, "words": self.words}
        return found if self.span is None else found | {"start": self.span.start, "end": self.span.end}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a text, what was assumed, and what was not understood."""

    text: str
    goals: tuple[Goal, ...] = ()
    limits: Limits = field(default_factory=Limits)
    priorities: tuple[Priority, ...] = ()
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    assumed: tuple[Note, ...] = ()
    unclear: tuple[Note, ...] = ()

    def members(self) -> dict[str, Any]:
        """What was understood, as JSON members without evidence and notes."""
        return {
            "goals": [one.members() for one in self.goals],
            "guardrails": self.limits.members(),
            "priorities": [one.members() for one in self.priorities],
        }
