"""Parquet files, a slice of rows at a time.

Spec: spec/40-scan.md (SCAN-33).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from catalog_adapters.entry import BadSettingsError, NotTheKindError, SourceSettings
from catalog_adapters.rows import Row
from catalog_adapters.tables.records import read_records

_SLICE: Final = 5_000
"""Rows that are in memory at once."""


def read_parquet(source: str, stream: BinaryIO, settings: SourceSettings) -> Iterator[Row]:
    """Yield the rows of the file.

    Raises `BadColumnsError`, `NotTheKindError`, or `BadSettingsError` if polars is not here.
    """
    try:
        import polars  # noqa: PLC0415  an extra
    except ImportError:
        raise BadSettingsError(source, "Parquet needs polars: pip install 'dailyme[tables]'") from None
    whole = None if getattr(stream, "name", None) else stream.read()
    place = stream.name if whole is None else whole
    try:
        lazy = polars.scan_parquet(place)
        header = lazy.collect_schema().names()
    except (polars.exceptions.PolarsError, OSError) as error:
        raise NotTheKindError(source, f"it is no Parquet file: {str(error)[:120]}") from None
    yield from read_records(source, header, _slices(source, lazy, polars), settings)


def _slices(source: str, lazy: Any, polars: Any) -> Iterator[Sequence[Any]]:
    start = 0
    while True:
        try:
            rows = lazy.slice(start, _SLICE).collect().rows()
        except (polars.exceptions.PolarsError, OSError) as error:
            raise NotTheKindError(source, f"it breaks off: {str(error)[:120]}") from None
        yield from rows
        if len(rows) < _SLICE:
            return
        start += _SLICE
