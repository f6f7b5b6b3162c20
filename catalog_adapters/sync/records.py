"""What is kept of a source: rows as they were read, and pages as they came.

Prices that hold from or until a day are read for the moment at which the file is read, so what is kept is
what the source says and not what it means.
"""

from __future__ import annotations

import zlib
from typing import Final

import orjson

from catalog_adapters.item import Place
from catalog_adapters.rows import Row

ROW: Final = "row"
PAGE: Final = "page"


def pack_row(row: Row) -> bytes:
    """Return *row* without its place, the same bytes for the same words."""
    notes = [(note.code, note.reason, note.id, note.dropped) for note in row.notes]
    return orjson.dumps((dict(row.fields), row.options, notes), option=orjson.OPT_SORT_KEYS)


def unpack_row(source: str, line: int, body: bytes) -> Row:
    """Return the row that `pack_row` packed, at its place."""
    fields, options, notes = orjson.loads(body)
    place = Place(source, line)
    return Row(
        place,
        fields,
        [place.reject(code, reason, id_, dropped) for code, reason, id_, dropped in notes],
        [(name, value) for name, value in options],
    )


def pack_page(data: bytes) -> bytes:
    """Return the bytes of a page, packed."""
    return zlib.compress(data, 6)


def unpack_page(body: bytes) -> bytes:
    """Return the page that `pack_page` packed."""
    return zlib.decompress(body)
