"""The header of a table: its delimiter, and where our columns stand.

Spec: spec/40-scan.md (SCAN-33).

The delimiter is the one under which the header names the columns that are needed; it is not guessed from how
often a character occurs.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from catalog_adapters.entry import BadColumnsError, BadEncodingError, BadSettingsError, SourceSettings
from catalog_adapters.tables.decoding import broken, text_of

DELIMITERS: Final = (",", "\t", ";", "|")
MAX_COLUMNS: Final = 1000

FindPlaces = Callable[[list[str]], Mapping[str, int]]
"""Our name -> place in the row, of the cells of a header. Raises `BadColumnsError` if one is missing."""

_SAMPLE: Final = 64 * 1024
"""Characters within which the header must end."""


@dataclass(frozen=True, slots=True)
class Header:
    """How the table is written."""

    delimiter: str
    width: int
    places: Mapping[str, int]
    """Our name -> place in a row, from 0."""
    lines: int
    """Lines up to the end of the header."""


def find_header(source: str, stream: BinaryIO, settings: SourceSettings, find_places: FindPlaces) -> Header:
    """Return the header of the table in *stream*, in which *find_places* finds the columns that are needed.

    Raises `BadColumnsError`, `BadEncodingError` or `BadSettingsError`.
    """
    with text_of(source, stream, settings.encoding) as text:
        lines = io.StringIO(text.read(_SAMPLE), newline="")
    skipped, said = _skip_to_header(lines)
    start = lines.tell()
    headers: list[Header] = []
    errors: list[tuple[int, BadColumnsError]] = []
    for delimiter in _delimiters(source, settings.delimiter or said):
        lines.seek(start)
        width = 0
        try:
            cells, used = _first_row(source, lines, delimiter)
            width = len(cells)
            headers.append(Header(delimiter, width, find_places(cells), skipped + used))
        except BadColumnsError as error:  # quotes, too, are wrong under every delimiter but theirs
            errors.append((width, error))
    if not headers:
        raise max(errors, key=lambda pair: pair[0])[1]
    return max(headers, key=lambda header: len(header.places))


def _skip_to_header(lines: io.StringIO) -> tuple[int, str | None]:
    """Skip blank lines and Excel's `sep=` line; return how many, and the delimiter that it states."""
    skipped, said, start = 0, None, 0
    for line in iter(lines.readline, ""):
        if line.strip() and not (line.startswith("sep=") and len(line.strip("\r\n")) == 5):
            break
        said = line[4] if line.strip() else said
        skipped, start = skipped + 1, lines.tell()
    lines.seek(start)
    return skipped, said


def _delimiters(source: str, stated: str | None) -> tuple[str, ...]:
    if stated is None:
        return DELIMITERS
    delimiter = {"tab": "\t", "\\t": "\t"}.get(stated, stated)
    if len(delimiter) != 1 or delimiter in '"\r\n':
        raise BadSettingsError(source, f"the delimiter {stated[:20]!r} is not one character")
    return (delimiter,)


def _first_row(source: str, lines: io.StringIO, delimiter: str) -> tuple[list[str], int]:
    """Return the cells of the first row and how many lines it takes."""
    reader = csv.reader(iter(lines.readline, ""), delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except StopIteration:
        raise BadColumnsError(source, "it has no first row") from None
    except csv.Error as error:
        raise BadColumnsError(source, f"the first row can't be read: {error}") from None
    if any(map(broken, cells)):
        raise BadEncodingError(source, "the first row is not text in the encoding of the file")
    if len(cells) > MAX_COLUMNS or lines.tell() >= _SAMPLE:
        reason = f"the first row has more than {MAX_COLUMNS} columns or {_SAMPLE} characters"
        raise BadColumnsError(source, reason)
    return [cell.lstrip("\ufeff") for cell in cells], reader.line_num
