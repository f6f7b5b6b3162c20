"""The spool: purchases on their way from a file to the log, told apart without being held in memory.

Spec: spec/90-learn.md (LEARN-20, LEARN-21).

A private database of SQLite keeps a few megabytes in memory and the rest in an unnamed file that goes when
it is closed. What comes out does not depend on the order of what went in: of rows with one key the least
stays, a vaguer row gives way to the exact one that it fits, and all leave by day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final, TypeVar

import orjson

from consumer_twin.history import Purchase, keys
from protocol import Price

T = TypeVar("T")

BATCH: Final = 500
"""Rows that are moved at once."""

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -4096;
CREATE TABLE met (first BLOB PRIMARY KEY, day TEXT, row BLOB, source TEXT) WITHOUT ROWID;
CREATE TABLE also (name BLOB, first BLOB, PRIMARY KEY (name, first)) WITHOUT ROWID;
CREATE TABLE known (name BLOB, exact INTEGER, number INTEGER, PRIMARY KEY (name, exact)) WITHOUT ROWID;
CREATE TABLE again (first BLOB PRIMARY KEY, number INTEGER) WITHOUT ROWID;
"""
_ADD: Final = """
INSERT INTO met VALUES (?, ?, ?, ?) ON CONFLICT (first) DO UPDATE
SET day = excluded.day, row = excluded.row, source = excluded.source
WHERE (excluded.day, excluded.row) < (met.day, met.row)
"""
_VAGUE: Final = "DELETE FROM met WHERE first IN (SELECT name FROM also)"
_AGAIN: Final = (
    "INSERT OR IGNORE INTO again SELECT met.first, number FROM met JOIN known ON name = met.first",
    """INSERT OR IGNORE INTO again SELECT also.first, number FROM also
       JOIN known ON known.name = also.name AND exact JOIN met ON met.first = also.first""",
)
_NEW: Final = """
SELECT day, row, source FROM met WHERE first NOT IN (SELECT first FROM again) ORDER BY day, first
"""


@dataclass(frozen=True)
class Counts:
    """What is in the spool: purchases read, repeated in the file, known from before, and new."""

    read: int
    repeated: int
    known: int
    new: int
    first: date | None
    last: date | None


class Spool(AbstractContextManager["Spool"]):
    """The purchases of one file."""

    def __init__(self) -> None:
        # an empty name: a database of its own, spilled to disk; the store's writer reads it in its thread
        self._store = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._store.executescript(_TABLES + "BEGIN;")
        self._read = 0

    def __exit__(self, *failure: object) -> None:
        self._store.close()

    def add(self, purchases: Iterable[Purchase]) -> None:
        """Take *purchases* in, each under its keys."""
        for batch in batches(purchases):
            named = [(keys(purchase), purchase) for purchase in batch]
            self._store.executemany(
                _ADD, [(name[0], one.day.isoformat(), _packed(one), one.source) for name, one in named]
            )
            others = [(other, name[0]) for name, _ in named for other in name[1:]]
            self._store.executemany("INSERT OR IGNORE INTO also VALUES (?, ?)", others)
            self._read += len(batch)

    def compare(self, known: Iterable[Purchase]) -> None:
        """Find out which purchases are among *known*, those of the log."""
        self._store.execute(_VAGUE)
        self._store.execute("DELETE FROM known")
        self._store.execute("DELETE FROM again")
        for batch in batches(known):
            names = [(name, not at, one.number) for one in batch for at, name in enumerate(keys(one))]
            self._store.executemany("INSERT OR IGNORE INTO known VALUES (?, ?, ?)", names)
        for statement in _AGAIN:
            self._store.execute(statement)

    def counts(self) -> Counts:
        """Return what `compare` found."""
        kept, first, last = self._store.execute("SELECT count(*), min(day), max(day) FROM met").fetchone()
        known = self._store.execute("SELECT count(*) FROM again").fetchone()[0]
        days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
        return Counts(self._read, self._read - kept, known, kept - known, *days)

    def new(self) -> Iterator[Purchase]:
        """Yield the purchases that are not known, by day."""
        for day, row, source in self._store.execute(_NEW):
            yield _unpacked(day, row, source)

    def again(self) -> Iterator[int]:
        """Yield the numbers of the known purchases that the file holds as well."""
        for (number,) in self._store.execute("SELECT DISTINCT number FROM again ORDER BY number"):
            yield number


def batches(things: Iterable[T]) -> Iterator[list[T]]:
    """Yield *things* in lists of at most `BATCH`."""
    ahead = iter(things)
    while batch := list(islice(ahead, BATCH)):
        yield batch


def _packed(one: Purchase) -> bytes:
    price = None if one.price is None else (one.price.amount, one.price.currency)
    texts = (one.title, one.shop, one.order, one.sku, one.category, one.make)
    return orjson.dumps((*texts, one.quantity, price))


def _unpacked(day: str, row: bytes, source: str) -> Purchase:
    title, shop, order, sku, category, make, quantity, price = orjson.loads(row)
    paid = None if price is None else Price(amount=price[0], currency=price[1])
    return Purchase(
        date.fromisoformat(day), title, quantity, paid, shop, order, sku, category, make, source=source
    )
