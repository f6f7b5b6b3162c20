"""Autonomy: when the twin asks, what no sum of accepts passes, and the pause. Rules only, no disk."""

from consumer_twin.autonomy.autonomy import (
    MOST_CATEGORIES,
    Allowance,
    Autonomy,
    Caps,
    CategoryCap,
    Mode,
    Used,
    covers,
    day_start_ms,
)
from consumer_twin.autonomy.errors import (
    AskAboveError,
    AskAlwaysError,
    BadAutonomyError,
    CategoryCapError,
    DayCapError,
    DealCapError,
    MonthCapError,
    PausedError,
)
from consumer_twin.autonomy.guard import guard_autonomy

__all__ = [
    "MOST_CATEGORIES",
    "Allowance",
    "AskAboveError",
    "AskAlwaysError",
    "Autonomy",
    "BadAutonomyError",
    "Caps",
    "CategoryCap",
    "CategoryCapError",
    "DayCapError",
    "DealCapError",
    "Mode",
    "MonthCapError",
    "PausedError",
    "Used",
    "covers",
    "day_start_ms",
    "guard_autonomy",
]
