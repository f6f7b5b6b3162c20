"""What a log says about its people as a whole: what is popular, what follows what, how often it returns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from customer_model.sequence.basket import Log
from customer_model.sequence.steps import Numbers, Places, Steps, from_pairs, joined, steps_of


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Sums over baskets. A basket of n items gives each of them 1/sqrt(n) votes."""

    items: tuple[str, ...]
    """In order of their names; the arrays below follow it."""
    taken: Numbers
    """Baskets with each item."""
    votes: Numbers
    casts: float
    """The votes an item would have that is in every basket."""
    intervals: Numbers
    """Sum over people of an item's mean time between two purchases, in trips."""
    returns: Numbers
    """People that an item's `intervals` come from: those who bought it at least twice."""
    steps: Steps
    baskets: int

    def often(self) -> Numbers:
        """Return each item's share of the baskets, 0 to 1."""
        return self.taken / max(self.baskets, 1)

    def shares(self) -> Numbers:
        """Return each item's share of the votes, 0 to 1."""
        return self.votes / max(self.casts, 1.0)

    def interval(self) -> Numbers:
        """Return each item's usual time between two purchases, in trips; the mean for what came once."""
        mean = float(self.intervals.sum()) / max(float(self.returns.sum()), 1.0)
        usual: Numbers = (self.intervals + mean) / (self.returns + 1.0)
        return usual


def trip_of(log: Log) -> float:
    """Return the median time from one basket to the person's next, in the log's unit; 1 if there is none."""
    times = [later.at - earlier.at for history in log.values() for earlier, later in pairwise(history)]
    return float(np.median(times)) if times else 1.0


def places_of(log: Log) -> tuple[tuple[str, ...], dict[str, list[Places]]]:
    """Return the items by name, and each person's baskets as places among them."""
    items = tuple(sorted({item for history in log.values() for basket in history for item in basket.items}))
    place = {item: number for number, item in enumerate(items)}
    return items, {
        person: [np.array([place[item] for item in basket.items], np.int64) for basket in history]
        for person, history in log.items()
    }


def count(log: Log, trip: float) -> Counts:
    """Return the counts of *log*, whose people take one *trip* (in the log's unit) from basket to basket."""
    items, trails = places_of(log)
    taken, votes, intervals, returns = np.zeros((4, len(items)))
    casts = 0.0
    for person, trail in trails.items():
        for basket in trail:
            taken[basket] += 1.0
            votes[basket] += basket.size**-0.5
            casts += basket.size**-0.5
        own, twice = _intervals(trail, [basket.at / trip for basket in log[person]])
        intervals[twice] += own
        returns[twice] += 1.0
    steps = steps_of(trails.values(), len(items))
    return Counts(items, taken, votes, casts, intervals, returns, steps, sum(map(len, log.values())))


def together(one: Counts, two: Counts) -> Counts:
    """Return the counts of both logs as of one."""
    items = tuple(sorted({*one.items, *two.items}))
    here, there = _wider(one, items), _wider(two, items)
    return Counts(
        items,
        here.taken + there.taken,
        here.votes + there.votes,
        here.casts + there.casts,
        here.intervals + there.intervals,
        here.returns + there.returns,
        joined(here.steps, there.steps, len(items)),
        here.baskets + there.baskets,
    )


def _intervals(trail: list[Places], times: list[float]) -> tuple[Numbers, Places]:
    """Return the mean times between purchases of what was bought twice, and what that is."""
    all_items = np.concatenate(trail) if trail else np.zeros(0, np.int64)
    at = np.repeat(np.array(times), [basket.size for basket in trail])
    unique, first, place, often = np.unique(
        all_items, return_index=True, return_inverse=True, return_counts=True
    )
    last = np.zeros(unique.size)
    last[place] = at  # the oldest first: what is written last stays
    twice = often > 1
    return (last - at[first])[twice] / (often[twice] - 1), unique[twice]


def _wider(counts: Counts, items: tuple[str, ...]) -> Counts:
    """Return *counts* with places for *items*, which hold all of its own."""
    place = {item: number for number, item in enumerate(items)}
    new = np.array([place[item] for item in counts.items], np.int64)
    pairs = new[counts.steps.before()] * len(items) + new[counts.steps.after]
    steps = from_pairs(pairs, counts.steps.votes, len(items))

    def spread(numbers: Numbers) -> Numbers:
        wide = np.zeros(len(items))
        wide[new] = numbers
        return wide

    taken, votes, intervals, returns = map(
        spread, (counts.taken, counts.votes, counts.intervals, counts.returns)
    )
    return Counts(items, taken, votes, counts.casts, intervals, returns, steps, counts.baskets)
