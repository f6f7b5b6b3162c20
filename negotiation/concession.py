"""Conceding by time: how much of the room to give away by now.

Source: time-dependent tactics in Faratin, Sierra and Jennings, "Negotiation decision functions for
autonomous agents", Robotics and Autonomous Systems 24 (1998).
"""

from __future__ import annotations


def concession(elapsed: float, eagerness: float) -> float:
    """Return the share of the bargaining room to have given away by now.

    elapsed: fraction of the time gone, 0 to 1.
    eagerness: above 0; 1 gives evenly, more gives early, less gives late.
    Result: 0 stands firm, 1 is at the limit.

    Raises ValueError if a number is outside its range.

    Source: time-dependent tactics in Faratin, Sierra and Jennings, Robotics and
    Autonomous Systems 24 (1998); the polynomial form with nothing given at start.

    >>> concession(0.5, eagerness=1.0)
    0.5
    """
    if not 0.0 <= elapsed <= 1.0:
        raise ValueError(f"elapsed is {elapsed}, not between 0 and 1")
    if not eagerness > 0.0:
        raise ValueError(f"eagerness is {eagerness}, not above 0")
    return float(elapsed ** (1.0 / eagerness))


def between(start_minor: int, end_minor: int, share: float) -> int:
    """Return the whole minor unit that lies *share* of the way from *start_minor* to *end_minor*.

    What is left over stays at the start: nobody concedes a unit early.

    >>> between(1000, 850, 0.5), between(750, 960, 0.5)
    (925, 855)
    """
    return start_minor + int((end_minor - start_minor) * share)
