"""What stands against a goal: named before anybody signs, by code.

Some conflicts nobody can sign away; the others have to be named by who signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any, Final, Literal

from brand_agent.goals.goal import Direction, Goal, Limits, Metric, Reading
from brand_agent.goals.matching import meant
from brand_agent.goals.naming import called
from brand_agent.policy import BrandPolicy
from brand_agent.pricing import net_minor
from brand_agent.stockroom import Article, stockroom
from catalog_adapters import Entry

Code = Literal[
    "horizon-past", "goals-fight", "target-below-limit", "floor-above-list", "limit-looser", "no-cost",
    "no-room", "goods-unknown", "currency-differs", "unclear",
]  # fmt: skip
_LISTED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that stands against the goal. stops: nobody can sign it away; else who signs names it."""

    code: Code
    words: str
    stops: bool

    def members(self) -> dict[str, Any]:
        """As JSON members."""
        return {"code": self.code, "words": self.words, "stops": self.stops}


def conflicts(
    reading: Reading, policy: BrandPolicy, entries: Sequence[Entry], today: date
) -> tuple[Conflict, ...]:
    """Return what stands against *reading* under *policy*, for what *entries* sell."""
    articles = tuple(stockroom(entries, policy).articles.values())
    found = [
        *_past(reading.goals, today),
        *_fighting(reading.goals),
        *_under(reading),
        *_money(reading, policy),
        *_floor(reading, policy, articles),
        *_looser(reading.limits, policy),
        *_goods(reading, entries),
    ]
    if reading.unclear:
        asked = "; ".join(f"{called(one.member)}: {one.words}" for one in reading.unclear)
        found.append(Conflict("unclear", f"left open: {asked}", stops=False))
    return tuple(dict.fromkeys(found))


def _past(goals: Sequence[Goal], today: date) -> Iterator[Conflict]:
    for one in goals:
        if one.horizon is not None and one.horizon < today:
            yield Conflict("horizon-past", f"{one.horizon.isoformat()} is before {today.isoformat()}", True)


def _fighting(goals: Sequence[Goal]) -> Iterator[Conflict]:
    for one, two in combinations(goals, 2):
        same = (one.metric, one.segment, one.about) == (two.metric, two.segment, two.about)
        if same and one.direction != two.direction:
            yield Conflict("goals-fight", f"{one.metric.value} is to go {_way(one)} and {_way(two)}", True)
        elif same and one.horizon == two.horizon and one.change != two.change:
            yield Conflict("goals-fight", f"two targets for {one.metric.value} at the same time", True)


def _way(goal: Goal) -> str:
    return "nowhere in particular" if goal.direction is None else goal.direction.value


def _under(reading: Reading) -> Iterator[Conflict]:
    limits = reading.limits
    for one in reading.goals:
        change = one.change
        if one.metric is Metric.MARGIN and change is not None and change.kind == "to-share":
            floor = limits.floor_margin
            if floor is not None and change.number < floor * _LISTED:
                words = f"a margin of {change.number / 100:g} % lies below its own floor, {floor}"
                yield Conflict("target-below-limit", words, True)
        clears = one.metric in {Metric.STOCK_CLEARED, Metric.UNITS} and one.direction is Direction.UP
        if clears and limits.max_discount == 0:
            yield Conflict("no-room", "more is to go, and nothing may be taken off", False)


def _money(reading: Reading, policy: BrandPolicy) -> Iterator[Conflict]:
    named = [one.change.currency for one in reading.goals if one.change is not None and one.change.currency]
    budget = reading.limits.daily_concessions
    for currency in {*named, *([] if budget is None else [budget.currency])}:
        if currency != policy.currency:
            words = f"the goal counts in {currency}, the brand sells in {policy.currency}"
            yield Conflict("currency-differs", words, True)


def _floor(reading: Reading, policy: BrandPolicy, articles: Sequence[Article]) -> Iterator[Conflict]:
    known = [one for one in articles if one.cost_minor is not None]
    if not known:
        yield Conflict("no-cost", "no cost is known, so no price is ever lowered; see [cost]", False)
        return
    floor = reading.limits.floor_margin
    if floor is None:
        return
    below = [one for one in known if list_margin(one, policy) < floor]
    if below:
        share = 100 * len(below) / len(known)
        words = (
            f"{len(below)} of {len(known)} articles with a known cost ({share:.0f} %) keep less than {floor} "
            "at their list price: their price can't be lowered at all"
        )
        yield Conflict("floor-above-list", words, stops=len(below) == len(known))


def list_margin(article: Article, policy: BrandPolicy) -> Decimal:
    """Return what *article* keeps of its net list price; the cost must be known."""
    assert article.cost_minor is not None
    net = net_minor(article.price.amount, policy.tax) if policy.tax.included else article.price.amount
    return Decimal(net - article.cost_minor) / net if net else Decimal(-1)


def _looser(limits: Limits, policy: BrandPolicy) -> Iterator[Conflict]:
    rules = policy.guardrails
    pairs = []
    if limits.floor_margin is not None and limits.floor_margin < rules.floor_margin:
        pairs.append(f"floor_margin {limits.floor_margin} is below {rules.floor_margin}")
    if limits.max_discount is not None and limits.max_discount > rules.max_discount:
        pairs.append(f"max_discount {limits.max_discount} is above {rules.max_discount}")
    budget, now = limits.daily_concessions, rules.daily_concessions
    if budget is not None and now is not None and now.currency == budget.currency:
        pairs += ["daily_concessions is above the budget"] if budget.amount > now.amount else []
    for words in pairs:
        told = f"{words}, which is in force: the tighter one goes on holding until a person edits brand.toml"
        yield Conflict("limit-looser", told, False)


def _goods(reading: Reading, entries: Sequence[Entry]) -> Iterator[Conflict]:
    named = [one.about for one in reading.goals] + [one.about for one in reading.priorities]
    for words in dict.fromkeys((*named, *reading.limits.excluded)):
        if words is not None and not meant(words, entries):
            told = f"no article is called {words!r}: name a category, a brand or a product of the catalog"
            told = told if entries else f"no catalog is there to say which articles {words!r} are"
            yield Conflict("goods-unknown", told, False)
