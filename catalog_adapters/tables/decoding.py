"""Bytes to text: by the byte order mark, else by the stated encoding, else UTF-8. Nothing is guessed.

Spec: spec/40-scan.md (SCAN-31).

Text is decoded as it streams. Bytes that are not of the encoding come out as marks that `broken` finds, so
that one bad row is one reject and the next row is read.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final, TextIO

from catalog_adapters.entry import BadSettingsError

ENCODINGS: Final = ("utf-8", "utf-16", "cp1252")

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_MARKING: Final = "mark bad bytes with a lone surrogate"


def _mark(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return "\udc80", error.end


codecs.register_error(_MARKING, _mark)


@contextmanager
def text_of(source: str, stream: BinaryIO, encoding: str | None) -> Iterator[TextIO]:
    """Lend *stream*, from its start, as text with its line ends as they are. Raises `BadSettingsError`."""
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    name = marked or encoding or _without_mark(head) or "utf-8"
    if name not in (*ENCODINGS, "utf-16-le", "utf-16-be"):
        raise BadSettingsError(source, f"encoding {name[:20]!r} is none of {', '.join(ENCODINGS)}")
    text = io.TextIOWrapper(stream, "utf-8-sig" if name == "utf-8" else name, _MARKING, newline="")
    try:
        yield text
    finally:
        text.detach()  # the stream is the caller's to close


def broken(text: str) -> bool:
    """Say whether *text* holds a mark of bytes that could not be decoded."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def _without_mark(head: bytes) -> str | None:
    """UTF-16 is known without its mark where ASCII is: every other byte is nought."""
    if len(head) == 4 and head[1] == head[3] == 0 and head[0] and head[2]:
        return "utf-16-le"
    if len(head) == 4 and head[0] == head[2] == 0 and head[1] and head[3]:
        return "utf-16-be"
    return None
