"""The brand's play: come down from the list total to a floor, a step for each of the twin's turns.

Spec: spec/60-negotiate.md; DESIGN, section 5 (Fairness).

A concession is a function of the published policy, this thread's moves and the room that cost, stock and
epoch leave: there is no argument through which a key or a guess about the person could come in. So another
key learns nothing more.

Source: concession by time, Faratin, Sierra and Jennings, Robotics and Autonomous Systems 24 (1998).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from negotiation.concession import between, concession
from negotiation.package import Package


@dataclass(frozen=True, slots=True)
class SellerPolicy:
    """What the brand publishes of its play.

    counters: over how many of the twin's turns the whole room is given; later ones earn nothing.
    eagerness: see `concession`.
    """

    counters: int = 6
    eagerness: float = 1.0

    def __post_init__(self) -> None:
        if self.counters < 1 or not self.eagerness > 0.0:
            raise ValueError("a seller's policy needs counters of 1 or more and eagerness above 0")


@dataclass(frozen=True, slots=True)
class Room:
    """The room for one set of terms: the package at list prices, and the lowest total for it.

    floor_minor: None is no concession. A floor above the list total is the list total.
    """

    listed: Package
    floor_minor: int | None

    @property
    def lowest_minor(self) -> int:
        """The lowest total that may be offered for these terms."""
        return (
            self.listed.total_minor
            if self.floor_minor is None
            else min(self.floor_minor, self.listed.total_minor)
        )


@dataclass(frozen=True, slots=True)
class Better:
    """Offer this package. *meets*: it is what the counter asked, at the counter's total exactly."""

    package: Package
    meets: bool


@dataclass(frozen=True, slots=True)
class NoBetter:
    """What was offered stands; there is no better offer."""


def respond(
    policy: SellerPolicy, room: Room, *, turn: int, counter: Package | None, offered: tuple[Package, ...]
) -> Better | NoBetter:
    """Return the brand's answer to the twin's *turn*-th counter or decline (None) in this thread.

    room: for the terms the counter asks, or the nearest the brand can supply.
    offered: the brand's offers in this thread so far, the first one included.

    Each answer is at least a minor unit below any earlier offer of as good terms, and never below the floor;
    a counter at or above the planned total is met exactly.

    Raises ValueError if *turn* is below 1.
    """
    if turn < 1:
        raise ValueError(f"turn is {turn}, and the first one is 1")
    before = min((one.total_minor for one in offered if one.covers(room.listed)), default=None)
    if turn > policy.counters or (before is not None and before <= room.lowest_minor):
        return NoBetter()
    most = room.listed.total_minor if before is None else min(before, room.listed.total_minor)
    planned = planned_minor(policy, room, turn)
    if before is not None:
        planned = min(planned, before - 1)
    if counter is not None and room.listed.covers(counter) and planned <= counter.total_minor <= most:
        return Better(room.listed.at(counter.total_minor), meets=True)
    return Better(room.listed.at(planned), meets=False)


def planned_minor(policy: SellerPolicy, room: Room, turn: int) -> int:
    """Return the total that the policy plans for the answer to turn *turn*.

    >>> room = Room(Package(10_000, 5, 12, 30), floor_minor=8_500)
    >>> [planned_minor(SellerPolicy(counters=3), room, turn) for turn in (1, 2, 3)]
    [9500, 9000, 8500]
    """
    elapsed = min(1.0, turn / policy.counters)
    return between(room.listed.total_minor, room.lowest_minor, concession(elapsed, policy.eagerness))


def bid_minor(room: Room, share: float) -> int:
    """Return the total of a sealed bid: *share* of the room below the list is given at once.

    Source: first-price bids of K sellers whose floors lie evenly below the list give 1 - 1/K of their room
    (Vickrey, Journal of Finance 16 (1961)); so a share of 0.75 is the bid against three others.

    >>> bid_minor(Room(Package(10_000, 5, 12, 30), floor_minor=8_000), 0.75)
    8500
    """
    return between(room.listed.total_minor, room.lowest_minor, share)


def floor_total_minor(
    *,
    list_total_minor: int,
    cost_minor: int,
    fixed_minor: int,
    floor_margin: Decimal,
    tax_rate: Decimal,
    max_discount: Decimal,
) -> int:
    """Return the lowest all-in total: it keeps the margin, and stays within the greatest discount.

    cost_minor: what the articles cost the brand; fixed_minor: shipping, extras, warranty. Both without tax.
    floor_margin: share of the net price (the total without tax) that must be left after cost.
    tax_rate: share of the net price that is added, or included, as tax.
    max_discount: share of the list total.

    Rounded up, in the brand's favour. Never above the list total: the list price is the brand's word.

    Raises ValueError if a share is outside its range.

    >>> floor_total_minor(list_total_minor=10_000, cost_minor=8_000, fixed_minor=0,
    ...     floor_margin=Decimal("0.08"), tax_rate=Decimal(0), max_discount=Decimal("0.15"))
    8696
    """
    if not 0 <= floor_margin < 1 or not 0 <= max_discount <= 1 or tax_rate < 0:
        raise ValueError("needs 0 <= floor_margin < 1, 0 <= max_discount <= 1 and tax_rate >= 0")
    net = Fraction(cost_minor + fixed_minor) / (1 - Fraction(floor_margin))
    for_margin = math.ceil(net * (1 + Fraction(tax_rate)))
    return min(list_total_minor, max(for_margin, lowest_discounted_minor(list_total_minor, max_discount)))


def lowest_discounted_minor(list_total_minor: int, max_discount: Decimal) -> int:
    """Return the list total less the greatest discount (a share), rounded up."""
    return math.ceil(list_total_minor * (1 - Fraction(max_discount)))
