"""Tables: CSV and TSV with a header, read row by row.

Spec: spec/40-scan.md (SCAN-31, SCAN-33).

A field in quotes may hold line ends, so a row may span lines; its line is the one it begins in. A row that is
too long, too wide, too narrow or not of the encoding is a reject, and the next one is read. A quote that is
never closed costs its own line only.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from catalog_adapters.columns import mapping, places
from catalog_adapters.entry import Reject, SourceSettings
from catalog_adapters.item import Place
from catalog_adapters.rows import Row
from catalog_adapters.tables.decoding import broken, text_of
from catalog_adapters.tables.header import Header, find_header
from catalog_adapters.tables.lines import MAX_ROW, EndlessRowError, Lines


def read_table(source: str, stream: BinaryIO, settings: SourceSettings) -> Iterator[Row | Reject]:
    """Yield the rows of the table, under our names, and what is no row of it.

    Raises `BadColumnsError`, `BadEncodingError` or `BadSettingsError` if the whole table can't be read.
    """
    mapped = mapping(source, settings)
    header = find_header(source, stream, settings, lambda cells: places(source, cells, mapped))
    yield from read_rows(source, stream, settings.encoding, header)


def read_rows(source: str, stream: BinaryIO, encoding: str | None, header: Header) -> Iterator[Row | Reject]:
    """Yield the rows below *header*, under the names that it gives the columns, and what is no row."""
    with text_of(source, stream, encoding) as text:
        lines = Lines(text)
        for _ in range(header.lines):
            next(lines, None)
        yield from _rows(source, lines, header)


def _rows(source: str, lines: Lines, header: Header) -> Iterator[Row | Reject]:
    reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
    while True:
        lines.begin()
        place = Place(source, lines.number + 1)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, EndlessRowError) as error:
            yield _unreadable(place, lines, error)
            continue
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield _row(place, cells, header)


def _unreadable(place: Place, lines: Lines, error: Exception) -> Reject:
    last = lines.number
    if isinstance(error, EndlessRowError) or lines.ended:
        lines.read_again()
        why = f"a quote is not closed up to line {last}, or the row has more than {MAX_ROW} characters"
        return place.reject("row-endless", why)
    return place.reject("row-unreadable", f"the quotes are wrong in line {last}: {error}")


def _row(place: Place, cells: list[str], header: Header) -> Row | Reject:
    fields = {name: cells[at] for name, at in header.places.items() if at < len(cells) and cells[at]}
    if broken("".join(cells)):
        reason = "its bytes are not text in the encoding of the file; save it as UTF-8, or state the encoding"
        return place.reject("bad-encoding", reason)
    if len(cells) < header.width or any(cells[header.width :]):
        reason = f"it has {len(cells)} columns, the header has {header.width}"
        return place.reject("row-width", reason, fields.get("id", "")[:128] or None)
    return Row(place, fields)
