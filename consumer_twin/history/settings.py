"""How to read a history: what the person says of the file. What is not said is found out, or an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from catalog_adapters.basics import SourceSettings
from foundation.reading import DayOrder


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """What is known of a file before it is read."""

    today: date
    """A purchase is not made later than the day after, wherever the shop is."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our name -> the table's column; what is not mapped is guessed by the column's name."""
    currency: str | None = None
    """Of prices that state none; without it they are left out."""
    delimiter: str | None = None
    encoding: str | None = None
    decimal_mark: Literal[".", ","] | None = None
    """What `1.299` means; None: it has two readings and the price is left out."""
    day_order: DayOrder | None = None
    """What `03/04/2026` means; None: it has two readings and the row is left out."""

    def of_source(self) -> SourceSettings:
        """Return the settings that a table's reader needs."""
        return SourceSettings(currency=self.currency, delimiter=self.delimiter, encoding=self.encoding)
