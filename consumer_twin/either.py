"""Words of a wish that mean one thing or another: asked about one at a time, if that changes what is best.

Spec: spec/10-wish.md (WISH-25), spec/70-decide.md.

`a couple` may be two or three, `under 60 euros` may be for each or for all. Before any brand is asked, the
best buy by public prices is looked up for each meaning; where all are the same buy, nobody is bothered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from consumer_twin.match import Find, Index, match
from consumer_twin.scan import Shelf
from consumer_twin.wish import Asks, Wish, WishLine
from consumer_twin.wish.reading import Reading, Way
from protocol import Price

AS_READ: Final = "as-read"


@dataclass(frozen=True)
class Either:
    """*words* of line *line* that may be meant in more than one of *ways*. wish: all words of the line."""

    words: str
    line: int
    ways: tuple[Way, ...]
    wish: str = ""


@dataclass(frozen=True)
class Best:
    """What would be best by public prices: so many pieces of *find* for *total*; fits: within the limit."""

    find: Find
    pieces: int
    total: Price
    fits: bool


@dataclass(frozen=True)
class Which:
    """A question: which of its ways *either* means, and what would be best in each; None for nothing."""

    either: Either
    bests: tuple[Best | None, ...]


Said = int | Literal["as-read"] | None
Tell = Callable[[Which], Awaitable[Said]]
"""Asks the person: the number of the way that is meant; AS_READ for either; None to be asked no more."""


def eithers_of(readings: Sequence[Reading]) -> tuple[Either, ...]:
    """Return what words of *readings*, one for each line of a wish, may be meant in more than one way."""
    return tuple(
        Either(reading.text[note.start : note.end], line, note.ways, reading.text)
        for line, reading in enumerate(readings)
        for note in (*reading.assumed, *reading.unclear)
        if len(note.ways) > 1
    )


async def told(wish: Wish, eithers: Sequence[Either], tell: Tell, shelves: Sequence[Shelf]) -> Wish:
    """Return *wish* as its person means it; they are asked where the best buy of *shelves* hangs on it."""
    index = Index(shelves)
    for either in eithers:
        meanings = [meant(wish, either.line, way) for way in either.ways]
        bests = tuple(_best(one, either.line, shelves, index) for one in meanings)
        if len({_buy(best) for best in bests}) == 1:
            continue
        said = await tell(Which(either, bests))
        if said is None:
            break
        if said != AS_READ:
            wish = meanings[said]
    return wish


def meant(wish: Wish, line: int, way: Way) -> Wish:
    """Return *wish* with what *way* says of its *line*; a limit is of the whole wish."""
    one = wish.lines[line]
    if isinstance(way.value, Price):
        most = one.most if way.member == "max_unit" else 1
        return replace(wish, ceiling=way.value.times(most))
    lines = (*wish.lines[:line], _changed(one, way), *wish.lines[line + 1 :])
    return replace(wish, lines=lines)


def _changed(line: WishLine, way: Way) -> WishLine:
    asks, value = line.asks or Asks(), way.value
    if way.member == "quantity" and isinstance(value, int):
        return replace(line, quantity=value, at_most=None)
    if way.member == "condition" and isinstance(value, str):
        return replace(line, asks=replace(asks, condition=value))
    if way.member == "sizes" and isinstance(value, tuple):
        return replace(line, asks=replace(asks, sizes=value))
    if isinstance(value, tuple):  # a colour, or a maker of that name
        colours = tuple(one for one in asks.colours if one.lower() != value[0].lower())
        brands = tuple(one for one in asks.brands if one.lower() != value[0].lower())
        if way.member == "colours":
            colours += value
        else:
            brands += value
        return replace(line, asks=replace(asks, colours=colours, brands=brands))
    return line


def _best(wish: Wish, line: int, shelves: Sequence[Shelf], index: Index) -> Best | None:
    """Return the cheapest pick for *line* by public prices; what is within the limit goes before."""
    pieces = wish.lines[line].quantity
    ceiling = wish.ceiling if len(wish.lines) == 1 else None
    bests = [
        Best(find, pieces, total, ceiling is None or total.amount <= ceiling.amount)
        for find in match(wish.lines[line], shelves, wish.currency, 1, index)
        for total in (find.unit_price.times(pieces),)
    ]
    return min(bests, key=lambda one: (not one.fits, one.total.amount, one.find.seller.id), default=None)


def _buy(best: Best | None) -> tuple[str, str, int, int, bool] | None:
    """What makes two buys one: who sells which product, how many of it, for what, and within the limit."""
    if best is None:
        return None
    return best.find.seller.id, best.find.product.id, best.pieces, best.total.amount, best.fits
