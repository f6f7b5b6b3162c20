"""The population that a panel shows: means and covariance of the coordinates, by expectation-maximisation.

In turn, every home's posterior over the crowd is taken, and the population is set to the mean and covariance
of all homes' posteriors: Monte Carlo EM, as in Train, "EM algorithms for nonparametric estimation of mixing
distributions" (2008), section 5. It raises the likelihood of the choices as foretold one step ahead, which is
what a taste is judged by. Every turn draws another sample, so that none is fitted too closely, and the last
turns are averaged (Polyak and Juditsky, 1992). The samples follow from the turns: no dice are thrown.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from customer_model.choice.alternative import FALLS, FREE, Attribute, Choice
from customer_model.choice.draws import Array
from customer_model.choice.population import Population
from customer_model.choice.taste import Taste

TURNS: Final = 30
_AVERAGED: Final = 10
"""Turns at the end whose mean is the result."""
KEEPING: Final = 0.99
"""What earlier choices count after one more; on the panels .98 to 1 make no difference."""
_PRIOR_HOMES: Final = 6.0
"""The covariance is drawn to `_PRIOR_VARIANCE` as by so many homes."""
_PRIOR_VARIANCE: Final = 1.0

Progress = Callable[[int, int], None]
"""Told the turn, from 1, and how many there are."""

Homes = Sequence[tuple[Choice, ...]]


def quiet(turn: int, turns: int) -> None:
    """Tell nobody."""


def fit(homes: Homes, names: Sequence[str], *, turns: int = TURNS, progress: Progress = quiet) -> Population:
    """Return the population that *homes* come from.

    names: of the attributes; that called `price` falls, the others are free.
    """
    population = start(homes, names)
    last: deque[Population] = deque(maxlen=_AVERAGED)
    for turn in range(1, turns + 1):
        progress(turn, turns)
        population = _better(replace(population, sample=turn), homes)
        last.append(population)
    mean = np.mean([one.mean for one in last], axis=0)
    covariance = np.mean([one.covariance for one in last], axis=0)
    return replace(_centred(population, mean, covariance), keeping=KEEPING, sample=0)


def start(homes: Homes, names: Sequence[str]) -> Population:
    """Return the population that is assumed before the choices are looked at."""
    seen = [one for home in homes for choice in home for one in choice.alternatives]
    attributes = tuple(
        Attribute(name, FALLS if name == "price" else FREE, _scale(one.values[name] for one in seen))
        for name in names
    )
    brands = tuple(dict.fromkeys(one.brand for one in seen))
    mean = np.array([*(1.5 if one.sign else 0.0 for one in attributes), 2.0, 0.8, *(0.0 for _ in brands)])
    return Population(attributes, brands, mean, np.eye(len(mean)), other_brands=1.0, keeping=1.0)


def _scale(values: Iterable[float]) -> float:
    """The mean size of those that are not 0."""
    sizes = [abs(value) for value in values if value]
    return math.fsum(sizes) / len(sizes) if sizes else 1.0


def _better(population: Population, homes: Homes) -> Population:
    points = population.points
    beliefs = np.stack([learnt(population, home).shares for home in homes])
    crowd = beliefs.sum(axis=0)
    mean = points @ crowd / len(homes)
    apart = points - mean[:, None]
    prior = _PRIOR_HOMES * _PRIOR_VARIANCE * np.eye(len(mean))
    covariance = ((apart * crowd) @ apart.T + prior) / (len(homes) + _PRIOR_HOMES)
    return _centred(population, mean, covariance)


def learnt(population: Population, choices: Iterable[Choice]) -> Taste:
    """Return the taste of who made *choices*, one after the other."""
    taste = Taste.of(population)
    for choice in choices:
        taste = taste.updated(choice.alternatives, choice.chosen)
    return taste


def _centred(population: Population, mean: Array, covariance: Array) -> Population:
    """The population with brands around 0, so that one never seen is like them; no choice depends on it."""
    first = len(mean) - len(population.brands)
    mean = mean.copy()
    mean[first:] -= mean[first:].mean()
    spread = np.sqrt(np.mean(mean[first:] ** 2 + np.diag(covariance)[first:]))
    return replace(population, mean=mean, covariance=covariance, other_brands=float(spread))
