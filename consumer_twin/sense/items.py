"""Items: purchases of the same thing, put together, whatever a shop called it that time.

Two purchases are of one item if they share the article's number or the letters and digits of the title. What
was bought on one day is one purchase of as many pieces.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from consumer_twin.history import Purchase, title_key
from protocol import Price


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day on which the item was bought, how many pieces, and the lessons that say so."""

    day: date
    pieces: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that was bought, on *occasions* by day. Title, category and price are the latest stated.

    names: everything it is known by, the first one first; they outlive a new title or number.
    """

    names: tuple[str, ...]
    title: str
    category: str
    make: str
    price: Price | None
    occasions: tuple[Occasion, ...]

    @property
    def last(self) -> Occasion:
        """The latest occasion."""
        return self.occasions[-1]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The lessons of all occasions."""
        return tuple(number for one in self.occasions for number in one.numbers)


def items_of(purchases: Iterable[Purchase]) -> tuple[Item, ...]:
    """Return the items of *purchases*, in the order in which they were first bought."""
    ordered = sorted(purchases, key=lambda one: (one.day, one.number, one.title))
    roots = _Roots()
    for one in ordered:
        roots.join(names_of(one))
    groups: dict[str, list[Purchase]] = defaultdict(list)
    for one in ordered:
        groups[roots.find(names_of(one)[0])].append(one)
    return tuple(map(_item, groups.values()))


def names_of(purchase: Purchase) -> tuple[str, ...]:
    """Return the names that an item is known by after *purchase*."""
    title = f"title:{title_key(purchase.title)}"
    return (f"sku:{purchase.sku.casefold()}", title) if purchase.sku else (title,)


class _Roots:
    """Names that stand for one item, joined; each has a root that is the same for all of them."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, name: str) -> str:
        above = self._above.setdefault(name, name)
        while above != self._above[above]:
            self._above[name] = above = self._above[above]
        return above

    def join(self, names: Sequence[str]) -> None:
        for name in names[1:]:
            self._above[self.find(name)] = self.find(names[0])


def _item(purchases: Sequence[Purchase]) -> Item:
    days: dict[date, list[Purchase]] = defaultdict(list)
    for one in purchases:
        days[one.day].append(one)
    latest = purchases[::-1]
    return Item(
        names=tuple(dict.fromkeys(name for one in purchases for name in names_of(one))),
        title=latest[0].title,
        category=next((one.category for one in latest if one.category), ""),
        make=next((one.make for one in latest if one.make), ""),
        price=next((one.price for one in latest if one.price is not None), None),
        occasions=tuple(
            Occasion(day, sum(one.quantity for one in some), tuple(one.number for one in some))
            for day, some in days.items()
        ),
    )
