"""Student's t distribution, for the few numbers that the intervals need.

Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
"""

from __future__ import annotations

from math import atan, cos, pi, sin, sqrt

_STEPS = 60


def chance_below(t: float, freedom: int) -> float:
    """Return how likely a value of *freedom* degrees, 1 or more, lies below *t*.

    >>> round(chance_below(2.015, 5), 3), chance_below(0.0, 4)
    (0.95, 0.5)
    """
    angle = atan(t / sqrt(freedom))
    square = cos(angle) ** 2
    odd = freedom % 2
    term = cos(angle) if odd else 1.0
    total = 0.0
    for step in range(freedom // 2):
        total += term
        term *= square * (2 * step + 1 + odd) / (2 * step + 2 + odd)
    inside = (2 / pi) * (angle + sin(angle) * total) if odd else sin(angle) * total
    return 0.5 + inside / 2


def point(chance: float, freedom: int) -> float:
    """Return the value below which *chance*, above 0 and below 1, lies.

    >>> round(point(0.95, 5), 3)
    2.015
    """
    if chance == 0.5:
        return 0.0
    low, high = -1.0, 1.0
    while chance_below(low, freedom) > chance:
        low *= 2
    while chance_below(high, freedom) < chance:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if chance_below(middle, freedom) < chance else (low, middle)
    return (low + high) / 2
