"""The lexical leg that every Python has: SQLite's FTS5, in the store's own file and transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

from catalog_search.legs import Need

_TABLE = """CREATE VIRTUAL TABLE IF NOT EXISTS lexicon USING fts5(
  words, tokenize="unicode61 remove_diacritics 0 tokenchars '.'")"""


class Fts5:
    """Words in an FTS5 table beside the offers; its commit is the store's."""

    name = "fts5"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(_TABLE)

    def add(self, numbered: Iterable[tuple[int, str]]) -> None:
        """See `Leg`."""
        self._connection.executemany("INSERT INTO lexicon (rowid, words) VALUES (?,?)", numbered)

    def remove(self, numbers: Iterable[int]) -> None:
        """See `Leg`."""
        self._connection.executemany("DELETE FROM lexicon WHERE rowid=?", [(number,) for number in numbers])

    def clear(self) -> None:
        """See `Leg`."""
        self._connection.execute("DELETE FROM lexicon")

    def commit(self) -> None:
        """Nothing to do: the store's transaction holds the words too."""

    def best(
        self, words: Sequence[str], need: Need, limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """See `Leg`."""
        asked = (" AND " if need == "all" else " OR ").join(f'"{word}"' for word in words)
        among = "" if within is None else f"AND rowid IN ({','.join(map(str, within))})"
        sql = f"SELECT rowid, -rank FROM lexicon WHERE lexicon MATCH ? {among} ORDER BY rank, rowid LIMIT ?"  # noqa: S608
        return [(number, score) for number, score in self._connection.execute(sql, (asked, limit))]

    def close(self) -> None:
        """Nothing to do: the connection is the store's."""
