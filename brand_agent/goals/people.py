"""Whom a goal is about, as far as a brand can know: predicates over registered facts that people claim.

Guests can't be told apart, and nobody is sorted behind their back: a segment is published, people's own
agents find out at home whether it is theirs, and say no more than that. So what a segment did is known of
those who claimed it, and of nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from brand_agent.goals.goal import Goal, Metric, SegmentName
from brand_agent.policy import BrandPolicy
from brand_agent.policy_offers import SegmentRule


@dataclass(frozen=True, slots=True)
class Whom:
    """A segment: the predicate that people claim it by, None where there is none, and what can't be known."""

    name: SegmentName
    title: str
    predicate: Mapping[str, Any] | None
    known: str


_CLAIMED: Final = "It is known only of who claims it, on their word; guests can't be told apart."
_PLAIN: Final[Mapping[SegmentName, tuple[str, Mapping[str, Any] | None, str]]] = {
    "repeat": (
        "Who bought here before",
        {"op": "eq", "fact": "repeat", "value": True},
        "How much somebody spent or how much they like you is no registered fact: best, loyal and returning "
        f"customers are those with an agreement before. {_CLAIMED}",
    ),
    "new": (
        "Who buys here for the first time",
        {"op": "eq", "fact": "first-deal", "value": True},
        f"A new key looks like a new customer. {_CLAIMED}",
    ),
    "student": ("Students", {"op": "eq", "fact": "student", "value": True}, _CLAIMED),
    "teacher": ("Teachers", {"op": "eq", "fact": "teacher", "value": True}, _CLAIMED),
    "member": ("Members", None, "Say of which club: `dailyme brand segment new` with the fact member-of."),
    "registered": (
        "Registered customers",
        None,
        "Registered is a rung of the ladder, no fact: give them something with [[ladder]] in brand.toml.",
    ),
}
_OF_METRIC: Final[Mapping[Metric, SegmentName]] = {
    Metric.NEW_CUSTOMERS: "new",
    Metric.REPEAT_SHARE: "repeat",
}
_DEFAULT_LAPSED: Final = 180
"""Days without a deal, where the text gives none: a guess, and said."""


def whom(goal: Goal) -> Whom | None:
    """Return whom *goal* is about; None is everybody. Two metrics name their people themselves."""
    segment = _OF_METRIC.get(goal.metric, goal.segment)
    if segment is None:
        return None
    if segment == "lapsed":
        days = goal.lapsed_days or _DEFAULT_LAPSED
        predicate = {"op": "ge", "fact": "days-since-deal", "value": days}
        assumed = "" if goal.lapsed_days else " So many days are a guess: the text gives none."
        return Whom("lapsed", f"No deal for {days} days", predicate, f"{_CLAIMED}{assumed}")
    title, predicate_, known = _PLAIN[segment]
    return Whom(segment, title, predicate_, known)


def published(one: Whom, policy: BrandPolicy) -> SegmentRule | None:
    """Return the segment of *policy* that is claimed by the same predicate."""
    if one.predicate is None:
        return None
    return next((rule for rule in policy.segment if rule.predicate.members() == one.predicate), None)


def claimed_in(one: Whom, policy: BrandPolicy) -> frozenset[str]:
    """Return the promotions of *policy* that only *one* can claim; deals that hold one are theirs."""
    rule = published(one, policy)
    names = {
        promotion.id
        for promotion in policy.promotion
        if (rule is not None and promotion.segment == rule.name)
        or (promotion.eligible is not None and promotion.eligible.members() == one.predicate)
    }
    benefits = {benefit.id for rung in policy.ladder if rung.rung == one.name for benefit in rung.benefits}
    return frozenset(names | benefits)
