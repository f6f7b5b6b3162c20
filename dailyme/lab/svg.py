"""The plane as an SVG file: plain, without script, and readable on light and on dark paper.

It carries its own paper and ink and swaps them where the reader's machine asks for dark; where a viewer
ignores the style the attributes are those of light. Sides differ in shape as well as in colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

from dailyme.lab.play import Plane, Seats
from negotiation.record import Side

SIDE: Final = 400
"""Of the plane, in pixels."""
LEFT, TOP, WIDTH, HEIGHT = 56, 62, 640, 510
DOTS: Final = 400
"""Outcomes that are drawn at most; of more an even part."""
INK, FAINT, TWIN, BRAND, LINE = "#1b1b1b", "#b4b4b4", "#0b63b5", "#b4530a", "#5a5a5a"
SIDES: Final[tuple[tuple[Side, str], ...]] = (("brand", BRAND), ("twin", TWIN))
STYLE: Final = """<style>@media (prefers-color-scheme: dark) {
.paper { fill: #16181c } .ink { fill: #e8e8e8 } .axis { stroke: #e8e8e8 } .faint { stroke: #565b63 }
.twin { stroke: #6db3f2 } .brand { stroke: #f0a35e } .line { stroke: #b9b9b9 } .hollow { fill: #16181c }
}</style>"""


def drawn_svg(name: str, seats: Seats, plane: Plane) -> str:
    """Return the text of the file."""
    title = name if len(name) <= 70 else name[:69].rstrip() + "…"
    players = _players(seats)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-family="sans-serif" font-size="13" role="img">',
        f"<title>{escape(title)}: {escape(players)}</title>",
        f"<desc>{escape(_ending(plane))}</desc>",
        STYLE,
        f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 24, title, size=15),
        _text(LEFT, 44, players),
        *_axes(),
        _dots(plane),
        *_reserves(plane.reserves),
        _path((plane.points[place] for place in plane.pareto), "line", LINE),
        *_talk(plane),
        *_legend(plane),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _players(seats: Seats) -> str:
    return f"twin: {seats.twin}{', private' if seats.private else ''}; brand: {seats.brand}"


def _ending(plane: Plane) -> str:
    if plane.record.agreed is None:
        return "They part without a deal."
    twin, brand = plane.points[plane.record.agreed]
    return f"They agree on what is worth {twin:.2f} to the twin and {brand:.2f} to the brand."


def _at(point: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the plane stands on the paper."""
    return LEFT + SIDE * point[0], TOP + SIDE * (1.0 - point[1])


def _text(x: float, y: float, words: str, *, size: int = 13, more: str = "") -> str:
    return (
        f'<text class="ink" x="{x:g}" y="{y:g}" font-size="{size}" fill="{INK}"{more}>{escape(words)}</text>'
    )


def _axes() -> list[str]:
    bottom, right = TOP + SIDE, LEFT + SIDE
    turned = f' text-anchor="middle" transform="rotate(-90 18 {TOP + SIDE / 2:g})"'
    return [
        f'<path class="axis" d="M{LEFT} {TOP}V{bottom}H{right}" fill="none" stroke="{INK}"/>',
        *(_text(LEFT + SIDE * one - 8, bottom + 18, f"{one:g}") for one in (0, 0.5, 1)),
        *(_text(LEFT - 26, TOP + SIDE * (1 - one) + 4, f"{one:g}") for one in (0.5, 1)),
        _text(LEFT + SIDE / 2, bottom + 36, "worth to the twin", more=' text-anchor="middle"'),
        _text(18, TOP + SIDE / 2, "worth to the brand", more=turned),
    ]


def _dots(plane: Plane) -> str:
    """All outcomes, or an even part of many, as one path of dots."""
    points = plane.points[:: 1 + (len(plane.points) - 1) // DOTS]
    path = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in map(_at, points))
    return (
        f'<path class="faint" d="{path}" fill="none" stroke="{FAINT}" stroke-width="3" '
        'stroke-linecap="round"/>'
    )


def _reserves(reserves: tuple[float, float]) -> list[str]:
    x, y = _at((min(1.0, max(0.0, reserves[0])), min(1.0, max(0.0, reserves[1]))))
    return [
        _stroke(f"M{x:.1f} {TOP}V{TOP + SIDE}", "twin", TWIN, ' stroke-dasharray="2 5"'),
        _stroke(f"M{LEFT} {y:.1f}H{LEFT + SIDE}", "brand", BRAND, ' stroke-dasharray="2 5"'),
    ]


def _stroke(path: str, kind: str, colour: str, more: str = "") -> str:
    return f'<path class="{kind}" d="{path}" fill="none" stroke="{colour}"{more}/>'


def _path(points: Iterable[tuple[float, float]], kind: str, colour: str) -> str:
    places = " ".join(f"{x:.1f} {y:.1f}" for x, y in map(_at, points))
    return _stroke(f"M{places}", kind, colour, ' stroke-width="1.5"')


def _talk(plane: Plane) -> list[str]:
    """Each side's offers, joined in order, the Nash point and the agreement."""
    shown = []
    for side, colour in SIDES:
        made = plane.record.offers(side)
        if made:
            shown.append(_path((plane.points[place] for place in made), side, colour))
            shown += [_mark(side, plane.points[place]) for place in dict.fromkeys(made)]
    if plane.nash is not None:
        shown.append(_mark("nash", plane.points[plane.nash]))
    if plane.record.agreed is not None:
        shown.append(_mark("agreed", plane.points[plane.record.agreed]))
    return shown


def _mark(kind: str, point: tuple[float, float]) -> str:
    return _drawn_at(kind, *_at(point))


def _drawn_at(kind: str, x: float, y: float) -> str:
    """The sign of *kind*: a ring, a square, a diamond, a cross in a ring."""
    if kind == "twin":
        return (
            f'<circle class="twin hollow" cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="#ffffff" '
            f'stroke="{TWIN}" stroke-width="2"/>'
        )
    if kind == "brand":
        return (
            f'<rect class="brand hollow" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" '
            f'fill="#ffffff" stroke="{BRAND}" stroke-width="2"/>'
        )
    if kind == "nash":
        path = f"M{x:.1f} {y - 8:.1f}l8 8l-8 8l-8-8z"
    else:
        path = f"M{x - 11:.1f} {y:.1f}a11 11 0 1 0 22 0a11 11 0 1 0-22 0m3-8l16 16m0-16l-16 16"
    return _stroke(path, "axis", INK, ' stroke-width="1.8"')


def _legend(plane: Plane) -> list[str]:
    x, y = LEFT + SIDE + 26, TOP + 14
    lines = [("brand", "brand's offers"), ("twin", "twin's offers")]
    lines += [("nash", "Nash point")] if plane.nash is not None else []
    lines += [("agreed", "agreement")] if plane.record.agreed is not None else []
    shown = []
    for number, (kind, words) in enumerate(lines):
        shown += [_drawn_at(kind, x, y + 26 * number), _text(x + 20, y + 26 * number + 4, words)]
    y += 26 * len(lines)
    shown += [
        _stroke(f"M{x - 8} {y}h16", "line", LINE, ' stroke-width="1.5"'),
        _text(x + 20, y + 4, "Pareto line"),
    ]
    for step, (kind, colour, words) in enumerate(
        [("twin", TWIN, "twin's reserve"), ("brand", BRAND, "brand's reserve")], start=1
    ):
        dashed = _stroke(f"M{x - 8} {y + 26 * step}h16", kind, colour, ' stroke-dasharray="2 5"')
        shown += [dashed, _text(x + 20, y + 26 * step + 4, words)]
    return shown
