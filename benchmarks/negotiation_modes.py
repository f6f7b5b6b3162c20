"""What the modes bring: sealed bids and mediated play, beside haggling.

    python -m benchmarks.negotiation modes [--json]

Everything is drawn from seeds, so the figures are the same each time.

- `two-sided`: one buyer and one seller with uniform values, sealed bids at their linear equilibrium, as a
  share of all the gain that there is (Chatterjee and Samuelson, "Bargaining under incomplete information",
  Operations Research 31 (1983): 27/32).
- `sealed.kN`: what N sellers leave to the person by the wire's sealed mode, over what the best of N haggled
  threads leaves: our twin's policy against our seller's, on the same sellers.
- `mediated`: the Nash product of the package found, as a share of the greatest one, on random domains, where
  what either side likes is drawn apart (`apart`), or mostly against the other's likes (`opposed`, the
  scenarios of the lab); and the same over what the house strategy reaches against itself there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from random import Random
from statistics import fmean
from typing import Any, Final

from benchmarks.measure import machine
from negotiation import Package, Preferences, Room, SellerPolicy, bid_minor
from negotiation.frontier import nash
from negotiation.frontier import product as gains
from negotiation.mediated import meeting, shares_of
from negotiation.rehearsal import Twin, dealt, plain_brand, play_thread
from negotiation.scenario import Scenario, drawn_reserves, generated
from negotiation.strategies import STRATEGIES, Game, Stakes, meet

PAIRS: Final = 200_000
MARKETS: Final = 200
SELLERS: Final = (2, 4, 8)
DOMAINS: Final = 300
ROUNDS: Final = 20
"""Of haggling."""
SCHEDULE: Final = 100
"""Rounds of mediated play: with fewer, more packages meet at once, and a lot decides."""
SEALED_SHARE: Final = 0.75
"""What a brand's policy gives at once unless it says otherwise."""
MOST_ROOM: Final = 0.15
"""Floors are drawn evenly from the list total down to this share below it."""


@dataclass(frozen=True)
class Figure:
    """One figure: *value* over *anchor*, and the least it should be."""

    name: str
    value: float
    anchor: str
    least: float | None = None

    def members(self) -> dict[str, Any]:
        """The figure as DESIGN 10 has it."""
        return {
            "name": f"negotiation.modes.{self.name}",
            "value": round(self.value, 4),
            "unit": "ratio",
            "anchor": self.anchor,
            "goal": "" if self.least is None else f">={self.least}",
            "holds": self.least is None or self.value >= self.least,
        }


def two_sided() -> Figure:
    """Trade wherever the buyer's bid is not below the seller's, for uniform values of both."""
    dice = Random("two-sided")
    won = possible = 0.0
    for _ in range(PAIRS):
        worth, cost = dice.random(), dice.random()
        possible += max(0.0, worth - cost)
        if 2 / 3 * worth + 1 / 12 >= 2 / 3 * cost + 1 / 4:
            won += worth - cost
    return Figure("two-sided", won / possible, "first best: every gain that there is", 0.84)


def sellers(dice: Random, count: int) -> list[Room]:
    """Draw *count* sellers of one article: list totals within 5 % of 100 dollars, floors below them."""
    rooms = []
    for _ in range(count):
        listed = round(10_000 * dice.uniform(0.95, 1.05))
        rooms.append(Room(Package(listed, 5, 12, 30), round(listed * (1 - dice.uniform(0.0, MOST_ROOM)))))
    return rooms


def haggled_minor(rooms: Sequence[Room], number: int) -> int:
    """Return the lowest total of all threads, each haggled with the rivals' first offers in sight."""
    totals = [room.listed.total_minor for room in rooms]
    taste = Preferences(min(totals), max(totals))
    ends = []
    for place, room in enumerate(rooms):
        twin = Twin(taste, sha256(f"{number} {place}".encode()).digest())
        brand = plain_brand(room.listed, room.floor_minor, SellerPolicy(counters=8))
        rivals = min(total for other, total in enumerate(totals) if other != place)
        ends.append(dealt(play_thread(twin, brand, rivals)))
    return min(end for end in ends if end is not None)


def sealed(count: int) -> tuple[Figure, Figure]:
    """Compare what is left to the person below the cheapest list total; at our share, and at the best one."""
    dice = Random(f"sealed {count}")
    haggled, usual, textbook = [], [], []
    for number in range(MARKETS):
        rooms = sellers(dice, count)
        cheapest = min(room.listed.total_minor for room in rooms)
        haggled.append(cheapest - haggled_minor(rooms, number))
        usual.append(cheapest - min(bid_minor(room, SEALED_SHARE) for room in rooms))
        textbook.append(cheapest - min(bid_minor(room, 1 - 1 / count) for room in rooms))
    anchor = f"the best of {count} haggled threads: {fmean(haggled) / 10_000:.3f} of the price saved"
    return (
        Figure(f"sealed.k{count}", fmean(usual) / fmean(haggled), anchor),
        Figure(f"sealed.textbook.k{count}", fmean(textbook) / fmean(haggled), anchor),
    )


def mediated(kind: str, scenarios: Sequence[Scenario]) -> tuple[Figure, ...]:
    """Play the schedule, and house against house, on the same domains."""
    ours = fmean(nash_share(one, found(one)) for one in scenarios)
    theirs = fmean(nash_share(one, haggled(one)) for one in scenarios)
    most = "the greatest Nash product of the domain"
    return (
        Figure(f"mediated.{kind}", ours, most, 0.94),
        Figure(f"haggled.{kind}", theirs, most),
        Figure(f"mediated.over-haggled.{kind}", ours / theirs, "house against itself there", 0.94),
    )


def apart(seed: int) -> Scenario:
    """Draw a scenario of three to five issues; the two sides' likes have nothing to do with each other."""
    dice = Random(f"apart {seed}")
    sizes = [dice.randint(2, 5) for _ in range(dice.randint(3, 5))]
    outcomes = tuple(product(*(map(str, range(size)) for size in sizes)))
    twin, brand = (_additive(dice, sizes) for _ in range(2))
    reserves = drawn_reserves(seed, twin, brand)
    issues = tuple(f"issue {number}" for number in range(len(sizes)))
    games = (
        Game(Stakes(issues, outcomes, table), reserve, ROUNDS, seed)
        for table, reserve in zip((twin, brand), reserves, strict=True)
    )
    return Scenario(f"apart {seed}", *games)


def _additive(dice: Random, sizes: Sequence[int]) -> tuple[float, ...]:
    """Additive utilities from 0 to 1, weights and worths drawn evenly."""
    sums = [0.0]
    for size in sizes:
        weight = dice.random()
        worths = [weight * dice.random() for _ in range(size)]
        sums = [before + worth for before in sums for worth in worths]
    low, high = min(sums), max(sums)
    return tuple((one - low) / (high - low) for one in sums)


def found(scenario: Scenario) -> int | None:
    """Return the package of the first overlap; of several, one by lot."""
    twin, brand = (
        shares_of(worths, reserve) for worths, reserve in zip(scenario.worths, scenario.reserves, strict=True)
    )
    places = meeting(twin, brand, SCHEDULE)
    return min(places, key=lambda place: sha256(f"{scenario.name} {place}".encode()).digest(), default=None)


def haggled(scenario: Scenario) -> int | None:
    """Return what the house strategy agrees on with itself."""
    house = STRATEGIES["house"]
    return meet(house(scenario.twin), house(scenario.brand), ROUNDS)


def nash_share(scenario: Scenario, place: int | None) -> float:
    """Return the Nash product of *place* over the greatest one; 0 without a deal."""
    best = nash(*scenario.worths, scenario.reserves)
    if place is None or best is None:
        return 0.0
    twin, brand = scenario.worths
    most = gains((twin[best], brand[best]), scenario.reserves)
    return gains((twin[place], brand[place]), scenario.reserves) / most


def main() -> None:
    """Print the figures."""
    figures = [
        two_sided(),
        *(one for count in SELLERS for one in sealed(count)),
        *mediated("apart", [apart(seed) for seed in range(DOMAINS)]),
        *mediated("opposed", [generated(seed, ROUNDS) for seed in range(DOMAINS)]),
    ]
    results = [figure.members() for figure in figures]
    if "--json" in sys.argv[1:]:
        print(json.dumps({"machine": machine(), "results": results}))
        return
    for one in results:
        word = "" if not one["goal"] else f"; goal {one['goal']}: {'holds' if one['holds'] else 'MISSED'}"
        print(f"{one['name']:<40}{one['value']:>8.3f} of {one['anchor']}{word}")
