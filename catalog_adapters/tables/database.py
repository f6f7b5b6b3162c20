"""Tables in a brand's own database: what a query selects.

Spec: spec/40-scan.md (SCAN-31, SCAN-33).
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog_adapters.entry import BadSettingsError, NoSourceError, SourceSettings
from catalog_adapters.rows import Row
from catalog_adapters.tables.records import read_records
from foundation.query import QueryError, selected, shown


def read_database(source: str, settings: SourceSettings) -> Iterator[Row]:
    """Yield what the settings' query selects in the database *source*.

    Raises `BadSettingsError`, `NoSourceError` or `BadColumnsError`.
    """
    try:
        name = shown(source)
    except QueryError as error:
        raise BadSettingsError(source.partition("://")[0], str(error)) from None
    if not settings.query:
        raise BadSettingsError(name, "a database needs a query, such as SELECT * FROM products")
    try:
        with selected(source, settings.query) as (header, records):
            yield from read_records(name, header, records, settings)
    except QueryError as error:
        raise NoSourceError(name, str(error)) from None
