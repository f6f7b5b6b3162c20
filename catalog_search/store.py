"""The offers themselves in SQLite: what filters are answered from, and codes found by.

An index holds nothing of its own: all of it comes from catalogs and can be made anew, so a lost last batch
after a power cut costs a sync, not a fact (`synchronous=NORMAL`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

import orjson

from catalog_search.conditions import condition, facets
from catalog_search.errors import NotAnIndexError
from catalog_search.offer import Offer
from catalog_search.ports import Filters
from catalog_search.vocabulary import codes, spelling

VERSION: Final = 1
Row = tuple[object, ...]
"""Spelling, id and the other columns of an offer."""
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS offers (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, spelling TEXT NOT NULL,
  title TEXT NOT NULL, seller TEXT NOT NULL, product TEXT NOT NULL, brand TEXT NOT NULL, model TEXT NOT NULL,
  gtins TEXT NOT NULL, categories TEXT NOT NULL, options TEXT NOT NULL, regions TEXT NOT NULL,
  condition TEXT NOT NULL, price_minor INTEGER, currency TEXT NOT NULL, in_stock INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS offers_price ON offers (currency, price_minor);
CREATE INDEX IF NOT EXISTS offers_seller ON offers (seller);
CREATE TABLE IF NOT EXISTS facets (
  name TEXT NOT NULL, value TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (name, value, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS facets_number ON facets (number);
CREATE TABLE IF NOT EXISTS codes (
  code TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (code, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS codes_number ON codes (number);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_COLUMNS: Final = (
    "id, title, seller, product, brand, model, gtins, categories, options, regions, condition, price_minor,"
    " currency, in_stock"
)
_INSERT: Final = f"INSERT INTO offers (number, spelling, {_COLUMNS}) VALUES ({','.join('?' * 16)})"  # noqa: S608
_MANY: Final = 500
"""Values in one statement; SQLite's own limit is higher in every version we run on."""


def connect(file: Path | None) -> sqlite3.Connection:
    """Open the store in *file*, or in memory. Raises `NotAnIndexError`."""
    name = ":memory:" if file is None else str(file)
    connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        known = connection.execute("PRAGMA user_version").fetchone()[0]
        if known not in (0, VERSION):
            raise NotAnIndexError(name, f"version {known}, not {VERSION}")
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version={VERSION}")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise NotAnIndexError(name, str(error)) from None
    except NotAnIndexError:
        connection.close()
        raise
    return connection


def insert(connection: sqlite3.Connection, numbered: Iterable[tuple[int, Offer]]) -> None:
    """Write offers under their numbers; none of them may be there."""
    for number, offer in numbered:
        connection.execute(_INSERT, (number, spelling(offer.title, offer.model), *_values(offer)))
        rows = [(name, value, number) for name, value in facets(offer)]
        connection.executemany("INSERT OR IGNORE INTO facets VALUES (?,?,?)", rows)
        connection.executemany("INSERT INTO codes VALUES (?,?)", [(code, number) for code in codes(offer)])


def delete(connection: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Delete the offers of *numbers*."""
    for table in ("offers", "facets", "codes"):
        connection.executemany(f"DELETE FROM {table} WHERE number=?", [(number,) for number in numbers])  # noqa: S608


def numbers_of(connection: sqlite3.Connection, ids: Sequence[str]) -> list[int]:
    """Return the numbers of those of *ids* that are there."""
    found: list[int] = []
    for start in range(0, len(ids), _MANY):
        some = ids[start : start + _MANY]
        found.extend(_column(connection, f"SELECT number FROM offers WHERE id IN ({_marks(some)})", some))  # noqa: S608
    return found


def rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Row]:
    """Return the rows of *numbers*: spelling and id first, then what `offer_of` reads."""
    found: dict[int, Row] = {}
    for start in range(0, len(numbers), _MANY):
        some = numbers[start : start + _MANY]
        sql = f"SELECT number, spelling, {_COLUMNS} FROM offers WHERE number IN ({_marks(some)})"  # noqa: S608
        found |= {row[0]: row[1:] for row in connection.execute(sql, some)}
    return found


def by_code(
    connection: sqlite3.Connection, wanted: Collection[str], filters: Filters, limit: int
) -> dict[int, str]:
    """Return number -> code of at most *limit* offers that have one of *wanted* and fulfil *filters*."""
    names = sorted(wanted)
    where, values = condition(filters)
    sql = (
        f"SELECT codes.number, code FROM codes JOIN offers USING (number) WHERE code IN ({_marks(names)})"  # noqa: S608
        f" AND {where} ORDER BY codes.number LIMIT ?"
    )
    return dict(connection.execute(sql, (*names, *values, limit)).fetchall()) if names else {}


def fulfilling(
    connection: sqlite3.Connection, filters: Filters, limit: int, among: Sequence[int] | None = None
) -> list[int]:
    """Return at most *limit* numbers of offers that fulfil *filters*, of *among* where it is given."""
    where, values = condition(filters)
    if among is None:
        return _column(connection, f"SELECT number FROM offers WHERE {where} LIMIT ?", (*values, limit))  # noqa: S608
    found: list[int] = []
    for start in range(0, len(among), _MANY):
        some = among[start : start + _MANY]
        sql = f"SELECT number FROM offers WHERE number IN ({_marks(some)}) AND {where}"  # noqa: S608
        found.extend(_column(connection, sql, (*some, *values)))
    return found[:limit]


def _values(offer: Offer) -> tuple[object, ...]:
    listed = (offer.gtins, offer.categories, offer.options, offer.regions)
    return (
        offer.id, offer.title, offer.seller, offer.product, offer.brand, offer.model,
        *(orjson.dumps(value).decode() for value in listed),
        offer.condition, offer.price_minor, offer.currency, int(offer.in_stock),
    )  # fmt: skip


def offer_of(row: Row) -> Offer:
    """Return the offer that *row* holds."""
    id, title, seller, product, brand, model, *listed = map(str, row[1:11])
    gtins, categories, options, regions = (() if text == "[]" else orjson.loads(text) for text in listed)
    state, price, currency, in_stock = row[11:]
    return Offer(
        id=id, title=title, seller=seller, product=product, brand=brand, model=model,
        gtins=tuple(gtins), categories=tuple(categories),
        options=tuple((name, value) for name, value in options), regions=tuple(regions),
        condition=str(state), price_minor=price if isinstance(price, int) else None, currency=str(currency),
        in_stock=in_stock == 1,
    )  # fmt: skip


def _column(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[int]:
    return [row[0] for row in connection.execute(sql, values)]


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))
