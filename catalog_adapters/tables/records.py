"""Records: rows that come with types, from a column store or a database, as rows of text.

A record's values become the text that a shopkeeper would type. Binary floats keep their shortest spelling, so
a price that is not exact in cents is refused further on rather than rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from catalog_adapters.columns import mapping, places
from catalog_adapters.entry import SourceSettings
from catalog_adapters.item import Place
from catalog_adapters.rows import Row

_LONGEST: Final = 100_000
"""Characters of a value that are read."""


def read_records(
    source: str, header: Sequence[str], records: Iterable[Sequence[Any]], settings: SourceSettings
) -> Iterator[Row]:
    """Yield each of *records*, whose columns *header* names, under our names; its line is its number.

    Raises `BadColumnsError` if a column that is needed is missing.
    """
    where = places(source, list(header), mapping(source, settings))
    for number, record in enumerate(records, 1):
        texts = ((name, spelled(record[place])) for name, place in where.items())
        yield Row(Place(source, number), {name: text for name, text in texts if text})


def spelled(value: Any) -> str:
    """Return *value* as text: nothing for none, plain decimals, ISO 8601.

    >>> spelled(14.9), spelled(True), spelled(None), spelled(Decimal("1E+3"))
    ('14.9', 'true', '', '1000')
    """
    if value is None or isinstance(value, bytes | bytearray | memoryview):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 40:
        return f"{value:f}"
    if isinstance(value, date):  # and a time, too
        return value.isoformat()
    return str(value)[:_LONGEST].strip()
