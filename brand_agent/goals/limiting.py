"""Which figures are limits: the least margin, the greatest discount, the most of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from brand_agent.goals.clauses import Clause
from brand_agent.goals.draft import Draft
from brand_agent.goals.figures import Figure
from brand_agent.goals.goal import Metric
from brand_agent.goals.scan import Named, Scan
from brand_agent.goals.words import CEILING, DISCOUNT_WORDS, FLOOR, MARGIN_WORDS
from protocol import Price

_GIVEN: Final = re.compile(
    r"concession|discount|give away|giving away|rabatt|nachl[aä]ss|zugeständnis|budget|verschenk",
    re.IGNORECASE,
)
_DAILY: Final = re.compile(
    r"\b(?:daily|täglich\w*|tages\w*|(?:per|a|each) day|(?:pro|am) tag)\b", re.IGNORECASE
)
_BELOW_ONE: Final = 10_000
_FAR: Final = 1_000_000
_OWN: Final = frozenset({Metric.MARGIN, Metric.CONCESSIONS})


def limit_of(draft: Draft, found: Scan, clause: Clause, one: Figure) -> bool:
    """Put the figure *one* into the limits if it is one; return whether it is."""
    words = found.text[clause.start : clause.end]
    if one.kind == "money":
        daily = one.daily or _DAILY.search(words) is not None
        if daily and _GIVEN.search(words) and one.currency is not None:
            draft.limit("daily_concessions", Price(amount=one.number, currency=one.currency), one)
            return True
        return False
    if one.kind != "share" or one.number >= _BELOW_ONE:
        return False
    share = (Decimal(one.number) / 10_000).normalize()
    share = share.quantize(Decimal("0.01")) if -share.as_tuple().exponent < 2 else share  # type: ignore[operator]
    margin, discount = (_near(pattern, found, clause, one) for pattern in (MARGIN_WORDS, DISCOUNT_WORDS))
    other = min((_apart(named.start, named.end, one) for named in _others(found, clause)), default=_FAR)
    if margin <= min(discount, other) and margin < _FAR and FLOOR.search(words):
        draft.limit("floor_margin", share, one)
        return True
    if discount <= min(margin, other) and discount < _FAR and CEILING.search(words):
        draft.limit("max_discount", share, one)
        return True
    return False


def _near(pattern: re.Pattern[str], found: Scan, clause: Clause, one: Figure) -> int:
    """How far the nearest word of *pattern* in the clause stands from the figure."""
    places = pattern.finditer(found.text, clause.start, clause.end)
    return min((_apart(place.start(), place.end(), one) for place in places), default=_FAR)


def _others(found: Scan, clause: Clause) -> Iterator[Named]:
    """What else the clause measures: a figure beside it is that one's."""
    return (one for one in found.metrics if clause.holds(one.start) and one.what not in _OWN)


def _apart(start: int, end: int, one: Figure) -> int:
    return start - one.end if start >= one.end else max(0, one.start - end)
