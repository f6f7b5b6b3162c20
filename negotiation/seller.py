"""The brand's play: a policy plans totals from published facts, and a gate stops those below the floor.

Spec: spec/60-negotiate.md (NEG-30, NEG-43 to NEG-46); DESIGN, section 5 (Fairness).

A concession is a function of the published policy, this thread's moves and the room that cost, stock and
epoch leave: there is no argument through which a key or a guess about the person could come in. So another
key learns nothing more.

The policy comes down from the list total to an aim, a step for each of the twin's turns. In private play the
aim is public, the list total less the greatest discount, and the floor is seen by the gate alone. The gate
names no price: where a planned total lies below the floor, the policy plays on with the totals of its
earlier half turns, and if those were offered, nothing better is. In league play the aim is the floor itself,
so who keeps asking learns it to the cent.

Source: concession by time, Faratin, Sierra and Jennings, Robotics and Autonomous Systems 24 (1998).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from negotiation.concession import between, concession
from negotiation.package import Package

PARTS: Final = 2
"""Into how many parts the policy cuts a turn's step where the whole step lies below the floor."""


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
    """The room for one set of terms: the package at list prices, what is planned down to, and the floor.

    floor_minor: the lowest total that the gate lets out. None is no concession; a floor above the list total
        is the list total.
    aim_minor: what the policy plans down to, from published facts alone. None leans on the floor: league.
    """

    listed: Package
    floor_minor: int | None
    aim_minor: int | None = None

    @property
    def lowest_minor(self) -> int:
        """The lowest total that may be offered for these terms."""
        listed = self.listed.total_minor
        return listed if self.floor_minor is None else min(self.floor_minor, listed)

    @property
    def end_minor(self) -> int:
        """The total that the policy plans for its last turn."""
        return self.lowest_minor if self.aim_minor is None else min(self.aim_minor, self.listed.total_minor)


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
    a counter at or above the planned total is met exactly, if it is not below the floor.

    Raises ValueError if *turn* is below 1.
    """
    if turn < 1:
        raise ValueError(f"turn is {turn}, and the first one is 1")
    before = min((one.total_minor for one in offered if one.covers(room.listed)), default=None)
    if turn > policy.counters or (before is not None and before <= room.end_minor):
        return NoBetter()
    plans = list(_plans(policy, room, turn, before))
    if counter is not None and _is_met(counter, room, planned=plans[0], before=before):
        return Better(room.listed.at(counter.total_minor), meets=True)
    let = next((total for total in plans if total >= room.lowest_minor), None)  # NEG-44
    return NoBetter() if let is None else Better(room.listed.at(let), meets=False)


def _plans(policy: SellerPolicy, room: Room, turn: int, before: int | None) -> Iterator[int]:
    """Yield what the policy would offer, the plan of this turn first; all of it below *before*."""
    planned = planned_minor(policy, room, turn)
    yield planned if before is None else min(planned, before - 1)
    for part in range(turn * PARTS - 1, -1, -1):
        planned = planned_minor(policy, room, part / PARTS)
        if before is None or planned < before:
            yield planned


def _is_met(counter: Package, room: Room, *, planned: int, before: int | None) -> bool:
    """Whether *counter* asks for no less than is *planned* and the floor, and for less than was offered."""
    listed = room.listed.total_minor
    most = listed if before is None else min(before - 1, listed)
    least = max(planned, room.lowest_minor)  # NEG-45
    return room.listed.covers(counter) and least <= counter.total_minor <= most


def planned_minor(policy: SellerPolicy, room: Room, turn: float) -> int:
    """Return the total that the policy plans for the answer to turn *turn*; 0 is the first offer.

    >>> room = Room(Package(10_000, 5, 12, 30), floor_minor=9_300, aim_minor=8_500)
    >>> [planned_minor(SellerPolicy(counters=3), room, turn) for turn in (1, 2, 3)]
    [9500, 9000, 8500]
    """
    elapsed = min(1.0, turn / policy.counters)
    return between(room.listed.total_minor, room.end_minor, concession(elapsed, policy.eagerness))


def bid_minor(room: Room, share: float, counters: int = 1) -> int:
    """Return the total of a sealed bid: *share* of the room below the list is given at once.

    counters: the bids that the policy plans, the best for the twin first: all of *share*, and less by one
        *counters*-th of it each, down to nothing. The gate lets out the first that is not below the floor.

    Source: first-price bids of K sellers whose floors lie evenly below the list give 1 - 1/K of their room
    (Vickrey, Journal of Finance 16 (1961)); so a share of 0.75 is the bid against three others.

    >>> bid_minor(Room(Package(10_000, 5, 12, 30), floor_minor=8_000), 0.75)
    8500
    >>> bid_minor(Room(Package(10_000, 5, 12, 30), floor_minor=9_000, aim_minor=8_000), 0.75, counters=4)
    9250
    """
    listed = room.listed.total_minor
    bids = (between(listed, room.end_minor, share * left / counters) for left in range(counters, 0, -1))
    return next((bid for bid in bids if bid >= room.lowest_minor), listed)  # NEG-46


def floor_total_minor(
    *,
    list_total_minor: int,
    costs: Sequence[tuple[int, Decimal]],
    tax_rate: Decimal,
    lowest_minor: int,
) -> int:
    """Return the lowest all-in total: it keeps the margins, and stays within the greatest discount.

    costs: what articles, delivery and extras cost the brand without tax, each with its margin: the share of
        the net price (the total without tax) that must be left after cost.
    tax_rate: share of the net price that is added, or included, as tax.
    lowest_minor: the list total less the greatest discount; see `lowest_discounted_minor`.

    Rounded up, in the brand's favour. Never above the list total: the list price is the brand's word.

    Raises ValueError if a share is outside its range.

    >>> floor_total_minor(list_total_minor=10_000, costs=[(8_000, Decimal("0.08"))], tax_rate=Decimal(0),
    ...     lowest_minor=8_500)
    8696
    """
    if not all(0 <= margin < 1 for _, margin in costs) or tax_rate < 0:
        raise ValueError("needs margins from 0 to below 1 and a tax_rate of 0 or more")
    net = sum((Fraction(cost) / (1 - Fraction(margin)) for cost, margin in costs), Fraction(0))
    for_margin = math.ceil(net * (1 + Fraction(tax_rate)))
    return min(list_total_minor, max(for_margin, lowest_minor))


def lowest_discounted_minor(parts: Sequence[tuple[int, Decimal]]) -> int:
    """Return the sum of *parts*, minor units of the list total, each less its greatest discount (a share).

    Rounded up. Raises ValueError if a share is outside its range.

    >>> lowest_discounted_minor([(9_000, Decimal("0.2")), (1_000, Decimal("0.1"))])
    8100
    """
    if not all(0 <= discount <= 1 for _, discount in parts):
        raise ValueError("needs discounts from 0 to 1")
    return math.ceil(sum((part * (1 - Fraction(discount)) for part, discount in parts), Fraction(0)))
