"""What a marketplace counts, and what it does not.

Spec: spec/48-demand.md (DEMAND-1, DEMAND-3, DEMAND-7).
"""

from __future__ import annotations

from collections.abc import Callable

from protocol.errors import ProtocolError
from protocol.relation.demand import ATTRIBUTES, Contribute
from protocol.times import GRACE_MS
from protocol.week import week_of


class UnknownCategoryError(ProtocolError):
    """No listed brand names the category: it serves nobody, and rare words tell who says them."""

    code = "unknown-category"
    requirement = "DEMAND-1"
    status = 422
    advice = "Take the token of a category that a listed brand names."


class UnknownAttributeError(ProtocolError):
    """An attribute that is not registered: it could say anything."""

    code = "unknown-attribute"
    requirement = "DEMAND-3"
    status = 422
    advice = "Take attributes that the protocol lists."


class WeekOverError(ProtocolError):
    """The week was over on the marketplace's clock, and what it counted is fixed."""

    code = "week-over"
    requirement = "DEMAND-7"
    status = 410
    advice = "Contribute for the present week."


class WeekToComeError(ProtocolError):
    """The week has not begun on the marketplace's clock."""

    code = "week-to-come"
    requirement = "DEMAND-7"
    advice = "Set the clock, and contribute for the present week."


def open_weeks(at_ms: int) -> tuple[str, str]:
    """Return the first and the last week that is counted at *at_ms*: one week, or two where they meet."""
    return week_of(at_ms - GRACE_MS), week_of(at_ms + GRACE_MS)


def check_contribution(body: Contribute, is_listed: Callable[[str], bool], *, at_ms: int) -> None:
    """Return if *body*, received at *at_ms*, counts. is_listed: whether a listed brand names that category.

    Raises `UnknownAttributeError` (DEMAND-3), `WeekOverError` or `WeekToComeError` (DEMAND-7), or
    `UnknownCategoryError` (DEMAND-1).
    """
    if not ATTRIBUTES.keys() >= set(body.attributes):  # DEMAND-3
        raise UnknownAttributeError("an attribute is not registered")
    first, last = open_weeks(at_ms)
    if body.period < first:  # DEMAND-7
        raise WeekOverError("that week is over")
    if body.period > last:  # DEMAND-7
        raise WeekToComeError("that week has not begun")
    if not is_listed(body.category):  # DEMAND-1
        raise UnknownCategoryError("no listed brand names that category")
