"""One way in: a file and what is known of it in, purchases and rejects out, one by one.

Spec: spec/90-learn.md (LEARN-20).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from catalog_adapters.basics import Reject, plain_words
from consumer_twin.history.columns import Layout
from consumer_twin.history.errors import NotAHistoryError
from consumer_twin.history.mail import read_mail, read_mails
from consumer_twin.history.purchase import Purchase
from consumer_twin.history.settings import HistorySettings
from consumer_twin.history.table import open_table, read_table

_OTHERS: Final = (
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet"),
    (b"SQLite format 3", "a database"),
)
_HEAD_BYTES: Final = 4096
_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_MAIL_HAS: Final = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|mime-version|return-path|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True)
class History:
    """A file that is being read: its layout, which column says what, and what it holds."""

    name: str
    layout: Layout
    rows: Iterator[Purchase | Reject]
    columns: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def open_history(path: Path, settings: HistorySettings) -> Iterator[History]:
    """Lend the history in the file at *path*; its columns are known before its first row is read.

    Raises OSError, `NotAHistoryError`, `UnknownColumnError` or another `CatalogError`.
    """
    name = plain_words(path.name, 120) or "history"
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
        stream.seek(0)
        if _is_mailbox(head):
            yield History(name, "mail", read_mails(name, stream, settings))
        elif _is_mail(path, head):
            yield History(name, "mail", read_mail(name, stream, settings))
        else:
            _refuse_others(name, head)
            table = open_table(name, stream, settings)
            rows = read_table(table, stream, settings)
            yield History(name, table.columns.layout, rows, table.columns.names)


def _is_mailbox(head: bytes) -> bool:
    first, _, rest = head.lstrip(b"\xef\xbb\xbf").partition(b"\n")
    return first.startswith(b"From ") and _HEADER.match(rest) is not None


def _is_mail(path: Path, head: bytes) -> bool:
    if path.suffix.lower() == ".eml":
        return True
    return _HEADER.match(head) is not None and len(_MAIL_HAS.findall(head)) >= 2


def _refuse_others(name: str, head: bytes) -> None:
    """Raise `NotAHistoryError` for what is surely no table."""
    for beginning, kind in _OTHERS:
        if head.startswith(beginning):
            raise NotAHistoryError(f"{name} is {kind}")
    if not head.strip():
        raise NotAHistoryError(f"{name} is empty")
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0\0" in (head[0:3:2], head[1:4:2])
    if b"\0" in head and not wide:
        raise NotAHistoryError(f"{name} is no text")
