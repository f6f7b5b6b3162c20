"""Mediated play, as either side plays it: truthfully, by a schedule.

Spec: spec/65-modes.md (MED-2).

A side says how far each package lies between its reserve and its best; the rest is the protocol's. So nobody
has to guess what the other side wants, and the first package that is good enough for both is found.

Source: Kalai and Smorodinsky, "Other solutions to Nash's bargaining problem", Econometrica 43 (1975): equal
shares of what each could gain at most; the threshold falls along that line.
"""

from __future__ import annotations

from collections.abc import Sequence

from protocol.mediated import WHOLE, Shares, threshold


def shares_of(utilities: Sequence[float], reserve: float) -> tuple[int | None, ...]:
    """Return how much of this side's gain each package brings, in basis points, rounded down.

    reserve: what no deal is worth; a package below it is None.

    >>> shares_of([1.0, 0.6, 0.2, 0.1], reserve=0.2)
    (10000, 5000, 0, None)
    """
    best = max(utilities)
    room = best - reserve
    if room <= 0:
        return tuple(WHOLE if one >= reserve else None for one in utilities)
    return tuple(int(WHOLE * (one - reserve) / room + 1e-9) if one >= reserve else None for one in utilities)


def meeting(first: Shares, second: Shares, rounds: int) -> tuple[int, ...]:
    """Return the packages of the first overlap of two sides that play by the schedule; none if there is none.

    >>> meeting([10_000, 6_000, None], [None, 7_000, 10_000], rounds=10)
    (1,)
    """
    pairs = enumerate(zip(first, second, strict=True))
    least = {place: min(a, b) for place, (a, b) in pairs if a is not None and b is not None}
    if not least:
        return ()
    round = max(1, -(-(WHOLE - max(least.values())) * rounds // WHOLE))
    return tuple(place for place, share in least.items() if share >= threshold(round, rounds))
