"""Learning the blend: which weights put the baskets that came at the head of the ranking.

The last basket of some people is held out; what is known of people as a whole is counted without these
baskets (else an item would be found near to itself, and neighbours be believed too much). The weights then
make what was taken likely among the head of each person's ranking: the log-likelihood of a softmax, with
one top, found by Newton's method. They are pulled towards the first weights, those of the prior or the
default ones, which therefore hold where there are few people. No dice: the same log gives the same weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from customer_model.sequence.basket import History, Log
from customer_model.sequence.blend import DEFAULT_WEIGHTS, FEATURES, Blend, Facts
from customer_model.sequence.counts import Counts, count, together, trip_of
from customer_model.sequence.log_file import Progress, quiet
from customer_model.sequence.steps import Numbers

_CELLS: Final = 2_000_000
"""Items times people that are looked at most: bounds time and memory."""
_FEWEST: Final = 30
"""People below which there is nothing to learn weights from."""
_STRENGTH: Final = 10.0
"""How strongly the first weights hold, in items held out per unit of weight squared."""
_GREAT: Final = 0.25
"""A basket of n items counts n ** (1 + _GREAT). Chosen on earlier baskets of Complete Journey than the last:
with less, what was learnt from many small baskets foretold great ones no better than habit alone."""
_HEAD: Final = 60
"""Items of each person that the weights are learnt from: the best by the weights of the round before."""
_ROUNDS: Final = 3
_TURNS: Final = 30


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is known before a person's own log: counts of others, and the weights that fitted them."""

    counts: Counts
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A held-out basket: the features of all items, and which were taken."""

    features: Numbers
    taken: Numbers


def learn(log: Log, prior: Prior | None = None, progress: Progress = quiet) -> tuple[Blend, Prior]:
    """Return the model of *log* on top of *prior*, and what it would tell the next as a prior."""
    weights = dict(prior.weights if prior else DEFAULT_WEIGHTS)
    trip = trip_of(log)
    cases = _cases(log, prior, trip, progress)
    if len(cases) >= _FEWEST:
        weights = _fitted(cases, weights)
    progress("counting", 0)
    counts = _counted(log, prior, trip)
    return Blend(Facts.of(counts, trip), weights), Prior(counts, weights)


def _counted(log: Log, prior: Prior | None, trip: float) -> Counts:
    own = count(log, trip)
    return together(own, prior.counts) if prior else own


def _cases(log: Log, prior: Prior | None, trip: float, progress: Progress) -> list[_Case]:
    people = [person for person, history in sorted(log.items()) if len(history) > 1]
    if len(people) < _FEWEST:
        return []
    items = len({item for history in log.values() for basket in history for item in basket.items})
    every = max(1, -(-len(people) * items // _CELLS))
    chosen = people[::every]
    if len(chosen) < _FEWEST:
        return []
    before: dict[str, History] = {**log, **{person: log[person][:-1] for person in chosen}}
    facts = Facts.of(_counted(before, prior, trip), trip)
    cases = []
    for number, person in enumerate(chosen):
        progress("learning from people", number)
        trail = facts.trails.read(before[person], log[person][-1].at)
        taken = np.isin(np.array(trail.names), log[person][-1].items)
        if taken.any():
            cases.append(_Case(facts.features(trail), taken.astype(np.float64)))
    return cases


def _fitted(cases: list[_Case], first: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that best order the head of each person's ranking, from *first*."""
    start = np.array([first[name] for name in FEATURES])
    weights = start
    for _ in range(_ROUNDS):
        heads = [_head(case, weights) for case in cases]
        weights = _top([case for case in heads if case.taken.any()], start)
    return {name: round(float(weight), 6) for name, weight in zip(FEATURES, weights, strict=True)}


def _head(case: _Case, weights: Numbers) -> _Case:
    head = np.argsort(-(case.features @ weights), kind="stable")[:_HEAD]
    return _Case(case.features[head], case.taken[head])


def _top(cases: list[_Case], start: Numbers) -> Numbers:
    """Return the weights at the top of the log-likelihood of *cases*, by Newton's method from *start*."""
    weights, value = start, _value(cases, start, start)
    for _ in range(_TURNS):
        step, length = np.linalg.solve(*_slope(cases, weights, start)), 1.0
        while (better := _value(cases, weights + length * step, start)) < value and length > 1e-6:
            length /= 2.0
        if better - value < 1e-6 * abs(value):
            break
        weights, value = weights + length * step, better
    return weights


def _shares(case: _Case, weights: Numbers) -> tuple[Numbers, float]:
    """Return each item's probability, and the log-likelihood of what was taken as the basket counts."""
    scores = case.features @ weights
    scores -= scores.max()
    shares = np.exp(scores)
    total = shares.sum()
    size = case.taken.sum()
    return shares / total, float((case.taken @ scores - size * np.log(total)) * size**_GREAT)


def _value(cases: list[_Case], weights: Numbers, start: Numbers) -> float:
    away = weights - start
    return sum(_shares(case, weights)[1] for case in cases) - _STRENGTH / 2.0 * float(away @ away)


def _slope(cases: list[_Case], weights: Numbers, start: Numbers) -> tuple[Numbers, Numbers]:
    """Return the curvature (as a positive matrix) and the gradient of `_value`."""
    curvature = _STRENGTH * np.eye(len(FEATURES))
    gradient = -_STRENGTH * (weights - start)
    for case in cases:
        shares, _ = _shares(case, weights)
        size = case.taken.sum()
        mean = shares @ case.features
        gradient += (case.taken @ case.features - size * mean) * size**_GREAT
        spread = case.features.T @ (case.features * shares[:, None]) - np.outer(mean, mean)
        curvature += spread * size ** (1.0 + _GREAT)
    return curvature, gradient
