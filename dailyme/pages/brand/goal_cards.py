"""Goals as a person reads them: a sentence, how far it is in words, and a bar with its interval."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from babel import Locale
from babel.dates import format_date

from brand_agent.goals.goal import Goal, Metric
from brand_agent.goals.naming import called
from brand_agent.goals.progress import LEVELS
from dailyme.outputs_goal import Against, BrandGoal, Progress, Said, ShownGoal
from dailyme.pages.shell import money_words, percent_words
from dailyme.pages.shell.say import number_words
from protocol import Money

WIDTH: Final = 600
"""Of a bar, in its own units."""
METRICS: Final[Mapping[Metric, str]] = {
    Metric.REVENUE: "revenue",
    Metric.PROFIT: "profit",
    Metric.MARGIN: "margin",
    Metric.UNITS: "pieces sold",
    Metric.DEALS: "agreements",
    Metric.NEW_CUSTOMERS: "new customers",
    Metric.REPEAT_SHARE: "share of repeat customers",
    Metric.AVERAGE_ORDER: "average order",
    Metric.CLOSE_RATE: "negotiations that end in an agreement",
    Metric.RETURNS: "returns",
    Metric.CONCESSIONS: "what is given away",
    Metric.STOCK_CLEARED: "stock that is gone",
}
_DIRECTIONS: Final = {"up": "more", "down": "less", "hold": "no less"}
VERDICTS: Final = {
    "ahead": ("on the way", "good"),
    "behind": ("behind", "bad"),
    "not-known": ("too early to say", "plain"),
}
_SHOWN: Final = frozenset({"metric", "direction", "change"})
_AGAINST: Final = {
    "horizon-past": "the day is past",
    "goals-fight": "two goals fight",
    "target-below-limit": "the target lies below its own limit",
    "floor-above-list": "some prices can't be lowered",
    "limit-looser": "a limit in force is tighter",
    "no-cost": "no cost is known",
    "no-room": "there is no room for it",
    "goods-unknown": "the goods are not known",
    "currency-differs": "another currency",
    "unclear": "something is left open",
}
"""Conflicts by their codes."""


@dataclass(frozen=True)
class Bar:
    """Where things stand on a bar that is `WIDTH` wide. pace: where it should be today."""

    value: float
    low: float
    high: float
    target: float | None
    pace: float | None


@dataclass(frozen=True)
class Card:
    """One goal. figures: what stands in the table beside the bar."""

    title: str
    whom: str
    known: str
    about: str
    until: str
    before: str
    verdict: str
    kind: str
    words: str
    bar: Bar | None
    figures: tuple[tuple[str, str], ...]


def cards(goal: BrandGoal, currency: str, elapsed: float, locale: Locale) -> list[Card]:
    """Return the cards of *goal*; elapsed: how much of its time is gone, 0 to 1."""
    return [card(one, currency, elapsed, locale) for one in goal.goals]


def card(goal: ShownGoal, currency: str, elapsed: float, locale: Locale) -> Card:
    """Return the card of one goal."""
    told = goal.progress
    verdict, kind = VERDICTS[told.verdict] if told else ("", "plain")
    return Card(
        title=_title(goal, locale),
        whom="" if goal.whom is None else goal.whom.title,
        known="" if goal.whom is None else goal.whom.known,
        about="" if goal.about is None else f"{goal.about} ({goal.products or 0} products)",
        until="" if goal.horizon is None else _day(goal.horizon, locale),
        before=_before(goal, currency, locale),
        verdict=verdict,
        kind=kind,
        words="" if told is None else _words(told, currency, locale),
        bar=None if told is None else bar(told, _pace(goal, told, elapsed)),
        figures=() if told is None else _figures(told, _pace(goal, told, elapsed), currency, locale),
    )


def bar(told: Progress, pace: float | None) -> Bar | None:
    """Return the bar of *told*; None where nothing is known."""
    if told.value is None or told.low is None or told.high is None:
        return None
    ends = [told.value, told.high, 0.0, *(one for one in (told.target, pace) if one is not None)]
    least, most = min(*ends, told.low), max(ends)
    room = (most - least) or 1.0

    def at(value: float) -> float:
        return round(10 + (WIDTH - 20) * (value - least) / room, 1)

    target = None if told.target is None else at(told.target)
    return Bar(at(told.value), at(told.low), at(told.high), target, None if pace is None else at(pace))


def noted(notes: list[Said]) -> list[tuple[str, str]]:
    """Return what was assumed or is left open, each with what it is about in words."""
    return [(called(one.member), _open_words(one)) for one in notes]


def _open_words(one: Said) -> str:
    """What is open, as somebody on a page can answer it."""
    if one.member.endswith(".baseline"):
        return "your own data can't tell"
    return plain(one.words)


def plain(words: str) -> str:
    """Return *words* in a shopkeeper's: what the protocol calls a thread is a negotiation."""
    return re.sub(r"\bthread(s?)\b", r"negotiation\1", words)


def objections(found: Iterable[Against]) -> list[tuple[str, str, str, bool]]:
    """Return conflicts as code, name, words, and whether nobody can sign them away."""
    return [
        (
            one.code,
            _AGAINST.get(one.code, one.code),
            "what that is stands beside" if one.code == "unclear" else plain(one.words),
            one.stops,
        )
        for one in found
    ]


def name_of_member(member: str, goals: Sequence[Goal], locale: Locale) -> str:
    """Return what a proposal is for: the goal by its own words, or the part of it."""
    kind, _, place = member.partition(".")
    if kind == "goals" and place.isdigit() and int(place) < len(goals):
        known = {name: value for name, value in goals[int(place)].members().items() if name in _SHOWN}
        return _title(ShownGoal.model_validate(known), locale)
    return called(member)


def limit_lines(goal: BrandGoal, locale: Locale) -> list[tuple[str, str]]:
    """Return the limits of *goal*, each as its name and what it is."""
    found = []
    for name, value in goal.guardrails.model_dump(exclude_none=True).items():
        words = called(f"guardrails.{name}")
        found.append((f"{words[:1].upper()}{words[1:]}", _limit(name, value, locale)))
    return found


def _limit(name: str, value: Any, locale: Locale) -> str:
    if name == "daily_concessions":
        return money_words(Money.model_validate(value), locale)
    return ", ".join(value) if isinstance(value, list) else percent_words(float(value), locale)


def _day(iso: str, locale: Locale) -> str:
    return str(format_date(date.fromisoformat(iso), "d MMM y", locale=locale))


def _title(goal: ShownGoal, locale: Locale) -> str:
    name = METRICS.get(Metric(goal.metric), goal.metric)
    change = _change(goal.change, locale)
    if change is None:
        way = _DIRECTIONS.get(goal.direction or "", "")
        return f"{way} {name}".strip().capitalize()
    way, amount = change
    less = goal.direction == "down"
    if way == "to":
        return f"{name.capitalize()}: {amount}"
    return f"{amount} {'less' if less else 'more'} {name}"


def _change(change: Mapping[str, Any] | None, locale: Locale) -> tuple[str, str] | None:
    if change is None:
        return None
    way, _, kind = str(change["kind"]).partition("-")
    if kind == "amount":
        return way, money_words(Money(amount=change["amount"], currency=change["currency"]), locale)
    if kind == "count":
        return way, number_words(change["count"], locale)
    if kind == "points":
        return way, f"{number_words(change['basis_points'] / 100, locale)} points"
    return way, percent_words(change["basis_points"] / 10_000, locale)


def _before(goal: ShownGoal, currency: str, locale: Locale) -> str:
    one = goal.baseline
    if one is None:
        return ""
    metric = Metric(goal.metric)
    money = metric in {Metric.REVENUE, Metric.PROFIT, Metric.AVERAGE_ORDER, Metric.CONCESSIONS}
    unit = "minor" if money else "basis-points" if metric in LEVELS else "count"
    each = "" if metric in LEVELS else " a day"
    how = "as you said" if one.by == "said" else f"measured over {number_words(round(one.days), locale)} days"
    return f"{amount_words(one.value, unit, currency, locale)}{each}, {how}"


def amount_words(value: float, unit: str, currency: str, locale: Locale) -> str:
    """Return *value* in its unit, for people."""
    if unit == "minor":
        return money_words(Money(amount=round(value), currency=currency), locale)
    if unit == "basis-points":
        return percent_words(value / 10_000, locale)
    return number_words(round(value, 1) if value != int(value) else int(value), locale)


def _pace(goal: ShownGoal, told: Progress, elapsed: float) -> float | None:
    if told.target is None:
        return None
    return float(told.target) if Metric(goal.metric) in LEVELS else told.target * elapsed


def _words(told: Progress, currency: str, locale: Locale) -> str:
    if told.value is None or told.low is None or told.high is None:
        return f"Not known yet: {told.why or 'nothing to measure'}."
    value, low, high = (
        amount_words(one, told.unit, currency, locale) for one in (told.value, told.low, told.high)
    )
    if told.low == told.high:
        return f"{value} so far; counted, so nothing of it is chance."
    return f"{value} so far; with chance allowed for, between {low} and {high} (90 % sure)."


def _figures(
    told: Progress, pace: float | None, currency: str, locale: Locale
) -> tuple[tuple[str, str], ...]:
    rows = (
        ("So far", told.value),
        ("At least (90 %)", told.low),
        ("At most (90 %)", told.high),
        ("Today at an even pace", pace),
        ("Target", told.target),
    )
    shown = [
        (name, amount_words(value, told.unit, currency, locale)) for name, value in rows if value is not None
    ]
    return (*shown, ("Agreements", number_words(told.deals, locale)))
