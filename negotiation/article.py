"""An article with its prices as something to negotiate over.

It is sold at a total with terms. What quicker delivery and a longer warranty are worth to the person is what
`utility.py` says; what they cost the brand is assumed (`TERMS`). The totals on the table are evenly spaced
below the list total: neither the brand's floor nor the person's ceiling can be read from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from negotiation.package import Package
from negotiation.scenario import Scenario
from negotiation.strategies import Game, Stakes
from negotiation.utility import Preferences, adjusted_minor
from protocol import major


@dataclass(frozen=True, slots=True)
class TermsCost:
    """Terms that the brand can supply.

    cost_share: what they cost it beyond the plainest, as a share of the list total.
    """

    delivery_days: int
    warranty_months: int
    cost_share: float


PLAIN: Final = TermsCost(9, 12, 0.0)
TERMS: Final = tuple(
    TermsCost(days, months, by_days + by_months)
    for (days, by_days), (months, by_months) in product(
        ((9, 0.0), (5, 0.01), (2, 0.02)), ((12, 0.0), (24, 0.012), (36, 0.03))
    )
)
"""A guess: each costs the brand less than it is worth to a person with the default weights."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of one brand. All totals in minor units of *currency*.

    listed_minor: what it costs without haggling; lowest_minor: the lowest total on the table.
    floor_minor: the lowest that the brand takes, ceiling_minor: the highest that the person pays, both for
        the plainest terms.
    """

    title: str
    listed_minor: int
    lowest_minor: int
    floor_minor: int
    ceiling_minor: int
    currency: str = "USD"

    def totals(self, count: int) -> tuple[int, ...]:
        """Return up to *count* totals on the table, the highest first."""
        room = self.listed_minor - self.lowest_minor
        return tuple(
            dict.fromkeys(self.listed_minor - round(room * step / (count - 1)) for step in range(count))
        )


def haggle(
    article: Article, terms: Sequence[TermsCost], *, rounds: int, seed: int, count: int = 41
) -> Scenario:
    """Return the sale of *article* at one of *count* totals with one of *terms* as a scenario.

    Utilities are linear in money, over the totals on the table. The twin's reserve is what the plainest of
    *terms*, the first, is worth to it at the ceiling, and the brand's what it earns by them at the floor.
    """
    taste = Preferences(article.listed_minor, article.listed_minor)
    packages = [
        (_package(total, one), round(one.cost_share * article.listed_minor))
        for total, one in product(article.totals(count), terms)
    ]
    issues, outcomes = _spelled([package for package, _ in packages], article.currency)
    plain = _package(article.ceiling_minor, terms[0])
    kept, own = _scaled(
        [-adjusted_minor(package, taste) for package, _ in packages],
        -adjusted_minor(plain, taste),
    )
    floor, earned = _scaled([package.total_minor - cost for package, cost in packages], article.floor_minor)
    return Scenario(
        article.title,
        Game(Stakes(issues, outcomes, own), kept, rounds, seed),
        Game(Stakes(issues, outcomes, earned), floor, rounds, seed),
    )


def _package(total_minor: int, terms: TermsCost) -> Package:
    return Package(total_minor, terms.delivery_days, terms.warranty_months, returns_days=30)


def _spelled(
    packages: Sequence[Package], currency: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Issues and outcomes in words; an issue in which nothing can be chosen is left out."""
    columns = {
        "total": [f"{major(one.total_minor, currency)} {currency}" for one in packages],
        "delivery": [f"{one.delivery_days} days" for one in packages],
        "warranty": [f"{one.warranty_months} months" for one in packages],
    }
    kept = {name: column for name, column in columns.items() if name == "total" or len(set(column)) > 1}
    return tuple(kept), tuple(zip(*kept.values(), strict=True))


def _scaled(worths_minor: Sequence[int], reserve_minor: int) -> tuple[float, tuple[float, ...]]:
    """The reserve and the worths on a scale from 0 to 1, in the same order as in money."""
    low, high = min(worths_minor), max(worths_minor)
    room = max(1, high - low)
    return (reserve_minor - low) / room, tuple((worth - low) / room for worth in worths_minor)
