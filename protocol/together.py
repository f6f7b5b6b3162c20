"""Bought together: what more pieces, or products that go together, take off the list price.

Spec: spec/60-negotiate.md (NEG-50 to NEG-52).

The rules stand in the brand's profile, so both sides work out the same amount from the same lines. They are
about list prices of goods alone: what delivery costs is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from protocol.catalog import Id
from protocol.promotion import Applies
from protocol.wire import Many, Maybe, Wire

MAX_RULES: Final = 64
MAX_PRODUCTS: Final = 20

BasisPoints = Annotated[int, Field(ge=1, le=9_999)]


def _ascending(names: tuple[str, ...]) -> tuple[str, ...]:
    if list(names) != sorted(set(names)):  # NEG-52
        raise ValueError("the products of a bundle stand in ascending order, each once")
    return names


@dataclass(frozen=True, slots=True)
class Goods:
    """So many pieces of an article, at a list price a piece in minor units."""

    product: str
    variant: str
    quantity: int
    price_minor: int
    categories: frozenset[str] = frozenset()


class VolumeTerms(Wire):
    """From so many pieces on, hundredths of a percent come off the list price of what it is about."""

    pieces: Annotated[int, Field(ge=2, le=1_000_000)]
    basis_points: BasisPoints
    applies: Maybe[Applies] = None
    """Left out: to everything that the brand sells."""

    def covers(self, line: Goods) -> bool:
        """Say whether the rule is about *line*."""
        return self.applies is None or self.applies.covers(line.product, line.variant, line.categories)


class BundleTerms(Wire):
    """A piece of each of the products, and hundredths of a percent come off the list price of the set."""

    products: Annotated[Many[Id], Field(min_length=2, max_length=MAX_PRODUCTS), AfterValidator(_ascending)]
    basis_points: BasisPoints


Volume = Annotated[Many[VolumeTerms], Field(max_length=MAX_RULES)]
Bundles = Annotated[Many[BundleTerms], Field(max_length=MAX_RULES)]


def volume_minor(rules: Iterable[VolumeTerms], lines: Sequence[Goods]) -> int:
    """Return what *rules* take off *lines*, in minor units of their list price (NEG-51).

    >>> volume_minor([VolumeTerms(pieces=3, basis_points=500)], [Goods("pen", "pen-1", 3, 199)])
    29
    """
    reached = [rule for rule in rules if _pieces(rule, lines) >= rule.pieces]
    return sum(
        line.price_minor * line.quantity * max(_points_of(reached, line), default=0) // 10_000
        for line in lines
    )


def bundle_minor(rules: Iterable[BundleTerms], lines: Sequence[Goods]) -> int:
    """Return what *rules* take off *lines*, in minor units of their list price (NEG-52).

    >>> pair = BundleTerms(products=("pad", "pen"), basis_points=1000)
    >>> bundle_minor([pair], [Goods("pen", "pen-1", 3, 200), Goods("pad", "pad-1", 2, 500)])
    140
    """
    left: dict[str, list[tuple[int, int]]] = {}
    for line in sorted(lines, key=_price):
        left.setdefault(line.product, []).append((line.price_minor, line.quantity))
    off = 0
    for rule in rules:
        sets = min(sum(count for _, count in left.get(product, ())) for product in rule.products)
        taken = 0
        for product in rule.products if sets else ():
            worth, left[product] = _cheapest(left[product], sets)
            taken += worth
        off += taken * rule.basis_points // 10_000
    return off


def _pieces(rule: VolumeTerms, lines: Iterable[Goods]) -> int:
    return sum(line.quantity for line in lines if rule.covers(line))


def _points_of(rules: Iterable[VolumeTerms], line: Goods) -> Iterable[int]:
    return (rule.basis_points for rule in rules if rule.covers(line))


def _cheapest(pile: Sequence[tuple[int, int]], count: int) -> tuple[int, list[tuple[int, int]]]:
    """Return what the *count* cheapest of *pile* (price, pieces; cheapest first) cost, and the rest."""
    worth, rest = 0, []
    for price_minor, pieces in pile:
        taken = min(pieces, count)
        worth, count = worth + taken * price_minor, count - taken
        if pieces > taken:
            rest.append((price_minor, pieces - taken))
    return worth, rest


def _price(line: Goods) -> int:
    return line.price_minor
