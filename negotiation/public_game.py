"""A thread as a game for a strategy: what may be agreed, and what no deal is presumed to be worth.

Spec: spec/60-negotiate.md (NEG-31); DESIGN, section 5 (Ceiling).

Everything here follows from public facts, the person's weights and the thread's own secret seed. The totals
go from the list total down to a presumed low; the terms are those of the first offer, and what the person
would ask for beside. No deal is presumed to be worth what the best public alternative is, and a little more:
a reserve that is the same for every ceiling. The presumptions are round numbers; docs/adr/0017 has what
others brought.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from itertools import product
from typing import Final

from negotiation.package import Package
from negotiation.private import PublicFacts
from negotiation.strategies import Game, Stakes
from negotiation.utility import RETURNS_DAYS, WARRANTY_MONTHS, Preferences, adjusted_minor

ASK_FROM: Final = 0.15
"""Weight of an issue (a share, see `Weights`) from which the twin asks for more than it was offered first."""
LOW: Final = 0.25
"""How far below the best public total the lowest on the table lies, as a share of it."""
GAIN: Final = 0.05
"""How far below it a total must lie to be better than no deal."""
DITHER: Final = 0.015
"""How far the lowest total may lie off its place, as a share: nobody outside can work out the grid."""
TOTALS: Final = 41
"""On the table, evenly spaced."""
ISSUES: Final = ("total", "delivery", "warranty", "returns", "extras")


@dataclass(frozen=True)
class Table:
    """What may be agreed in one thread.

    game: the outcomes are every one of *totals*, the lowest first, with every one of *terms* (packages whose
    total is 0, the plainest first).
    """

    game: Game
    totals: tuple[int, ...]
    terms: tuple[Package, ...]
    preferences: Preferences

    def package(self, place: int) -> Package:
        """Return the package at that place of the game's outcomes."""
        total, terms = divmod(place, len(self.terms))
        return self.terms[terms].at(self.totals[total])

    def nearest(self, offered: Package) -> int:
        """Return the place of what is worth as much to the person as *offered*, or a little less.

        It has the best of the terms that *offered* covers; what is left over counts as money.
        """
        worths = [adjusted_minor(one, self.preferences) for one in self.terms]
        covered = [place for place, one in enumerate(self.terms) if offered.covers(one)]
        terms = min(covered, key=worths.__getitem__, default=0)
        alike = adjusted_minor(offered, self.preferences) - worths[terms]
        total = min(bisect_left(self.totals, alike), len(self.totals) - 1)
        return total * len(self.terms) + terms


def table(facts: PublicFacts, preferences: Preferences, seed: bytes) -> Table:
    """Return the game of a thread: the same in each of its turns. Something must have been heard."""
    first = facts.heard[0]
    dearest = max(facts.list_total_minor, first.total_minor)
    best = min(facts.list_total_minor, first.total_minor)
    if facts.rival_total_minor is not None:
        best = min(best, facts.rival_total_minor)
    lowest = max(1, round(best * (1.0 - LOW + DITHER * _dither(seed))))
    totals = _spaced(lowest, max(dearest, lowest + 1))
    terms = _asked(first, facts, preferences)
    beside = [adjusted_minor(one, preferences) for one in terms]
    worths = [-total - more for total, more in product(totals, beside)]
    low, room = min(worths), max(worths) - min(worths)
    named = [(str(total), *words) for total, words in product(totals, map(_named, terms))]
    stakes = Stakes(ISSUES, tuple(named), tuple((worth - low) / room for worth in worths))
    no_deal = (-round(best * (1.0 - GAIN)) - beside[0] - low) / room
    # The last word of the brand is answered without a counter: one round more than counters.
    return Table(
        Game(stakes, no_deal, facts.rounds + 1, int.from_bytes(_digest(seed)[4:8], "big")),
        totals,
        terms,
        preferences,
    )


def _spaced(low: int, high: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(low + (high - low) * step // (TOTALS - 1) for step in range(TOTALS)))


def _asked(first: Package, facts: PublicFacts, preferences: Preferences) -> tuple[Package, ...]:
    """The terms on the table: those offered first, in time, and one step more of what matters much."""
    weights = preferences.weights
    days = first.delivery_days
    if facts.within_days is not None:
        days = min(days, facts.within_days)
    quicker = days // 2 if weights.delivery >= ASK_FROM else days
    months = _more(first.warranty_months, 12, WARRANTY_MONTHS, weights.warranty)
    returns = _more(first.returns_days, 30, RETURNS_DAYS, weights.returns)
    rows = product(
        dict.fromkeys((days, quicker)),
        dict.fromkeys((first.warranty_months, months)),
        dict.fromkeys((first.returns_days, returns)),
        dict.fromkeys((first.extras, first.extras | preferences.wanted)),
    )
    return tuple(Package(0, *row) for row in rows)


def _more(offered: int, step: int, enough: int, weight: float) -> int:
    """One step more than *offered* if the weight says so, up to where more is worth nothing."""
    return max(offered, min(offered + step, enough)) if weight >= ASK_FROM else offered


def _named(package: Package) -> tuple[str, ...]:
    terms = (package.delivery_days, package.warranty_months, package.returns_days)
    return (*map(str, terms), " ".join(sorted(package.extras)))


def _dither(seed: bytes) -> float:
    """A number from -1 to 1 that only the holder of *seed* knows."""
    return int.from_bytes(_digest(seed)[:4], "big") / (2**31) - 1.0


def _digest(seed: bytes) -> bytes:
    return hashlib.sha256(b"dailyme-dither" + seed).digest()
