"""What a package is worth to the person: additive over the issues, and explained by its parts.

Spec: spec/70-decide.md.

There is one definition, in money: each issue beside price is worth a share of the cheapest public list
total, spread evenly over its range. Adding those worths to the price gained gives the utility (0 to 1);
taking them from the total gives a total that packages with different terms can be compared by. The scale
stands on public facts only, so nothing a ceiling would change can change a ranking.

Source: additive value functions, Keeney and Raiffa, "Decisions with Multiple Objectives" (1976), and their
even swaps for stating a trade-off in money. The default weights are a guess, to be learnt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from negotiation.package import Package
from protocol import Extra, IssueName

DELIVERY_DAYS: Final = 14
"""Days at which a slower delivery stops getting worse."""
WARRANTY_MONTHS: Final = 36
"""Months from which a longer warranty adds nothing."""
RETURNS_DAYS: Final = 60
"""Days from which a longer return period adds nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the whole range of an issue is worth, as a share of the cheapest public list total.

    `delivery=0.10` says: same day instead of two weeks is worth a tenth of the price.
    `extra` is the worth of each extra that is wanted.

    Raises ValueError if a share is negative or not finite.
    """

    delivery: float = 0.10
    warranty: float = 0.08
    returns: float = 0.04
    extra: float = 0.03

    def __post_init__(self) -> None:
        for share in (self.delivery, self.warranty, self.returns, self.extra):
            if not (math.isfinite(share) and share >= 0.0):
                raise ValueError(f"a weight is {share}, not a share of 0 or more")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The person's weights on a scale of public totals.

    cheapest_minor, dearest_minor: of the public list totals found in the scan.
    wanted: extras that the person asked for; others are worth nothing.
    point_minor: what a brand's point is worth to the person; nothing, unless they say so.
    spare_minor: what a piece beyond those needed is worth to them.

    Raises ValueError if the cheapest is negative or above the dearest, or a point or a spare piece is worth
    less than nothing.
    """

    cheapest_minor: int
    dearest_minor: int
    weights: Weights = Weights()
    wanted: frozenset[Extra] = frozenset()
    point_minor: float = 0.0
    spare_minor: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.cheapest_minor <= self.dearest_minor:
            raise ValueError(f"{self.cheapest_minor} to {self.dearest_minor} is no range of public totals")
        for worth in (self.point_minor, self.spare_minor):
            if not (math.isfinite(worth) and worth >= 0.0):
                raise ValueError(f"a point or a spare piece can't be worth {worth}")


@dataclass(frozen=True, slots=True)
class Part:
    """What one issue adds: its worth in minor units over the worst of the scale, and its share of utility."""

    issue: IssueName
    worth_minor: int
    share: float


def parts(package: Package, preferences: Preferences) -> tuple[Part, ...]:
    """Return what each issue adds to the utility of *package*; the shares add up to it.

    To say why one package beats another, subtract the worths issue by issue.
    """
    full = _full_minor(preferences)
    worths: tuple[tuple[IssueName, int], ...] = (
        ("price", _price_minor(package, preferences)),
        ("delivery-days", _delivery_minor(package, preferences)),
        ("warranty-months", _warranty_minor(package, preferences)),
        ("returns-days", _returns_minor(package, preferences)),
        ("extras", _extras_minor(package.extras, preferences)),
    )
    if preferences.point_minor:
        worths = (*worths, ("points", round(package.points * preferences.point_minor)))
    if preferences.spare_minor:
        worths = (*worths, ("quantity", _spares_minor(package, preferences)))
    return tuple(Part(issue, worth, worth / full) for issue, worth in worths)


def utility(package: Package, preferences: Preferences) -> float:
    """Return the utility of *package*: 0 at the worst end of every issue, 1 at the best.

    >>> taste = Preferences(cheapest_minor=10_000, dearest_minor=12_000)
    >>> utility(Package(10_000, 2, 24, 30), taste) > utility(Package(10_000, 5, 24, 30), taste)
    True
    """
    return sum(part.worth_minor for part in parts(package, preferences)) / _full_minor(preferences)


def adjusted_minor(package: Package, preferences: Preferences) -> int:
    """Return the total less what its other terms are worth, in minor units: lower is better.

    It orders packages as `utility` does, without that scale's ends.
    """
    return package.total_minor - sum(
        part.worth_minor for part in parts(package, preferences) if part.issue != "price"
    )


def needed_minor(package: Package, preferences: Preferences) -> int:
    """Return the total less what the pieces beyond those needed are worth, in minor units.

    >>> needed_minor(Package(2_800, 5, 12, 30, spares=2), Preferences(1_000, 1_000, spare_minor=800))
    1200
    """
    return package.total_minor - _spares_minor(package, preferences)


def with_spares(package: Package, spares: int, preferences: Preferences) -> Package:
    """Return what is worth as much as *package*, with *spares* pieces beyond those needed.

    >>> with_spares(Package(1_200, 5, 12, 30), 2, Preferences(1_000, 1_000, spare_minor=800)).total_minor
    2800
    """
    plain = replace(package, total_minor=needed_minor(package, preferences), spares=spares)
    return plain.at(plain.total_minor + _spares_minor(plain, preferences))


def best(packages: Iterable[Package], preferences: Preferences) -> Package | None:
    """Return the package with the lowest adjusted total, the first one among equals, or None."""
    return min(packages, key=lambda package: adjusted_minor(package, preferences), default=None)


def _ends_minor(preferences: Preferences) -> tuple[int, int]:
    """Best and worst total of the scale: half the cheapest to half more than the dearest.

    Wide enough that neither haggling nor dearer terms fall off it.
    """
    low = preferences.cheapest_minor // 2
    return low, max(low + 1, preferences.dearest_minor + preferences.dearest_minor // 2)


def _price_minor(package: Package, preferences: Preferences) -> int:
    """What is gained by the price; with what the spares are worth it is that of the pieces needed."""
    low, high = _ends_minor(preferences)
    gained = high - min(max(needed_minor(package, preferences), low), high)
    return gained - _spares_minor(package, preferences)


def _spares_minor(package: Package, preferences: Preferences) -> int:
    return round(package.spares * preferences.spare_minor)


def _delivery_minor(package: Package, preferences: Preferences) -> int:
    spared = DELIVERY_DAYS - min(package.delivery_days, DELIVERY_DAYS)
    return round(preferences.weights.delivery * preferences.cheapest_minor * spared / DELIVERY_DAYS)


def _warranty_minor(package: Package, preferences: Preferences) -> int:
    months = min(package.warranty_months, WARRANTY_MONTHS)
    return round(preferences.weights.warranty * preferences.cheapest_minor * months / WARRANTY_MONTHS)


def _returns_minor(package: Package, preferences: Preferences) -> int:
    days = min(package.returns_days, RETURNS_DAYS)
    return round(preferences.weights.returns * preferences.cheapest_minor * days / RETURNS_DAYS)


def _extras_minor(extras: frozenset[Extra], preferences: Preferences) -> int:
    return len(extras & preferences.wanted) * round(preferences.weights.extra * preferences.cheapest_minor)


def _full_minor(preferences: Preferences) -> int:
    low, high = _ends_minor(preferences)
    ideal = Package(low, 0, WARRANTY_MONTHS, RETURNS_DAYS, preferences.wanted)
    beside = (_delivery_minor, _warranty_minor, _returns_minor)
    return (
        high
        - low
        + sum(worth(ideal, preferences) for worth in beside)
        + _extras_minor(preferences.wanted, preferences)
    )
