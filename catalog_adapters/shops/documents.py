"""JSON documents: one file with one value, or one value in each line.

Spec: spec/40-scan.md (SCAN-31, SCAN-33).

A document is read whole, so its size is capped; lines are read one by one, however many there are. Numbers
stay the text that they were, so that no price passes through a float.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final

from catalog_adapters.entry import NotTheKindError, Reject, SourceTooLargeError
from catalog_adapters.item import Place
from catalog_adapters.json_text import BadJsonError, read_json

MAX_DOCUMENT: Final = 64 * 1024 * 1024
"""Bytes of a document. More than that comes in pages, or one product in each line."""
MAX_LINE: Final = 1024 * 1024
"""Bytes of a line: a product has at most 200 variants."""
LINE_ENDINGS: Final = (".jsonl", ".ndjson")


def read_documents(source: str, stream: BinaryIO) -> Iterator[tuple[Place, Any] | Reject]:
    """Yield each value of *stream* with its place, and what is none.

    Raises `NotTheKindError` if a whole document is no JSON, or `SourceTooLargeError`.
    """
    if PurePosixPath(source).suffix.lower() in LINE_ENDINGS:
        yield from _lines(source, stream)
        return
    data = stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise SourceTooLargeError(source, f"the document has more than {MAX_DOCUMENT // 2**20} MiB")
    try:
        yield Place(source, 1), _value(data)
    except BadJsonError as error:
        raise NotTheKindError(source, f"line {error.line}: {error}") from None


def _lines(source: str, stream: BinaryIO) -> Iterator[tuple[Place, Any] | Reject]:
    number = 0
    while data := stream.readline(MAX_LINE + 1):
        number += 1
        place = Place(source, number)
        if len(data) > MAX_LINE:
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_LINE)
            yield place.reject("row-endless", f"the line has more than {MAX_LINE} bytes")
        elif data.strip():
            try:
                yield place, _value(data)
            except BadJsonError as error:
                yield place.reject("bad-json", str(error))


def _value(data: bytes) -> Any:
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return read_json(data.decode(encoding))
    except UnicodeDecodeError:
        raise BadJsonError("its bytes are not UTF-8", 1) from None
