"""The plot of one negotiation: both sides' totals move by move, and the brand's own floor below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from brand_agent.retold import Told
from protocol import Price

WIDTH: Final = 640
HEIGHT: Final = 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 16, 16, 18, 30


@dataclass(frozen=True)
class Dot:
    """A total on the plot, with what it says."""

    x: float
    y: float
    words: Price


@dataclass(frozen=True)
class Plot:
    """The plot, ready to draw. brand, twin, floor: paths; an empty one is not drawn."""

    brand: str
    twin: str
    floor: str
    brand_dots: tuple[Dot, ...]
    twin_dots: tuple[Dot, ...]
    floor_price: Price | None
    floor_y: float
    least: Price
    most: Price


def plot(moves: Sequence[Told], currency: str) -> Plot | None:
    """Return the plot of *moves*; None where fewer than two totals were said."""
    said = [
        one for one in moves if one.total_minor is not None and one.move in {"offer", "counter", "reveal"}
    ]
    if len(said) < 2:
        return None
    floors = [one.meant.floor_minor if one.meant is not None else None for one in said]
    totals = [one.total_minor or 0 for one in said]
    heights = [*totals, *(floor for floor in floors if floor is not None)]
    least, most = min(heights), max(heights)

    def across(place: int) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * place / (len(said) - 1), 1)

    def down(minor: int) -> float:
        return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (most - minor) / ((most - least) or 1), 1)

    def money(minor: int) -> Price:
        return Price(amount=minor, currency=currency)

    def dots(*, by_brand: bool) -> tuple[Dot, ...]:
        return tuple(
            Dot(across(place), down(total), money(total))
            for place, (one, total) in enumerate(zip(said, totals, strict=True))
            if one.by_brand is by_brand
        )

    brand, twin = dots(by_brand=True), dots(by_brand=False)
    known = [(across(place), down(floor)) for place, floor in enumerate(floors) if floor is not None]
    last = next((floor for floor in reversed(floors) if floor is not None), None)
    return Plot(
        brand=_path([(one.x, one.y) for one in brand]),
        twin=_path([(one.x, one.y) for one in twin]),
        floor=_steps(known),
        brand_dots=brand,
        twin_dots=twin,
        floor_price=None if last is None else money(last),
        floor_y=0.0 if last is None else down(last),
        least=money(least),
        most=money(most),
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "" if len(points) < 2 else "M" + "L".join(f"{x} {y}" for x, y in points)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """A line that keeps its height until it is another, from edge to edge."""
    if not points:
        return ""
    path = f"M{_LEFT} {points[0][1]}"
    for x, y in points[1:]:
        path += f"H{x}V{y}"
    return f"{path}H{WIDTH - _RIGHT}"
