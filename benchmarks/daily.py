"""What a day costs the twin: learning from a choice, and reading a history.

    python -m benchmarks.daily [--json]

Each case is a function that sets it up; register it in `CASES`.
"""

from __future__ import annotations

from typing import Final

from benchmarks.daily_import import daily_import
from benchmarks.daily_today import daily_today
from benchmarks.measure import Case, Prepare, main, times
from benchmarks.usage import read_arguments

_OFFERS: Final = 4
_TURNS: Final = 500


def update() -> Case:
    """A taste after one more choice, against the choice probabilities of the same four offers."""
    from customer_model import Alternative, Taste, offers_prior

    table = [
        Alternative(
            f"offer {number}", f"brand {number}", {"price": 1.0 + number / 10, "delivery_days": 5 - number}
        )
        for number in range(_OFFERS)
    ]
    taste = Taste.of(offers_prior())
    for number in range(20):
        taste = taste.updated(table, number % _OFFERS)
    return Case(
        "daily.update",
        anchor="choice probabilities",
        goal=20.0,
        work=times(_TURNS, lambda: taste.updated(table, 1).shares),
        anchor_work=times(_TURNS, lambda: taste.probabilities(table)),
    )


CASES: Final[list[tuple[str, Prepare]]] = [
    ("daily.update", update),
    ("daily.import", daily_import),
    ("daily.today", daily_today),
]

if __name__ == "__main__":
    read_arguments(__doc__)
    main(CASES)
