"""Intervals: how long a piece of an item lasts, learnt from when it was bought again.

The logarithm of the days that one piece lasts is taken as normal, its mean and variance as unknown under the
conjugate prior; what follows is a Student t for the next. An item with few intervals leans on its category,
and the category on the prior: the mean of the item's prior is the mean of the category's other items, and
weighs as one interval does.

Source: Gelman et al., Bayesian Data Analysis, 3rd edition (2013), 3.3, for the normal with conjugate prior;
Bhagat et al., Buy It Again, KDD 2018, for items bought again as a time until the next, times whether there is
a next; Schmittlein, Morrison and Colombo, Counting Your Customers, Management Science 33 (1987), for silence
as a sign that there is none. The numbers of the prior are set by hand: 45 days, give or take a factor of
three, and intervals of one item that vary by half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt
from statistics import fmean
from typing import Final

from consumer_twin.sense.items import Item
from consumer_twin.sense.student import chance_below, point

RECENT: Final = 12
"""Intervals of an item that count, the latest: habits change."""

PRIOR_DAYS: Final = 45.0
_PRIOR_WEIGHT: Final = 1.0
"""How many items of a category the prior weighs as."""
_ITEM_WEIGHT: Final = 0.5
"""How many intervals of an item its category weighs as."""
_SHAPE: Final = 3
_SPREAD: Final = 0.45
"""Of the inverse gamma that the variance comes from: its mean is _SPREAD / (_SHAPE - 1)."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long what was bought last lasts: the logarithm of the days is a Student t.

    again: how likely the item is bought again at all, before any silence.
    """

    centre: float
    scale: float
    freedom: int
    again: float

    def gone_by(self, days: float) -> float:
        """How likely it has run out *days* after it was bought, if it is bought again."""
        if days <= 0:
            return 0.0
        return chance_below((log(days) - self.centre) / self.scale, self.freedom)

    def days(self, chance: float = 0.5) -> float:
        """After how many days it has run out with that *chance*."""
        return exp(self.centre + self.scale * point(chance, self.freedom))

    def kept_up(self, silent: float) -> float:
        """How likely it is still bought, after *silent* days without."""
        waiting = self.again * (1 - self.gone_by(silent))
        return waiting / (waiting + 1 - self.again)

    def within(self, silent: float, ahead: float) -> float:
        """How likely it is bought in the next *ahead* days, after *silent* days without."""
        gone = self.gone_by(silent)
        return self.again * (self.gone_by(silent + ahead) - gone) / (self.again * (1 - gone) + 1 - self.again)


def lasting(items: Iterable[Item]) -> dict[str, Lasting]:
    """Return how long each item bought more than once lasts, under its first name."""
    bought_again = [item for item in items if len(item.occasions) > 1]
    logs = {item.names[0]: _logs(item) for item in bought_again}
    groups: Mapping[str, list[str]] = _grouped(bought_again)
    told = {category: _told(logs[name] for name in names) for category, names in groups.items()}
    found = {}
    for item in bought_again:
        name = item.names[0]
        weight, total = told[item.category.casefold()]
        own_weight, own_total = _told([logs[name]])
        mean = (_PRIOR_WEIGHT * log(PRIOR_DAYS) + total - own_total) / (_PRIOR_WEIGHT + weight - own_weight)
        found[name] = _posterior(logs[name], mean, item.last.pieces)
    return found


def _logs(item: Item) -> tuple[float, ...]:
    """The logarithms of the days that a piece lasted, between one occasion and the next."""
    pairs = zip(item.occasions, item.occasions[1:], strict=False)
    return tuple(log((after.day - one.day).days / one.pieces) for one, after in pairs)[-RECENT:]


def _grouped(items: Iterable[Item]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for item in items:
        groups[item.category.casefold()].append(item.names[0])
    return groups


def _told(some: Iterable[Sequence[float]]) -> tuple[float, float]:
    """What items say of their category: weight, and weighted sum; one of few intervals weighs less."""
    pairs = [(len(one) / (len(one) + 1), fmean(one)) for one in some]
    return fsum(weight for weight, _ in pairs), fsum(weight * mean for weight, mean in pairs)


def _posterior(logs: Sequence[float], prior_mean: float, pieces: int) -> Lasting:
    """The t of the next interval, for *pieces* pieces."""
    count, mean = len(logs), fmean(logs)
    weight = _ITEM_WEIGHT + count
    centre = (_ITEM_WEIGHT * prior_mean + count * mean) / weight
    spread = _SPREAD + sum((one - mean) ** 2 for one in logs) / 2
    spread += _ITEM_WEIGHT * count * (mean - prior_mean) ** 2 / (2 * weight)
    freedom = 2 * _SHAPE + count
    scale = sqrt(2 * spread * (weight + 1) / (freedom * weight))
    return Lasting(centre + log(pieces), scale, freedom, _again(count))


def _again(repeats: int) -> float:
    """How likely one more purchase follows: the mean of a Beta(1, 1) after so many that did."""
    return (1 + repeats) / (2 + repeats)
