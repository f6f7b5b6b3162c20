"""A pass at work: asking, keeping, and saying how far it is.

Spec: spec/40-scan.md (SCAN-31, SCAN-33).

Asked for is always outside of a transaction, and what came is written in one, with where to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from catalog_adapters.entry import Reject, SourceSettings
from catalog_adapters.rows import Row, read_rows
from catalog_adapters.sync.asking import Answer, NotAnsweredError, Request
from catalog_adapters.sync.change import Change
from catalog_adapters.sync.manners import Clock, Manners
from catalog_adapters.sync.records import ROW, pack_row
from catalog_adapters.sync.store import Pass, Store
from catalog_adapters.sync.sums import Sums

_SHOWN_EVERY: Final = 1_000
_CONDITIONS: Final = frozenset({"if-none-match", "if-modified-since"})

Report = Callable[[Sums | Reject], None]
"""Hears how far it is, and of each reject."""


@dataclass
class Run:
    """A pass at work, and what it works with."""

    source: str
    settings: SourceSettings
    store: Store
    manners: Manners
    clock: Clock
    report: Report
    going: Pass
    asked_before: int = field(default=0)

    def ask(self, request: Request) -> Answer:
        """Return the answer to *request*. Raises what `Manners.ask` raises, or `NotAnsweredError`."""
        answer = self.manners.ask(request)
        if answer.status == 304 and not _CONDITIONS & request.headers.keys():
            answer.body.close()
            raise NotAnsweredError(request.url, 'it answers "not modified", and nothing is kept of it')
        return answer

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Give the change of one step, and say how far it is."""
        self.going.sums.requests += self.manners.requests - self.asked_before
        self.asked_before = self.manners.requests
        with self.store.change(self.going, self.clock()) as change:
            yield change
        self.report(self.going.sums)

    def reject(self, reject: Reject) -> None:
        """Say that something is left out."""
        self.going.sums.rejects += 1
        self.report(reject)

    def take(
        self, change: Change, place: str, rows: Iterable[Row | Reject], expected: frozenset[str] = frozenset()
    ) -> tuple[int, int]:
        """Keep *rows*, which *place* holds. Return how many there are, and how many are new to this pass."""
        count = new = 0
        for row in rows:
            count += 1
            if count % _SHOWN_EVERY == 0:
                self.report(self.going.sums)
            new += self._taken(change, place, row, expected)
        return count, new

    def _taken(self, change: Change, place: str, row: Row | Reject, expected: frozenset[str]) -> bool:
        if isinstance(row, Reject):
            if row.code not in expected:
                self.reject(row)
            return True
        key, found = row.text("id")[:300], "new"
        if key:
            found = change.put(key, place, ROW, row.place.line, pack_row(row))
        if found == "twice":
            self.reject(row.place.reject("duplicate-id", "a row above has the same id", key[:128]))
            return False
        if found != "again":
            for item in read_rows([row], self.settings, self.clock()):
                if isinstance(item, Reject):
                    self.reject(item)
        return found != "again"


def answered(answer: Answer) -> Answer:
    """Return *answer* if it is what was asked for. Raises `NotAnsweredError`."""
    if answer.status != 200:
        answer.body.close()
        raise NotAnsweredError(answer.url, f"it answers {answer.status}")
    return answer
