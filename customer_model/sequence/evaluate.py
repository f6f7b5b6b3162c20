"""How well models foretell baskets, one step ahead.

Each basket of the test is foretold once, from all of the person's baskets before it: those of the training,
and those of the test once they are past. What is known of people as a whole comes from the training alone.
All known items are ranked, none are left out; an item that was never seen before counts as missed. Figures
are means over the baskets of the test.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log2

from customer_model.sequence.basket import Basket, History, Log, Scored, SequenceModel, baskets
from customer_model.sequence.log_file import Progress, quiet


@dataclass(frozen=True, slots=True)
class Score:
    """Shares, 0 to 1."""

    hr: float
    """Hit rate: baskets with at least one item among the first k."""
    ndcg: float
    """Normalised discounted cumulative gain of the first k: 1 if they begin with all that was taken."""
    recall: float
    """Share of the basket that stands among the first k."""


@dataclass(frozen=True, slots=True)
class Case:
    """A basket to foretell, and what came before it."""

    history: History
    basket: Basket


def cases(train: Log, test: Log) -> Iterator[Case]:
    """Yield the baskets of *test*, each with the baskets of both that lie before it.

    Where both hold purchases of one person at one time, those of *train* are past, those of *test* to come.
    """
    for person, history in test.items():
        known = {basket.at: basket.items for basket in train.get(person, ())}
        for basket in history:
            past = {at: items for at, items in known.items() if at <= basket.at}
            yield Case(baskets(past), basket)
            known[basket.at] = (*known.get(basket.at, ()), *basket.items)


def evaluate(
    models: Mapping[str, SequenceModel], train: Log, test: Log, k: int, progress: Progress = quiet
) -> dict[str, Score]:
    """Return the score of each model at *k*, 1 or more."""
    sums = {name: [0.0, 0.0, 0.0] for name in models}
    done = 0
    for case in cases(train, test):
        progress("foretelling baskets", done)
        done += 1
        for name, model in models.items():
            one = score(model.scores(case.history, case.basket.at, k), case.basket, k)
            for place, value in enumerate((one.hr, one.ndcg, one.recall)):
                sums[name][place] += value
    return {name: Score(*(value / max(done, 1) for value in values)) for name, values in sums.items()}


def score(ranked: tuple[Scored, ...], basket: Basket, k: int) -> Score:
    """Return the score of one ranking, for what was taken.

    Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002, with gains
    of 0 and 1.

    >>> score((Scored("tea", 2.0), Scored("milk", 1.0)), Basket(1, ("milk", "rice")), 2)
    Score(hr=1.0, ndcg=0.38685280723454163, recall=0.5)
    """
    taken = set(basket.items)
    hits = [place for place, one in enumerate(ranked[:k]) if one.item in taken]
    gain = sum(1.0 / log2(place + 2) for place in hits)
    ideal = sum(1.0 / log2(place + 2) for place in range(min(k, len(taken))))
    return Score(float(bool(hits)), gain / ideal, len(hits) / len(taken))
