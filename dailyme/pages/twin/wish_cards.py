"""What a page shows of a wish that was followed: how it stands, and its options as cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from consumer_twin import WishLine
from consumer_twin.edge import SqlPrices
from consumer_twin.edge.prices import Article
from consumer_twin.edge.shown import Shown, SqlShown
from consumer_twin.sense import Run
from dailyme.pages.twin.cards import Card, Only, Sort, article_of, cards_of, ordered
from foundation.database import Database
from protocol import Price

State = Literal["waiting", "public", "bought", "in-doubt", "over", "none"]
_PAGE_MS = 86_400_000
"""A public page says nothing of how long its price holds: it is shown for a day."""


@dataclass(frozen=True)
class LineCards:
    """A line of a wish and its *cards*, best first. *best* is the first that can be approved, if any."""

    wish: int
    line: int
    standing: int | None
    wanted: WishLine
    limit: Price | None
    at_ms: int
    state: State
    cards: tuple[Card, ...]

    @property
    def id(self) -> str:
        """A name for the page's own links."""
        return f"w{self.wish}-{self.line}"

    @property
    def best(self) -> Card | None:
        """The best that can be approved now."""
        return next((one for one in self.cards if one.open and one.option.fits), None)

    @property
    def current(self) -> bool:
        """Whether anything of it can be acted on now."""
        return self.state in {"waiting", "public", "in-doubt"}

    def sorted(self, sort: Sort, only: Only) -> tuple[Card, ...]:
        """Return the cards by *sort*, those alone that *only* lets through."""
        return ordered(self.cards, sort, only)


async def recent(database: Database, at_ms: int, *, most: int) -> tuple[LineCards, ...]:
    """Return the lines of the last *most* wishes: those that can be acted on first, then newest first."""
    shown = await SqlShown(database).latest(at_ms, most=most)
    lines = await _lines(database, shown, at_ms)
    return tuple(sorted(lines, key=lambda one: (not one.current, -one.wish, one.line)))


async def of_wish(database: Database, number: int, at_ms: int) -> tuple[LineCards, ...] | None:
    """Return the lines of wish *number*; None if there is no such wish."""
    shown = await SqlShown(database).one(number, at_ms)
    return None if shown is None else tuple(await _lines(database, [shown], at_ms))


async def _lines(database: Database, shown: Sequence[Shown], at_ms: int) -> list[LineCards]:
    articles = {article_of(option) for one in shown for option in one.options}
    seen = await SqlPrices(database).of(articles)
    return [found for one in shown for found in _of(one, seen, at_ms)]


def _of(shown: Shown, seen: dict[Article, tuple[Run, ...]], at_ms: int) -> Iterable[LineCards]:
    record = shown.record
    for line, wanted in enumerate(record.wish.lines):
        cards = cards_of(shown.of(line), wanted.text, shown.open, seen)
        yield LineCards(
            wish=shown.number,
            line=line,
            standing=shown.standing,
            wanted=wanted,
            limit=record.wish.ceiling,
            at_ms=record.at_ms,
            state=_state(shown, line, cards, at_ms),
            cards=cards,
        )


def _state(shown: Shown, line: int, cards: Sequence[Card], at_ms: int) -> State:
    bound = shown.bound.get(line)
    if bound is not None:
        return "bought" if bound == "agreed" else "in-doubt"
    if any(one.open for one in cards):
        return "waiting"
    fresh = at_ms - shown.record.at_ms < _PAGE_MS
    if fresh and any(not one.option.negotiable for one in cards):
        return "public"
    return "over" if cards else "none"
