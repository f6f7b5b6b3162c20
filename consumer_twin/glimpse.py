"""A glimpse: what is known of a wish while it is still looked for and haggled over.

Spec: spec/70-decide.md (DEC-1).

First the public price of each shelf, as soon as that shelf is read; then the brands' signed offers, as they
are heard. Nothing of it can be accepted: options follow when all have been asked. Nothing here waits, and
nothing depends on who looks. Events name a seller by its name: where two bear one name, what they say is
left for the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from consumer_twin.events import Event
from consumer_twin.match import Find, match
from consumer_twin.scan import Shelf
from consumer_twin.wish import Wish
from protocol import Price

Standing = Literal["public", "asking", "offered", "settled", "out"]
"""A price on a shelf; asked for an offer; has offered one; has said its last word; is left out."""

_AFTER: Final[dict[str, Standing]] = {
    "open-sent": "asking",
    "offer-heard": "offered",
    "option-held": "settled",
    "too-dear": "settled",
    "close-heard": "settled",
    "close-sent": "settled",
    "thread-dropped": "out",
    "refuse-heard": "out",
}
_OVER: Final = frozenset({"settled", "out"})


@dataclass(frozen=True)
class Sight:
    """What one seller has for one line, as far as is known.

    shelf: its public price for the quantity; a public page's without shipping. total: its lowest offer, all
    in.
    """

    brand: str
    seller: str
    line: int
    title: str
    shelf: Price
    total: Price | None = None
    standing: Standing = "public"

    @property
    def shown(self) -> Price:
        """What was offered, else the public price."""
        return self.shelf if self.total is None else self.total


@dataclass
class Glimpse:
    """What is known of *wish* so far. read: shelves that were read. words: what happened last."""

    wish: Wish
    read: int = 0
    words: str = ""
    _sights: dict[tuple[int, str], Sight] = field(default_factory=dict)

    def see(self, shelf: Shelf) -> bool:
        """Take in what stands on *shelf*; say whether there is anything like the wish."""
        self.read += 1
        before = len(self._sights)
        for line, wanted in enumerate(self.wish.lines):
            for find in match(wanted, [shelf], self.wish.currency):
                self._sights[line, find.seller.id] = _on_shelf(find, line, wanted.quantity)
        return len(self._sights) > before

    def hear(self, event: Event) -> bool:
        """Take in what happened; say whether anything that is shown changed."""
        self.words = event.text
        meant = [sight for sight in self._sights.values() if sight.seller == event.seller]
        if len({sight.brand for sight in meant}) != 1:
            return False
        after = [_after(sight, event) for sight in meant if event.line in {None, sight.line}]
        self._sights |= {(sight.line, sight.brand): sight for sight in after}
        return any(sight not in meant for sight in after)

    def sights(self, line: int) -> tuple[Sight, ...]:
        """Return what is known for *line*: offers, then shelves, each cheapest first, then who is out."""
        return tuple(sorted((one for one in self._sights.values() if one.line == line), key=_order))

    @property
    def asked(self) -> int:
        """How many were asked for an offer."""
        return sum(1 for _ in self._asked())

    @property
    def answered(self) -> int:
        """How many of those have said their last word, or are left out."""
        return sum(one.standing in _OVER for one in self._asked())

    def _asked(self) -> Iterator[Sight]:
        return (one for one in self._sights.values() if one.standing != "public")


def _on_shelf(find: Find, line: int, quantity: int) -> Sight:
    shelf = find.unit_price.times(quantity)
    return Sight(find.seller.id, find.seller.name, line, find.product.title, shelf)


def _after(sight: Sight, event: Event) -> Sight:
    standing = _AFTER.get(event.what)
    if standing is None or (sight.standing == "out" and standing != "offered"):
        return sight
    if standing == "offered" and event.total is not None:
        better = sight.total is None or sight.total.above(event.total)
        return replace(sight, total=event.total if better else sight.total, standing="offered")
    return replace(sight, standing=standing)


def _order(sight: Sight) -> tuple[bool, bool, int, str]:
    return sight.standing == "out", sight.total is None, sight.shown.amount, sight.brand
