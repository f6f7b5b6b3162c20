"""A line of steps over time, drawn as SVG: what was asked for something, since when.

Only classes and presentation attributes are used, for a page's policy allows no style in it; colours come
from the style sheet. Everything that the picture says stands in a table beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 640
HEIGHT: Final = 180
_LEFT, _RIGHT, _TOP, _BOTTOM = 12, 12, 14, 26


@dataclass(frozen=True)
class Steps:
    """A line, ready to draw. ends: (x, y) of each change; least and most: of the values."""

    path: str
    ends: tuple[tuple[float, float], ...]
    least: float
    most: float


def steps(points: Sequence[tuple[int, float | None]], until_ms: int) -> Steps | None:
    """Return the line of *points* (since when, value; None: nothing) up to *until_ms*; None for no value.

    >>> steps([(0, 10.0), (50, 20.0)], 100).path
    'M12.0 154.0H320.0V14.0H628.0'
    """
    values = [value for _, value in points if value is not None]
    if not values:
        return None
    first, least, most = points[0][0], min(values), max(values)
    span, room = max(1, until_ms - first), (most - least) or 1.0

    def across(at_ms: int) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (min(at_ms, until_ms) - first) / span, 1)

    def down(value: float) -> float:
        return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (most - value) / room, 1) if most > least else 90.0

    path, ends, drawing = "", [], False
    for place, (at_ms, value) in enumerate(points):
        end_ms = points[place + 1][0] if place + 1 < len(points) else until_ms
        if value is None:
            drawing = False
            continue
        path += f"V{down(value)}" if drawing else f"M{across(at_ms)} {down(value)}"
        path += f"H{across(end_ms)}"
        ends.append((across(at_ms), down(value)))
        drawing = True
    return Steps(path, tuple(ends), least, most)
