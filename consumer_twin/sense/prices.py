"""Prices seen, and drops of what is watched: against the prices that this twin has seen itself.

A list price is the shop's word; the usual price here is the one that stood on most of the days that the twin
saw, within the last ninety.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from consumer_twin.history import day_of, title_key
from consumer_twin.match import Find, categories_of
from consumer_twin.sense.suggestion import Suggestion
from consumer_twin.sense.wording import percent, search_words, short
from consumer_twin.wish import Wish
from protocol import Price

_REMEMBERED_DAYS: Final = 90
_FRESH_DAYS: Final = 7
"""A price that was not seen for longer may be gone."""
_NEW_DAYS: Final = 14
"""A drop is news for so long."""
_LEAST_DROP: Final = 0.05
_FULL_DROP: Final = 0.40
"""A drop by this share counts as sure to be of interest; set by hand."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A public price of one piece that a scan has found for a wish."""

    seller: str
    shop: str
    product: str
    variant: str
    title: str
    price: Price
    wish: str
    category: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A price that stood from the day *first* to the day *last*, as far as was seen. number: its own."""

    seen: Observation
    first: date
    last: date
    number: int = 0


class Prices(Protocol):
    """Where prices are kept that scans have found."""

    async def observe(self, observations: Sequence[Observation], at_ms: int) -> None:
        """Keep what was seen at *at_ms*."""


class NoPrices:
    """Keeps nothing."""

    async def observe(self, observations: Sequence[Observation], at_ms: int) -> None:
        """Keep nothing."""


def observed(wish: Wish, finds: Iterable[Sequence[Find]]) -> tuple[Observation, ...]:
    """Return the prices among the *finds* for each line of *wish*."""
    return tuple(
        Observation(
            seller=find.seller.id,
            shop=find.seller.name,
            product=find.product.id,
            variant=find.variant.id,
            title=find.product.title,
            price=find.unit_price,
            wish=line.text,
            category=min(categories_of(find), default=""),
        )
        for line, some in zip(wish.lines, finds, strict=True)
        for find in some
    )


def unmet(watched: Iterable[Run], bought: Mapping[str, date]) -> tuple[Run, ...]:
    """Return those of *watched* whose wish was not met while it was watched.

    bought: when a title was last bought, by its letters and digits. Sellers call one thing by several titles:
    it is the wish that is met, whichever of them it was bought under.
    """
    runs = tuple(watched)
    met = {run.seen.wish for run in runs if bought.get(title_key(run.seen.title), date.min) >= run.first}
    return tuple(run for run in runs if run.seen.wish not in met)


def price_drops(watched: Iterable[Run], today: date) -> list[Suggestion]:
    """Return the watched things that cost less than they usually did."""
    groups: dict[tuple[str, ...], list[Run]] = defaultdict(list)
    for run in watched:
        one = run.seen
        groups[one.seller, one.product, one.variant, one.price.currency].append(run)
    found = (
        _drop(sorted(runs, key=lambda run: (run.last, run.first, run.number)), today)
        for runs in groups.values()
    )
    return [suggestion for suggestion in found if suggestion is not None]


def _drop(runs: Sequence[Run], today: date) -> Suggestion | None:
    *before, now = runs
    oldest = today - timedelta(days=_REMEMBERED_DAYS)
    before = [run for run in before if run.last >= oldest]
    stale = (today - now.last).days > _FRESH_DAYS or (today - now.first).days > _NEW_DAYS
    if not before or stale:
        return None
    usual = _usual(before, now, oldest)
    cost, was = now.seen.price.amount, usual.seen.price.amount
    share = 1 - cost / was if was else 0.0
    if share < _LEAST_DROP or cost >= before[-1].seen.price.amount:
        return None
    lowest = min(run.seen.price.amount for run in before)
    low = "the lowest seen" if cost <= lowest else f"the lowest seen was {now.seen.price.of(lowest).words()}"
    words = (
        f"{now.seen.price.words()} at {now.seen.shop} since {now.first.isoformat()}; before, it was "
        f"{usual.seen.price.words()} on most days seen: {percent(share)} less, {low} in "
        f"{_REMEMBERED_DAYS} days. You look for “{now.seen.wish}”."
    )
    return Suggestion(
        kind="price-drop",
        names=(f"offer:{now.seen.seller} {now.seen.product} {now.seen.variant}",),
        cycle=f"{now.first.isoformat()} {now.seen.price.words()}",
        title=short(now.seen.title),
        words=words,
        strength=min(1.0, share / _FULL_DROP),
        due=now.first + timedelta(days=_NEW_DAYS),
        evidence=tuple(f"price/{run.number}" for run in (*before, now)[-20:]),
        terms=search_words(now.seen.title),
        category=now.seen.category,
        price=now.seen.price,
    )


def _usual(before: Sequence[Run], now: Run, oldest: date) -> Run:
    """The run whose price stood on the middle one of all days since *oldest*, by price.

    A price counts as standing until the next one was seen.
    """
    ends = [run.first for run in (*before[1:], now)]
    stood = {id(run): (end - max(run.first, oldest)).days + 1 for run, end in zip(before, ends, strict=True)}
    ordered = sorted(before, key=lambda run: run.seen.price.amount)
    ahead = sum(stood.values()) / 2
    for run in ordered:
        ahead -= stood[id(run)]
        if ahead <= 0:
            return run
    return ordered[-1]


def run_of(seen: Observation, first_ms: int, last_ms: int, number: int) -> Run:
    """Return the run of *seen* between two times."""
    return Run(seen, day_of(first_ms), day_of(last_ms), number)
