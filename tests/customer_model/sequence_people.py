"""Made-up people with habits, the same on every run: what the tests of the sequence model learn from."""

from __future__ import annotations

import random
from pathlib import Path

from customer_model.sequence import Basket, History, Log, baskets

DAY = 86_400


def people(count: int, trips: int = 25, seed: int = 7) -> dict[str, History]:
    """Return *count* histories: staples at each person's own pace, pairs in turn, and whims."""
    dice = random.Random(seed)
    return {f"p{number:03}": _person(dice, trips) for number in range(count)}


def _person(dice: random.Random, trips: int) -> History:
    staples = {f"staple{item}": dice.choice((2, 3, 5, 8)) for item in dice.sample(range(30), 6)}
    phase = {item: dice.randrange(pace) for item, pace in staples.items()}
    purchases: dict[int, list[str]] = {}
    pending: list[str] = []
    for trip in range(trips):
        at = trip * 3 * DAY + dice.randrange(DAY)
        taken = [item for item, pace in staples.items() if trip % pace == phase[item] and dice.random() < 0.9]
        taken += [dice.choice(("bread", "milk", "fuel"))] if dice.random() < 0.5 else []
        taken += pending
        pending = []
        if dice.random() < 0.25:
            first = dice.randrange(8)
            taken.append(f"first{first}")
            pending = [f"then{first}"] if dice.random() < 0.8 else []
        purchases[at] = taken or [f"whim{dice.randrange(40)}"]
    return baskets(purchases)


def split(log: Log) -> tuple[dict[str, History], dict[str, History]]:
    """Return all but the last basket of each person, and the last."""
    return {p: h[:-1] for p, h in log.items()}, {p: h[-1:] for p, h in log.items()}


def write(log: Log, path: Path) -> Path:
    """Write *log* as the command reads it."""
    rows = [
        f"{person},{item},{basket.at}"
        for person, history in log.items()
        for basket in history
        for item in basket.items
    ]
    path.write_text("\n".join(["person,item,time", *rows]) + "\n", "utf-8")
    return path


def days(*taken: tuple[int, str]) -> tuple[Basket, ...]:
    """Return the baskets of items taken on days, written `(day, "tea milk")`."""
    return baskets({day: items.split() for day, items in taken})
