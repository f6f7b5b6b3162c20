"""The plane and the talk as text: 80 columns, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dailyme.lab.play import Plane
from dailyme.outputs_negotiate import LabMove, LabPoint, LabResult

COLUMNS, ROWS = 61, 19
MOST_MOVES: Final = 24
"""Moves that are listed; of a longer talk the first and the last half of them."""
WIDTH: Final = 80


def plane_lines(plane: Plane) -> Iterator[str]:
    """Draw the plane: the twin's worth to the right, the brand's upward."""
    grid = [[" "] * COLUMNS for _ in range(ROWS)]

    def put(place: int, sign: str) -> None:
        twin, brand = plane.points[place]
        grid[round((1.0 - brand) * (ROWS - 1))][round(twin * (COLUMNS - 1))] = sign

    for place in plane.pareto:
        put(place, ".")
    for side, sign in (("brand", "b"), ("twin", "t")):
        for step in plane.record.steps:
            if step.side == side and step.place is not None:
                put(step.place, sign)
    if plane.nash is not None:
        put(plane.nash, "N")
    if plane.record.agreed is not None:
        put(plane.record.agreed, "A" if plane.record.agreed != plane.nash else "@")
    for number, row in enumerate(grid):
        label = {0: "1", (ROWS - 1) // 2: "brand", ROWS - 1: "0"}.get(number, "")
        yield f"{label:>6} |{''.join(row)}".rstrip()
    yield f"{'':>6} +{'-' * COLUMNS}"
    yield f"{'':>8}0{'twin':^{COLUMNS - 2}}1"


def legend(result: LabResult) -> str:
    """Say which signs of the plane stand for what."""
    signs = ["b brand's offers", "t twin's offers", ". Pareto line"]
    if result.nash is not None and result.agreement == result.nash:
        return ", ".join([*signs, "@ agreement at the Nash point"])
    signs += ["N Nash point"] if result.nash is not None else []
    return ", ".join(signs + (["A agreement"] if result.agreement is not None else []))


def move_lines(result: LabResult) -> Iterator[str]:
    """List the moves: round, side, what was said, and its worth to either side; no repetitions."""
    yield f"{'round':>5}  {'':<6} {'':<7}{', '.join(result.issues)}"[: WIDTH - 14].ljust(WIDTH - 14) + (
        f"{'twin':>6} {'brand':>6}"
    )
    moves = list(_fresh(result.moves))
    half = MOST_MOVES // 2
    yield from map(_line, moves if len(moves) <= MOST_MOVES else moves[:half])
    if len(moves) > MOST_MOVES:
        yield f"{'…':>5}  {len(moves) - MOST_MOVES} more"
        yield from map(_line, moves[-half:])
    if len(moves) < len(result.moves):
        yield f"{'':>5}  ({len(result.moves) - len(moves)} moves that only repeat the last one are left out)"


def _fresh(moves: list[LabMove]) -> Iterator[LabMove]:
    """The moves that are not just what the same side said in the round before."""
    said: dict[str, LabMove] = {}
    for move in moves:
        before = said.get(move.side)
        if before is None or (before.move, before.point) != (move.move, move.point):
            yield move
        said[move.side] = move


def end_lines(result: LabResult) -> Iterator[str]:
    """Say how it ended."""
    if result.agreement is None:
        yield "No deal." if result.nash is not None else "No deal; nothing suits both."
        return
    yield f"Agreed: {_spelled(result.agreement)}"
    gains = result.gains
    yield f"Of what it could gain at most the twin gains {gains.twin:.0%}, the brand {gains.brand:.0%}."
    yield f"The product of both gains is {result.nash_share:.0%} of the greatest (the Nash point's)."


def _line(move: LabMove) -> str:
    start = f"{move.round:>5}  {move.side:<6} {move.move:<7}"
    if move.point is None:
        return start.rstrip()
    words = _spelled(move.point)
    room = WIDTH - 15 - len(start)
    words = words if len(words) <= room else words[: room - 1] + "…"
    return f"{start}{words:<{room}} {move.point.twin:>6.2f} {move.point.brand:>6.2f}"


def _spelled(point: LabPoint) -> str:
    return ", ".join(point.outcome)
