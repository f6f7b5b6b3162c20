"""One step ahead: each occasion of a test panel foretold from everything before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from customer_model.choice.alternative import Choice
from customer_model.choice.anchors import Anchor, anchors
from customer_model.choice.explain import PRICE, weights
from customer_model.choice.fit import Progress, fit, learnt, quiet
from customer_model.choice.panel import Panel
from customer_model.choice.population import Population
from customer_model.choice.scoring import Foretold, Score, score
from customer_model.choice.taste import Taste
from customer_model.errors import PanelError

Home = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """How well the test panel was foretold.

    wrong_sign_homes: homes of the test whose believed price coefficient is not below 0.
    """

    score: Score
    anchors: dict[str, Score]
    wrong_sign_homes: int
    occasions: int
    homes: int

    @property
    def best_anchor(self) -> str:
        """The anchor with the highest log-likelihood."""
        return max(self.anchors, key=lambda name: self.anchors[name].log_likelihood)


def forecast(train: Panel, test: Panel, progress: Progress = quiet) -> Forecast:
    """Return how well *test* is foretold by what is learnt from *train*.

    A home in both goes on; one that is in *test* only starts from the population. The population itself is
    learnt from *train* alone. Raises `PanelError` if the two don't fit together.
    """
    _check(train, test)
    homes = list(train.homes.values())
    rivals = anchors(homes, train.attributes)
    population = fit(homes, train.attributes, progress=progress)
    cases = [_Case.of(home, train, test) for home in test.homes]
    tastes = [learnt(population, case.history) for case in cases]
    own = _foretold(partial(follow, population), cases)
    return Forecast(
        score=score(own),
        anchors={name: score(_foretold(anchor, cases)) for name, anchor in rivals.items()},
        wrong_sign_homes=sum(weights(taste)[PRICE].mean >= 0.0 for taste in tastes),
        occasions=len(own),
        homes=len(cases),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """All occasions of one home, in order, and which of them are to be foretold."""

    history: Home
    occasions: frozenset[int]

    @classmethod
    def of(cls, home: str, train: Panel, test: Panel) -> _Case:
        asked = test.homes[home]
        history = sorted((*train.homes.get(home, ()), *asked), key=lambda choice: choice.occasion)
        return cls(tuple(history), frozenset(choice.occasion for choice in asked))

    def tested(self, foretold: Sequence[Foretold]) -> Iterator[Foretold]:
        """Those of *foretold*, one per occasion of the history, that are to be judged."""
        for choice, one in zip(self.history, foretold, strict=True):
            if choice.occasion in self.occasions:
                yield one


def follow(population: Population, home: Home) -> list[Foretold]:
    """Return what a taste that starts from *population* foretells of each occasion of *home*."""
    taste, foretold = Taste.of(population), []
    for choice in home:
        foretold.append(Foretold(taste.probabilities(choice.alternatives), choice.chosen))
        taste = taste.updated(choice.alternatives, choice.chosen)
    return foretold


def _foretold(anchor: Anchor, cases: Sequence[_Case]) -> list[Foretold]:
    return [one for case in cases for one in case.tested(anchor(case.history))]


def _check(train: Panel, test: Panel) -> None:
    if set(train.attributes) != set(test.attributes):
        have, want = ", ".join(test.attributes), ", ".join(train.attributes)
        raise PanelError(test.source, f"has the attributes {have}, but {train.source} has {want}", line=1)
    for home, choices in test.homes.items():
        both = {choice.occasion for choice in train.homes.get(home, ())}
        for choice in choices:
            if choice.occasion in both:
                problem = f"household {home}, occasion {choice.occasion} is in {train.source}, too"
                raise PanelError(test.source, f"{problem}: what is learnt from can't be foretold")
