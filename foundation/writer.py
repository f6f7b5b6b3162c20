"""The one thread that writes: it takes what is waiting, and commits it together.

While a commit waits for the disk, works gather; the next batch takes them all. So the busier the store, the
more works share one sync. Source: group commit, as in DeWitt et al., SIGMOD 1984.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine

from foundation.errors import FoundationError

T = TypeVar("T")

BATCH = 256
"""Most works that share a commit: bounds how long the first of them waits."""


class ClosedError(FoundationError):
    """A work came after the store was closed."""

    code = "store-closed"
    advice = "The agent is stopping; start it again and retry the same bytes."


class BrokenTransactionError(FoundationError):
    """A work ended the transaction that it shared with others."""

    code = "transaction-broken"
    advice = "A work may not commit, roll back or use ON CONFLICT ROLLBACK."


@dataclass
class _Item:
    """A work, where its answer goes, and the answer until the commit."""

    work: Callable[[Connection], Any]
    future: Future[Any]
    result: Any = None
    error: BaseException | None = None

    def answer(self) -> None:
        if self.error is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.error)


class Writer:
    """Runs works one after the other on one connection. Each future is resolved after the commit."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._queue: SimpleQueue[_Item | None] = SimpleQueue()
        self._door = Lock()  # nothing is queued behind the end
        self._closed = False
        self._thread = Thread(target=self._run, name="database-write", daemon=True)
        self._thread.start()

    def put(self, work: Callable[[Connection], T], future: Future[T]) -> None:
        """Queue *work*; *future* gets its answer. Raises `ClosedError` after `close`."""
        with self._door:
            if self._closed:
                raise ClosedError("the store is closed")
            self._queue.put(_Item(work, future))

    def close(self) -> None:
        """Finish the queue and end the thread."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batch = [first]
            ended = self._gather(batch)
            self._commit([item for item in batch if item.future.set_running_or_notify_cancel()])
            if ended:
                return

    def _gather(self, batch: list[_Item]) -> bool:
        """Add to *batch* what is waiting; say whether the end of the queue was reached."""
        while len(batch) < BATCH:
            try:
                item = self._queue.get_nowait()
            except Empty:
                return False
            if item is None:
                return True
            batch.append(item)
        return False

    def _commit(self, batch: Iterable[_Item]) -> None:
        items = list(batch)
        if not items:
            return
        try:
            with self._engine.begin() as connection:
                for item in items:
                    _run_one(item, connection)
        except BaseException as error:  # whoever waits must hear of it, and the thread lives on
            for item in items:
                item.error = error
        for item in items:
            item.answer()


def _run_one(item: _Item, connection: Connection) -> None:
    """Run the work of *item* in a savepoint of its own. Raises if the shared transaction is gone."""
    try:
        with connection.begin_nested():
            item.result = item.work(connection)
    except BaseException as error:  # one work's trouble is its caller's alone
        item.error = error
    if not _alive(connection):
        raise BrokenTransactionError("a work ended the transaction") from item.error


def _alive(connection: Connection) -> bool:
    """Whether the database is still inside the transaction that the batch shares."""
    return connection.in_transaction() and cast(
        "bool", cast("Any", connection.connection.dbapi_connection).in_transaction
    )
