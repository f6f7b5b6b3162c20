"""From items to products: variants of one group find each other, wherever they stand in the source.

Spec: spec/40-scan.md (SCAN-36).

An item without a group is a product at once. The items of groups wait in a private database of SQLite, which
keeps a few megabytes in memory and the rest in an unnamed file that goes when it is closed; the groups come
last, in the order in which the source first named them. So memory stays bounded, however long the source is
and however far apart a group's rows. The ids met so far are kept there too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager
from itertools import chain, groupby
from typing import Final

import orjson

from catalog_adapters.entry import Asked, Entry, Reject
from catalog_adapters.item import Item, Members, Place, members, product, products
from catalog_adapters.parts import selected
from protocol.money import Price

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -4096;
CREATE TABLE met (id TEXT PRIMARY KEY, alone INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE groups (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE waiting (number INTEGER NOT NULL, place INTEGER NOT NULL, item BLOB NOT NULL,
                      PRIMARY KEY (number, place)) WITHOUT ROWID;
"""
_PRICES: Final = frozenset(("price", "list_price"))


class Gathering(AbstractContextManager["Gathering"]):
    """The items of one source on their way to products."""

    def __init__(self) -> None:
        # an empty name: a database of its own, spilled to disk; the reader may be moved to another thread
        self._store = sqlite3.connect("", check_same_thread=False)
        self._store.executescript(_TABLES)
        self._count = self._number = 0
        self._group: str | None = None

    def __exit__(self, *failure: object) -> None:
        self._store.close()

    def add(self, item: Item) -> Iterator[Entry | Reject]:
        """Yield the product that *item* is by itself, or the reject of an id met before, or nothing yet."""
        alone = item.group is None
        new = self._store.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (item.id, alone)).rowcount
        if not new:  # SCAN-36
            yield item.place.reject("duplicate-id", "a row above has the same id", item.id)
        elif alone:
            yield from product(item)
        else:
            self._wait(item)

    def groups(self) -> Iterator[Entry | Reject]:
        """Yield the products of the groups, once all items are added."""
        rows = self._store.execute("SELECT number, item FROM waiting ORDER BY number, place")
        for _, group in groupby(rows, key=lambda row: int(row[0])):
            items = (_unpack(row[1]) for row in group)
            first = next(items)
            whole = chain((first,), items)
            if self._is_alone(first):  # SCAN-36
                reason = f"a row without a group has the id of its group, {first.group!r}"
                yield from (item.place.reject("duplicate-id", reason, item.id) for item in whole)
            else:
                yield from products(whole)

    def _wait(self, item: Item) -> None:
        if item.group != self._group:  # the rows of a group mostly stand together
            self._store.execute("INSERT OR IGNORE INTO groups (name) VALUES (?)", (item.group,))
            found = self._store.execute("SELECT number FROM groups WHERE name = ?", (item.group,))
            self._group, self._number = item.group, int(found.fetchone()[0])
        self._count += 1
        self._store.execute("INSERT INTO waiting VALUES (?, ?, ?)", (self._number, self._count, _pack(item)))

    def _is_alone(self, item: Item) -> bool:
        found = self._store.execute("SELECT alone FROM met WHERE id = ?", (item.group,)).fetchone()
        return found is not None and bool(found[0])


def _pack(item: Item) -> bytes:
    said = (item.id, item.group, item.product, item.variant, item.stock, item.cost, item.since, item.later)
    return orjson.dumps((item.place.source, item.place.line, *said), members)


def _unpack(data: bytes) -> Item:
    source, line, id_, group, whole, variant, stock, cost, since, later = orjson.loads(data)
    for name in _PRICES & variant.keys():
        variant[name] = _price(variant[name])
    if "options" in variant:
        variant["options"] = [selected(option["name"], option["label"]) for option in variant["options"]]
    place, coming = Place(source, line), tuple(_asked(one) for one in later)
    return Item(place, id_, group, whole, variant, stock, cost and _price(cost), since, coming)


def _asked(said: Members) -> Asked:
    prices = (said[name] and _price(said[name]) for name in ("price", "list_price"))
    return Asked(said["from_ms"], *prices)


def _price(said: Members) -> Price:
    return Price(amount=said["amount"], currency=said["currency"])
