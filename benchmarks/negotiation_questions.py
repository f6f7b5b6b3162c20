"""What questions are worth: how far the first option is from the best, after none, one, and a few.

    python -m benchmarks.negotiation questions [--json] [PEOPLE]

People are drawn anew from the shipped population, each with three to five offers like the demo's: better
terms cost more, by what they are worth to most, and not exactly. The twin ranks them as it ranks options, of
brands that nobody has met. Regret is what the first option is worth less than the best one, to whoever might
have answered so, as a share of the price. Questions are those of `dailyme wish now`, one after the other as
long as an answer is expected to bring anything; `random` asks any of the same pairs. Answers are as noisy as
the model takes them to be (`as-supposed`), or three times as sure (`surer`).

`stop` asks as `wish now` does, for at most three and only where an answer is worth more than 0.10 USD, on
offers of a price: `saved` is how much less regret there is, less what the questions cost, in USD.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import exp, sqrt
from statistics import NormalDist, fmean, stdev
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import machine
from benchmarks.usage import read_arguments
from consumer_twin.elicit import AT_MOST, USUAL_COST_MINOR
from consumer_twin.taste import Experience, measured
from consumer_twin.taste.asking import Question, pairs, question
from consumer_twin.taste.choices import Offered
from customer_model import offers_prior
from negotiation import DELIVERY_DAYS, RETURNS_DAYS, WARRANTY_MONTHS, Package, Preferences, Weights
from negotiation.scenario import drawn
from protocol import Price, Terms

Array = NDArray[np.float64]
PEOPLE: Final = 250
OTHERS: Final = 10_000
"""In the town that regret is the mean over."""
MOST: Final = 5
"""Questions that are asked of everybody; `COUNTS` are shown."""
COUNTS: Final = (0, 1, 2, 3, 5)
ANSWERS: Final = {"as-supposed": 1.0, "surer": 3.0}
PRICES_MINOR: Final = (3_000, 11_000, 100_000)
MIDDLE_MINOR: Final = 11_000
_DAYS: Final = (1, 2, 3, 5, 7, 10)
_MONTHS: Final = (0, 12, 24, 36)
_RETURNS: Final = (14, 15, 30, 60)


@dataclass(frozen=True)
class Somebody:
    """A person and what they are offered. scale: units of utility in the price; shares: of the price."""

    seed: int
    scale: float
    shares: Weights
    offers: tuple[Offered, ...]

    @property
    def cheapest_minor(self) -> int:
        """The lowest total: all are measured by it."""
        return min(one.total.amount for one in self.offers)

    def worth(self, one: Offered) -> float:
        """What *one* leaves them with, as a share of the cheapest total."""
        shares = (self.shares.delivery, self.shares.warranty, self.shares.returns)
        better = sum(share * part for share, part in zip(shares, _ranges(one.terms), strict=True))
        return better - one.total.amount / self.cheapest_minor

    def answer(self, asked: Question, surer: float) -> int:
        """Which of a pair they say, the same whenever they are asked it."""
        first, second = map(self.worth, asked.offers)
        says_first = 1 / (1 + exp(-surer * self.scale * (first - second)))
        said = [(one.total.amount, *one.terms.members().values()) for one in asked.offers]
        return 0 if drawn(self.seed, f"answer {said}") < says_first else 1

    def first(self, experience: Experience) -> int:
        """The place of the offer that the twin puts first."""

        def scale(weights: Weights) -> Preferences:
            dearest = max(one.total.amount for one in self.offers)
            return Preferences(self.cheapest_minor, dearest, weights)

        measure = measured(scale, None, experience)
        totals = [measure.adjusted_minor(Package.of(one.total.amount, one.terms), "") for one in self.offers]
        return totals.index(min(totals))


@dataclass(frozen=True)
class Town:
    """Many others of the same population, by column, who might have been the one that answered so."""

    scale: Array
    shares: Array

    def worth(self, offers: Sequence[Offered], cheapest_minor: int) -> Array:
        """What each of *offers* (row) leaves each of them with, as a share of *cheapest_minor*."""
        ranges = np.array([_ranges(one.terms) for one in offers])
        totals = np.array([[one.total.amount / cheapest_minor] for one in offers])
        worth: Array = ranges @ self.shares - totals
        return worth

    def likely(self, asked: Question, said: int, surer: float) -> Array:
        """How likely each of them was to say that."""
        first, second = self.worth(asked.offers, asked.cheapest_minor)
        sign = 1.0 if said == 0 else -1.0
        likely: Array = 1.0 / (1.0 + np.exp(-sign * surer * self.scale * (first - second)))
        return likely


class Asking:
    """Questions put to one person: what the twin has learnt, and what regret is to be expected by now.

    Regret is the mean over all who might have answered so, which is right for the person on average, and
    varies far less from person to person than their own.
    """

    def __init__(self, one: Somebody, surer: float) -> None:
        self.one, self.surer, self.experience = one, surer, Experience()
        self._weights = np.ones(OTHERS)
        self._worth = _town().worth(one.offers, one.cheapest_minor)
        self.regrets = [self._regret()]

    def put(self, asked: Question) -> None:
        """Ask, learn, and rank again."""
        said = self.one.answer(asked, self.surer)
        self._weights = self._weights * _town().likely(asked, said, self.surer)
        choices = (*self.experience.choices, asked.choice(said, 0))
        self.experience = replace(self.experience, choices=choices)
        self.regrets.append(self._regret())

    def way(self, worths: Sequence[float] = ()) -> Way:
        """How it went; what was not asked changed nothing."""
        rest = [self.regrets[-1]] * (MOST + 1 - len(self.regrets))
        return Way((*self.regrets, *rest), tuple(worths))

    def _regret(self) -> float:
        lost = self._worth.max(axis=0) - self._worth[self.one.first(self.experience)]
        return float(lost @ self._weights / self._weights.sum())


@dataclass(frozen=True)
class Way:
    """How it went with one person. regrets: after 0, 1, ... questions; worths: what each was to save."""

    regrets: tuple[float, ...]
    worths: tuple[float, ...] = ()


def somebody(seed: int) -> Somebody:
    """Return the person of *seed*, with offers."""
    mean, lower = _population()
    normals = np.array([_normal(seed, f"point {row}") for row in range(len(mean))])
    price, *terms = np.exp((mean + lower @ normals)[:4]).tolist()
    shares = Weights(*(one / price for one in terms))
    count = 3 + int(drawn(seed, "count") * 3)
    return Somebody(seed, price, shares, tuple(_offer(seed, place) for place in range(count)))


def by_value(one: Somebody, surer: float) -> Way:
    """Ask *one* the questions that are worth most; none is asked that is worth nothing."""
    asking, worths = Asking(one, surer), []
    for number in range(MOST):
        ahead = max(1, AT_MOST - number)
        asked = question(asking.experience, [one.offers], one.cheapest_minor, cost_minor=0, ahead=ahead)
        if asked is None:
            break
        asking.put(asked)
        worths.append(asked.worth_minor / one.cheapest_minor)
    return asking.way(worths)


def at_random(one: Somebody, surer: float) -> Way:
    """Ask *one* any of the same pairs."""
    asking, made = Asking(one, surer), list(pairs([one.offers], one.cheapest_minor, ()))
    for number in range(MOST if made else 0):
        pair = made[int(drawn(one.seed, f"pair {number}") * len(made))]
        asking.put(Question(pair, one.cheapest_minor, 0.0))
    return asking.way()


def stopped(way: Way, price_minor: int) -> tuple[int, float]:
    """Return how many questions `wish now` asks on offers of *price_minor*, and what they save net, USD."""
    asked = 0
    while asked < min(AT_MOST, len(way.worths)) and way.worths[asked] * price_minor > USUAL_COST_MINOR:
        asked += 1
    saved_minor = (way.regrets[0] - way.regrets[asked]) * price_minor - asked * USUAL_COST_MINOR
    return asked, saved_minor / 100


def results(people: int) -> Iterator[dict[str, Any]]:
    """Yield all results in the form of DESIGN 10."""
    drawn_people = [somebody(seed) for seed in range(people)]
    for answers, surer in ANSWERS.items():
        ways = {
            "value": [by_value(one, surer) for one in drawn_people],
            "random": [at_random(one, surer) for one in drawn_people],
        }
        for name, found in ways.items():
            for count in COUNTS:
                yield _result(
                    f"negotiation.questions.{answers}.{name}.{count}",
                    [100 * way.regrets[count] for way in found],
                    "regret, hundredths of the price",
                    [100 * (way.regrets[0] - way.regrets[count]) for way in found],
                )
        for price_minor in PRICES_MINOR:
            ends = [stopped(way, price_minor) for way in ways["value"]]
            start = f"negotiation.questions.{answers}.stop.{price_minor // 100}-usd"
            yield _result(f"{start}.asked", [float(asked) for asked, _ in ends], "questions")
            yield _result(f"{start}.saved", [saved for _, saved in ends], "USD, net of what they cost")


def _result(name: str, values: Sequence[float], unit: str, less: Sequence[float] = ()) -> dict[str, Any]:
    """error: the standard error of the value; less: what is gained over no question, and its error."""
    shown = {"name": name, "value": round(fmean(values), 3), "unit": unit, "anchor": None, "goal": ""}
    shown |= {"holds": True, "error": round(_error(values), 3)}
    return shown | ({"less": round(fmean(less), 3), "less_error": round(_error(less), 3)} if less else {})


def _error(values: Sequence[float]) -> float:
    return stdev(values) / sqrt(len(values))


def _ranges(terms: Terms) -> tuple[float, float, float]:
    """How much of the whole range of each term is there, 0 to 1."""
    return (
        1 - min(terms.delivery_days, DELIVERY_DAYS) / DELIVERY_DAYS,
        min(terms.warranty_months, WARRANTY_MONTHS) / WARRANTY_MONTHS,
        min(terms.returns_days, RETURNS_DAYS) / RETURNS_DAYS,
    )


def _offer(seed: int, place: int) -> Offered:
    """Better terms cost four fifths of what they are worth to most, give or take 3 % of the price."""

    def one_of(values: Sequence[int], name: str) -> int:
        return values[int(drawn(seed, f"{name} {place}") * len(values))]

    days, months, returns = one_of(_DAYS, "days"), one_of(_MONTHS, "months"), one_of(_RETURNS, "returns")
    usual = Weights()
    terms = Terms(delivery_days=days, warranty_months=months, returns_days=returns)
    shares = (usual.delivery, usual.warranty, usual.returns)
    worth = sum(share * part for share, part in zip(shares, _ranges(terms), strict=True))
    share = 1 + 0.8 * (worth - 0.12) + 0.03 * _normal(seed, f"price {place}")
    return Offered("", "", Price(amount=round(MIDDLE_MINOR * share), currency="USD"), terms)


def _normal(seed: int, name: str) -> float:
    return NormalDist().inv_cdf(min(max(drawn(seed, name), 1e-9), 1 - 1e-9))


@cache
def _population() -> tuple[Array, Array]:
    shipped = offers_prior()
    return shipped.mean, np.asarray(np.linalg.cholesky(shipped.covariance), dtype=np.float64)


@cache
def _town() -> Town:
    mean, lower = _population()
    normals = np.random.default_rng(5).standard_normal((len(mean), OTHERS))
    price, *terms = np.exp((mean[:, None] + lower @ normals)[:4])
    return Town(price, np.stack([one / price for one in terms]))


def main() -> None:
    """Ask and print; ends with 0 when the asking worked."""
    people = next((int(word) for word in sys.argv[1:] if word.isdigit()), PEOPLE)
    shown = list(results(people))
    if "--json" in sys.argv[1:]:
        print(json.dumps({"machine": machine(), "results": shown}))
        return
    for one in shown:
        less = f"   {one['less']:+.3f} ± {one['less_error']:.3f} less than none" if "less" in one else ""
        print(f"{one['name']:<52}{one['value']:>8.3f} ± {one['error']:.3f} {one['unit']}{less}")


if __name__ == "__main__":
    read_arguments(__doc__, count="people")
    main()
