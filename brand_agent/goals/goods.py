"""Which goods a goal is about, and which stock is to go, in the marketer's words."""

from __future__ import annotations

import re
from typing import Final

from brand_agent.goals.clauses import Clause
from brand_agent.goals.figures import Figure
from brand_agent.goals.goal import Metric
from brand_agent.goals.horizon import Horizon
from brand_agent.goals.scan import Named, People, Scan
from brand_agent.goals.words import (
    CLEAR,
    CLEAR_BARE,
    CLEAR_DE,
    GOODS,
    GOODS_END,
    METRIC_GOODS,
    NO_GOODS,
    STOCK_LEVEL,
    UNIT_GOODS,
)

_CLEAR: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"\b{CLEAR}", *CLEAR_DE, *CLEAR_BARE, rf"\b{STOCK_LEVEL}")
)


def clearing(found: Scan, clause: Clause) -> Named | None:
    """Return the goods that the clause wants gone from stock, if it wants that."""
    for pattern in _CLEAR:
        match = pattern.search(found.text, clause.start, clause.end)
        goods = None if match is None else _goods(found, *match.span("about"))
        if goods is not None:
            return goods
    return None


def about_of(found: Scan, clause: Clause, one: Figure, metric: Named) -> Named | None:
    """Return the goods that the figure *one* of *metric* is about, if the clause says so."""
    text = found.text
    after = METRIC_GOODS.match(text[metric.end : clause.end])
    if after is not None and metric.start >= clause.start:
        return _goods(found, metric.end + after.start("about"), metric.end + after.end("about"))
    if one.kind in {"count", "fold"} and metric.what == Metric.UNITS and metric.end <= one.start:
        units = UNIT_GOODS.match(text[one.end : clause.end])
        if units is not None:
            return _goods(found, one.end + units.start("about"), one.end + units.end("about"))
    return None


def _goods(found: Scan, start: int, end: int) -> Named | None:
    """The goods between *start* and *end* without articles and what follows them; None if these are none."""
    lead = next((one for one in found.figures if found.text[start : one.start].strip() == ""), None)
    if lead is not None and start <= lead.start < end:  # 90 % of ...
        start = lead.end + (len(found.text[lead.end :]) - len(found.text[lead.end :].lstrip()))
    others: list[Horizon | Figure | People] = [*found.horizons, *found.figures, *found.people]
    for other in others:
        if start <= other.start < end:
            end = other.start
        elif other.start < start < other.end:
            return None
    words = found.text[start:end]
    head = GOODS.match(words)
    if head is not None:
        words, start = words[head.end() :], start + head.end()
    tail = GOODS_END.search(words)
    words = words[: tail.start()].rstrip() if tail else words.rstrip()
    if not words and head is not None and "stock" in found.text[start:end].lower():  # "old stock"
        words, start = found.text[start - head.end() : end].strip(), start - head.end()
    if not words or NO_GOODS.fullmatch(words):
        return None
    return Named(words, start, start + len(words))
