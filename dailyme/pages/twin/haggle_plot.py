"""The plot of a thread: what each side named, round by round, and the person's own limit if they want it.

Coordinates only: a template draws them, so every word in the picture is escaped like any other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dailyme.pages.twin.talk_words import Said
from protocol import Price

WIDTH: Final = 720
HEIGHT: Final = 300
LEFT: Final = 84
RIGHT: Final = 24
TOP: Final = 20
BOTTOM: Final = 44
_STEPS: Final = 4
_NAMING: Final = frozenset({"offer", "counter", "reveal", "accept", "confirm"})


@dataclass(frozen=True)
class Point:
    """A total on the paper. seq: its message."""

    x: float
    y: float
    total: Price
    seq: int


@dataclass(frozen=True)
class Plot:
    """Lines of both sides. ticks: heights with their amounts. agreed: where both signed.

    limit: the height of the person's limit, if it is shown.
    """

    brand: tuple[Point, ...]
    twin: tuple[Point, ...]
    ticks: tuple[tuple[float, Price], ...]
    agreed: Point | None = None
    limit: tuple[float, Price] | None = None
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - BOTTOM

    def path(self, points: Sequence[Point]) -> str:
        """Return the path through *points*."""
        return "M" + " ".join(f"{one.x:.1f} {one.y:.1f}" for one in points)


def plotted(rounds: Sequence[Said], limit: Price | None) -> Plot | None:
    """Return the plot of *rounds* that hold; None if fewer than two totals were named."""
    named = [one for one in rounds if one.total is not None and one.witnessed.holds and one.kind in _NAMING]
    if len(named) < 2:
        return None
    totals = [one.total for one in named if one.total is not None]
    shown = limit if limit is not None and limit.currency == totals[0].currency else None
    amounts = [one.amount for one in (*totals, *(() if shown is None else (shown,)))]
    low, high, step = _ends(min(amounts), max(amounts))

    def height(minor: int) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - minor) / (high - low)

    last = max(1, len(named) - 1)
    places = {one.seq: LEFT + (WIDTH - LEFT - RIGHT) * place / last for place, one in enumerate(named)}
    points = {
        one.seq: Point(places[one.seq], height(one.total.amount), one.total, one.seq)
        for one in named
        if one.total is not None
    }
    agreed = next((one for one in named if one.kind == "confirm"), None)
    return Plot(
        brand=tuple(points[one.seq] for one in named if not one.by_twin),
        twin=tuple(points[one.seq] for one in named if one.by_twin),
        ticks=tuple((height(minor), totals[0].of(minor)) for minor in range(low, high + 1, step)),
        agreed=None if agreed is None else points[agreed.seq],
        limit=None if shown is None else (height(shown.amount), shown),
    )


def _ends(low: int, high: int) -> tuple[int, int, int]:
    """Return a round number below, one above, and the step from one tick to the next.

    >>> _ends(9_800, 11_240)
    (9500, 11500, 500)
    """
    room = max(high - low, high // 50, _STEPS)
    size = 10 ** max(0, math.floor(math.log10(room)) - 1)
    unit = next(size * one for one in (1, 2, 5, 10, 20, 50) if size * one * _STEPS >= room)
    return low // unit * unit, max(-(-high // unit), low // unit + 1) * unit, unit
