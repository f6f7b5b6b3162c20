"""The index on the person's own machine: no brand and no directory learns the query.

A search asks SQL which offers fulfil the filters, looks codes up (a barcode or a model number finds its
offers at once), then asks for offers with all words of the query and, where these are too few, with some.
The lexical leg gives each its BM25 score; the best are ordered anew by how much of the query's spelling they
hold, which finds `WDBACX-7500` under `wdbacx7500asl`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import Final, Literal, TypeVar

from catalog_search import store
from catalog_search.errors import BadLimitError, EmptyQueryError
from catalog_search.fts5 import Fts5
from catalog_search.hit import Hit
from catalog_search.legs import Leg, Need
from catalog_search.offer import Offer
from catalog_search.ports import Filters
from catalog_search.ranking import CANDIDATES, SHORT, Asked, Found, hits, rank
from catalog_search.vocabulary import weighed

ANY: Final = Filters()
_FEW: Final = 2000
"""Offers fulfilling the filters up to which the leg is told which they are; of more, its best are checked."""
_BATCH: Final = 2000
Scored = list[tuple[int, float]]
_T = TypeVar("_T")


class LocalIndex:
    """Offers in SQLite, their words in tantivy or FTS5. One thread at a time. Implements `Index`."""

    def __init__(self, folder: Path | None = None, leg: Literal["tantivy", "fts5"] | None = None) -> None:
        """Open the index in *folder*, or make one in memory; no *leg*: tantivy where it is installed.

        Raises `NotAnIndexError`.
        """
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._store = store.connect(None if folder is None else folder / "offers.sqlite")
        self._leg = _leg(self._store, folder, leg)
        if self._state() not in (None, self._leg.name):  # another leg wrote last, or one was killed writing
            self._rebuild()

    def put(self, offers: Iterable[Offer]) -> int:
        """See `Index`."""
        given = {offer.id: offer for offer in offers}

        def work() -> None:
            self._delete(store.numbers_of(self._store, list(given)))
            first = self._store.execute("SELECT coalesce(max(number), 0) + 1 FROM offers").fetchone()[0]
            numbered = list(enumerate(given.values(), start=first))
            store.insert(self._store, numbered)
            self._leg.add((number, weighed(offer)) for number, offer in numbered)

        self._write(work)
        return len(given)

    def remove(self, ids: Iterable[str]) -> int:
        """See `Index`."""
        gone = store.numbers_of(self._store, list(ids))
        self._write(lambda: self._delete(gone))
        return len(gone)

    def search(self, query: str, filters: Filters = ANY, limit: int = 10) -> Sequence[Hit]:
        """See `Index`."""
        if not 1 <= limit <= 1000:
            raise BadLimitError(limit)
        asked = Asked.of(query)
        if not asked.words:
            raise EmptyQueryError(query)
        coded = store.by_code(self._store, asked.codes, filters, max(limit, CANDIDATES))
        found = {number: Found(0.0, code) for number, code in coded.items()}
        for number, score in self._lexical(asked.words, filters, limit):
            found[number] = Found(score, coded.get(number))
        rows = store.rows(self._store, list(found))
        spellings = {number: (str(row[0]), str(row[1])) for number, row in rows.items()}
        ranked = rank(asked, found, spellings)[:limit]
        return hits(asked, ranked, {number: store.offer_of(rows[number]) for number, _, _ in ranked})

    def close(self) -> None:
        """See `Index`."""
        self._leg.close()
        self._store.close()

    def _lexical(self, words: Sequence[str], filters: Filters, limit: int) -> Scored:
        if not words:
            return []
        room = max(limit, CANDIDATES)
        ask = self._asker(words, filters)
        if len(words) <= SHORT:
            every = ask("all", room)
            if len(every) >= limit or len(words) == 1:
                return every
        return ask("some", room)

    def _asker(self, words: Sequence[str], filters: Filters) -> Callable[[Need, int], Scored]:
        if filters == ANY:
            return lambda need, room: self._leg.best(words, need, room)
        few = store.fulfilling(self._store, filters, _FEW + 1)
        if len(few) <= _FEW:
            return lambda need, room: self._leg.best(words, need, room, few) if few else []
        return lambda need, room: self._checked(words, need, room, filters)

    def _checked(self, words: Sequence[str], need: Need, room: int, filters: Filters) -> Scored:
        """The leg's best that fulfil *filters*: ask it for more until there are enough, or no more."""
        wide = room * 4
        while True:
            best = self._leg.best(words, need, wide)
            fine = set(store.fulfilling(self._store, filters, wide, [number for number, _ in best]))
            kept = [(number, score) for number, score in best if number in fine]
            if len(kept) >= room or len(best) < wide:
                return kept[:room]
            wide *= 8

    def _delete(self, numbers: list[int]) -> None:
        store.delete(self._store, numbers)
        self._leg.remove(numbers)

    def _write(self, work: Callable[[], None]) -> None:
        """Do *work* in one transaction; while it runs the state says that the leg may lag behind."""
        self._say("writing")
        self._store.execute("BEGIN IMMEDIATE")
        try:
            work()
            self._store.execute("COMMIT")
        except BaseException:
            self._store.execute("ROLLBACK")
            self._rebuild()
            raise
        self._leg.commit()
        self._say(self._leg.name)

    def _rebuild(self) -> None:
        self._say("writing")
        self._leg.clear()
        numbers = [row[0] for row in self._store.execute("SELECT number FROM offers ORDER BY number")]
        for some in _batches(iter(numbers)):
            rows = store.rows(self._store, some)
            self._leg.add((number, weighed(store.offer_of(row))) for number, row in rows.items())
        self._leg.commit()
        self._say(self._leg.name)

    def _state(self) -> str | None:
        row = self._store.execute("SELECT value FROM state WHERE name='leg'").fetchone()
        return None if row is None else str(row[0])

    def _say(self, value: str) -> None:
        self._store.execute("INSERT OR REPLACE INTO state VALUES ('leg', ?)", (value,))


def _leg(connection: Connection, folder: Path | None, leg: str | None) -> Leg:
    if leg == "fts5":
        return Fts5(connection)
    try:
        from catalog_search.tantivy_leg import Tantivy  # noqa: PLC0415  the extra `search`
    except ModuleNotFoundError:
        if leg == "tantivy":
            raise
        return Fts5(connection)
    return Tantivy(None if folder is None else folder / "words")


def _batches(items: Iterator[_T]) -> Iterator[list[_T]]:
    while some := list(islice(items, _BATCH)):
        yield some
