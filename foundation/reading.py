"""Reading money and dates from text that others wrote. Nothing is guessed: one reading, or an error.

Spec: spec/40-scan.md (SCAN-30).
"""

from foundation.dates import Moment, Window, read_moment, read_when, read_window
from foundation.days import DayOrder, read_day
from foundation.prices import DecimalMark, read_feed_price, read_price
from foundation.unreadable import (
    CurrencyMissingError,
    DayUnclearError,
    PriceMissingError,
    ReadingError,
    TimeUnclearError,
)

__all__ = [
    "CurrencyMissingError", "DayOrder", "DayUnclearError", "DecimalMark", "Moment", "PriceMissingError",
    "ReadingError", "TimeUnclearError", "Window", "read_day", "read_feed_price", "read_moment", "read_price",
    "read_when", "read_window",
]  # fmt: skip
