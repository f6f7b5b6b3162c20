"""A page's bytes as text: by its byte order mark, its own word, or UTF-8.

Source: WHATWG HTML, 13.2.3.2 (the encoding must be named within the first 1024 bytes).
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_NAMED: Final = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,20})", re.IGNORECASE)
_KNOWN: Final = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gb2312|gbk"
    r"|gb18030|big5",
    re.IGNORECASE,
)
_LATIN: Final = frozenset(("iso-8859-1", "latin1", "latin-1", "us-ascii"))
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def page_text(data: bytes, encoding: str | None) -> str:
    """Return *data* as text; bytes that are not of its encoding become U+FFFD, which no price has."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return data.decode(marked or encoding or _named(data[:1024]), "replace").removeprefix("\ufeff")


def known_encoding(name: str) -> str | None:
    """Return *name* as the name to decode by, as browsers read it; None for one that pages don't use."""
    name = name.strip().lower()
    if name in _LATIN:
        return "cp1252"
    return name if _KNOWN.fullmatch(name) else None


def _named(head: bytes) -> str:
    found = _NAMED.search(head)
    return (found and known_encoding(found[1].decode("ascii"))) or "utf-8"
