"""An order history that was handed in: read and counted, and held until the person says yes. Nothing is kept.

Spec: spec/90-learn.md (LEARN-20, LEARN-21).
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from catalog_adapters import Reject
from catalog_adapters.basics import plain_words
from consumer_twin.edge import About, Counts, Spool
from consumer_twin.history import HistorySettings, NoPurchaseError, Purchase, open_history
from dailyme.pages.shell import Upload

SHOWN: Final = 8
"""Purchases, and lines that were left out, that are shown."""
LAYOUTS: Final = {
    "table": "a table",
    "amazon": "an order history as Amazon exports it",
    "mail": "order mails",
}


@dataclass(frozen=True)
class Read:
    """What a file holds. *spool*: its purchases, in memory, until they are kept or let go."""

    upload: Upload
    about: About
    columns: Mapping[str, str]
    spool: Spool = field(repr=False)
    first: tuple[Purchase, ...]
    left_out: tuple[Reject, ...]
    reasons: Mapping[str, int]

    def close(self) -> None:
        """Let the purchases go."""
        self.spool.__exit__(None, None, None)


@dataclass
class Pending:
    """The one file that waits for a yes, and its *mark*, which the form names it by."""

    mark: str
    read: Read
    counts: Counts


def read_file(upload: Upload, settings: HistorySettings) -> Read:
    """Return what *upload* holds. Raises `NotAHistoryError`, `NoPurchaseError` or another `CatalogError`."""
    name = plain_words(PurePosixPath(upload.name.replace("\\", "/")).name, 120) or "history"
    suffix = ".eml" if name.lower().endswith(".eml") else ""
    with tempfile.TemporaryDirectory(prefix="dailyme-") as folder:
        path = Path(folder) / f"history{suffix}"
        path.write_bytes(upload.data)
        tally, spool = _Tally(), Spool()
        try:
            with open_history(path, settings) as history:
                spool.add(tally.purchases(history.rows))
                if not tally.first:
                    raise NoPurchaseError(f"{name} holds no purchase that can be read{tally.first_reason()}")
                about = About(name, history.layout, sum(tally.reasons.values()))
                columns = dict(history.columns)
        except BaseException:
            spool.__exit__(None, None, None)
            raise
    return Read(upload, about, columns, spool, tuple(tally.first), tuple(tally.left_out), dict(tally.reasons))


class _Tally:
    """Keeps the first purchases and the first lines that were left out, and counts the reasons."""

    def __init__(self) -> None:
        self.first: list[Purchase] = []
        self.left_out: list[Reject] = []
        self.reasons: Counter[str] = Counter()

    def purchases(self, rows: Iterable[Purchase | Reject]) -> Iterator[Purchase]:
        for row in rows:
            if isinstance(row, Purchase):
                self.first += [row] if len(self.first) < SHOWN else []
                yield row
            else:
                self.left_out += [row] if len(self.left_out) < SHOWN else []
                self.reasons[row.code] += 1

    def first_reason(self) -> str:
        one = next(iter(self.left_out), None)
        return "" if one is None else f"; line {one.line}: {one.reason}"
