"""What two sides could reach together: the Pareto line, and the Nash point on it.

Source: Nash, "The bargaining problem", Econometrica 18 (1950): of all outcomes that both prefer to none, the
one with the greatest product of what each gains beyond its reserve.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def pareto(first: Sequence[float], second: Sequence[float]) -> tuple[int, ...]:
    """Return the places of the outcomes that nothing beats for both sides, best for the first side first.

    first, second: what each outcome is worth to either side. Of equal outcomes the first one stays.

    >>> pareto([1.0, 0.5, 0.4, 0.0], [0.0, 0.8, 0.7, 1.0])
    (0, 1, 3)
    """
    order = sorted(range(len(first)), key=lambda place: (-first[place], -second[place], place))
    line, most = [], -inf
    for place in order:
        if second[place] > most:
            most = second[place]
            line.append(place)
    return tuple(line)


def nash(first: Sequence[float], second: Sequence[float], reserves: tuple[float, float]) -> int | None:
    """Return the outcome with the greatest product of gains; None where nothing suits both.

    reserves: what no deal is worth to either side.

    >>> nash([1.0, 0.5, 0.0], [0.0, 0.8, 1.0], (0.1, 0.1)), nash([1.0, 0.0], [0.0, 1.0], (0.5, 0.5))
    (1, None)
    """
    return max(
        (place for place in pareto(first, second) if suits(first, second, reserves, place)),
        key=lambda place: product((first[place], second[place]), reserves),
        default=None,
    )


def product(worths: tuple[float, float], reserves: tuple[float, float]) -> float:
    """Return the product of what both sides gain beyond their reserves.

    >>> product((0.75, 0.5), (0.25, 0.25))
    0.125
    """
    return (worths[0] - reserves[0]) * (worths[1] - reserves[1])


def suits(first: Sequence[float], second: Sequence[float], reserves: tuple[float, float], place: int) -> bool:
    """Say whether an outcome is below neither reserve."""
    return first[place] >= reserves[0] and second[place] >= reserves[1]
