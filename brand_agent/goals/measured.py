"""What a figure measures: the metric beside it, which way, and whether it is a difference or a level."""

from __future__ import annotations

import re
from typing import Final

from brand_agent.goals.clauses import Clause
from brand_agent.goals.figures import Figure
from brand_agent.goals.goal import SHARES, Change, Direction, Metric
from brand_agent.goals.scan import Named, Scan
from brand_agent.goals.words import COST, DIFFERENCE, DIRECTIONS, DISCOUNT_WORDS, LEVEL, MORE, VERBS

_MONEY: Final = frozenset({Metric.REVENUE, Metric.PROFIT, Metric.AVERAGE_ORDER, Metric.CONCESSIONS})
_COUNTED: Final = frozenset({Metric.UNITS, Metric.DEALS, Metric.NEW_CUSTOMERS, Metric.RETURNS})
_NEAR: Final = 24
_TO: Final = re.compile(r"\b(?:to|auf)\s*$", re.IGNORECASE)
_BOUND: Final = re.compile(r"\b(?:no more than|not more than|at most|höchstens|maximal)\s*$", re.IGNORECASE)
"""A goal has no upper end: what such a figure is about is asked."""


def metric_of(found: Scan, clause: Clause, one: Figure) -> Named | None:
    """Return the metric nearest to the figure *one* in its clause, or before it in its sentence."""
    fitting = [named for named in found.metrics if fits(one, Metric(named.what))]
    inside = [named for named in fitting if clause.holds(named.start)]
    if inside:
        return min(inside, key=lambda named: _distance(named, one))
    costs = [place.span() for place in COST.finditer(found.text)]
    verbs = [
        Named(metric, *verb.span())
        for metric, pattern in VERBS
        for verb in pattern.finditer(found.text, clause.start, clause.end)
        if fits(one, metric) and not any(start <= verb.start() < end for start, end in costs)
    ]
    if verbs:
        return min(verbs, key=lambda named: _distance(named, one))
    if DISCOUNT_WORDS.search(found.text, clause.start, clause.end):
        return None
    sentence = [
        part for part in found.clauses if part.sentence == clause.sentence and part.end <= clause.start
    ]
    before = [named for named in fitting if any(part.holds(named.start) for part in sentence)]
    return before[-1] if before else None


def fits(one: Figure, metric: Metric) -> bool:
    """Whether a figure of that kind can be one of *metric*."""
    if one.kind == "other":
        return False
    if one.kind == "money":
        return metric in _MONEY
    if one.kind == "count":
        return metric in _COUNTED
    return one.kind != "points" or metric in SHARES


def _distance(named: Named, one: Figure) -> int:
    return named.start - one.end if named.start >= one.end else one.start - named.end


def direction_of(found: Scan, clause: Clause, one: Figure) -> Direction | None:
    """Return which way the clause of *one* points; None if it doesn't say."""
    if one.direction is not None:
        return Direction(one.direction)
    words = found.text[clause.start : clause.end]
    return next((direction for direction, pattern in DIRECTIONS if pattern.search(words)), Direction.UP)


def change_of(found: Scan, clause: Clause, one: Figure, metric: Metric) -> Change | None:
    """Return how far *one* says that *metric* is to go; None if such a figure can't be one of it."""
    before = found.text[clause.start : one.start]
    level = LEVEL.search(before) is not None
    if _BOUND.search(before):
        return None
    if one.kind == "fold":
        return Change("by-share", one.number)
    if one.kind == "points":
        return Change("by-points", one.number)
    if one.kind == "share":
        return _shared(one, metric, before, level=level)
    return _sized(
        one, metric, differs=not _TO.search(before) and _differs(found.text, clause, one), level=level
    )


def _shared(one: Figure, metric: Metric, before: str, *, level: bool) -> Change | None:
    if metric is Metric.STOCK_CLEARED or (metric in SHARES and level):
        return Change("to-share", one.number)
    if _TO.search(before):  # to 6 % of what?
        return None
    return Change("by-share", one.number)


def _sized(one: Figure, metric: Metric, *, differs: bool, level: bool) -> Change:
    """Money or pieces: a difference, or what it is to come to."""
    if one.kind == "money":
        return Change("by-amount" if differs else "to-amount", one.number, one.currency)
    more = differs or (metric is Metric.NEW_CUSTOMERS and not level)
    return Change("by-count" if more else "to-count", one.number)


def _differs(text: str, clause: Clause, one: Figure) -> bool:
    before, after = text[clause.start : one.start], text[one.end : min(one.end + _NEAR, clause.end)]
    if DIFFERENCE.search(before) or MORE.search(after):
        return True
    return re.search(r"\badd(?:ing)?\b[^\d]*$", before, re.IGNORECASE) is not None or bool(
        re.search(r"\b(?:another|weitere|extra)\s*$", before, re.IGNORECASE)
    )
