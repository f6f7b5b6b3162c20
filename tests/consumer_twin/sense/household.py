"""A household made up for the tests: synthetic purchases whose true habits are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from random import Random

from consumer_twin.history import Purchase
from protocol import Price

START = date(2024, 1, 1)
CATEGORIES = (15, 20, 30, 37, 50, 67, 25, 45)
"""How many days a piece lasts on average, by category."""


def usd(minor: int) -> Price:
    return Price(amount=minor, currency="USD")


def bought(day: str, title: str, *, number: int = 0, minor: int | None = None, **more: object) -> Purchase:
    """A synthetic purchase on *day*."""
    price = None if minor is None else usd(minor)
    return Purchase(date.fromisoformat(day), title, price=price, number=number, **more)  # type: ignore[arg-type]


def every(days: int, title: str, times: int, *, until: date, **more: object) -> list[Purchase]:
    """Purchases of *title* at even intervals, the last of them on *until*."""
    first = until - timedelta(days=days * (times - 1))
    return [
        Purchase(first + timedelta(days=days * one), title, number=100 + one, **more)  # type: ignore[arg-type]
        for one in range(times)
    ]


@dataclass(frozen=True)
class Habit:
    """One item of the household: its name and all days on which it is bought, the future too."""

    title: str
    days: tuple[date, ...]


def household(
    seed: int, kind: str, *, items: int = 50, dropped: float = 0.1
) -> tuple[list[Purchase], list[Habit]]:
    """Two years of a household's purchases; after each, an item is given up with the chance *dropped*."""
    dice = Random(seed)
    purchases: list[Purchase] = []
    habits = []
    for one in range(items):
        category = one % len(CATEGORIES)
        centre = log(CATEGORIES[category]) + dice.gauss(0, 0.3)
        day = START + timedelta(days=dice.randrange(40))
        days = []
        while day < START + timedelta(days=730):
            pieces = dice.choice([1, 1, 1, 2])
            days.append(day)
            purchases.append(Purchase(day, f"Thing {one}", pieces, category=f"Category {category}"))
            if dice.random() < dropped:
                break
            lasts = (
                exp(dice.gauss(centre, 0.4)) if kind == "lognormal" else dice.gammavariate(4, exp(centre) / 4)
            )
            day += timedelta(days=max(1, round(lasts * pieces)))
        habits.append(Habit(f"Thing {one}", tuple(days)))
    return purchases, habits
