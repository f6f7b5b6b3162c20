"""The store keeps what it said: answers after the commit, no overselling, one sync for many."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    Table,
    Text,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError

from foundation.database import Database, UnknownDatabaseError
from foundation.writer import BrokenTransactionError, ClosedError

METADATA = MetaData()
STOCK = Table(
    "stock", METADATA, Column("id", Text, primary_key=True), Column("left", Integer, nullable=False)
)
NOTE = Table(
    "note",
    METADATA,
    Column("text", Text, primary_key=True),
    Column("of", Text, ForeignKey("stock.id", deferrable=True, initially="DEFERRED")),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{path}")
    opened.create(METADATA)
    yield opened
    opened.close()


def put_note(text: str, of: str | None = None) -> Any:
    def work(connection: Connection) -> str:
        connection.execute(insert(NOTE).values(text=text, of=of))
        return text

    return work


def notes(connection: Connection) -> set[str]:
    return set(connection.execute(select(NOTE.c.text)).scalars())


def stranger_sees(path: Path) -> set[str]:
    """What another process would read: only what is committed."""
    other = sqlite3.connect(path)
    try:
        return {row[0] for row in other.execute("SELECT text FROM note")}
    finally:
        other.close()


def count_commits(database: Database) -> list[None]:
    commits: list[None] = []
    event.listen(database._writing, "commit", lambda _connection: commits.append(None))
    return commits


class Plug:
    """A work that holds the writer until it is pulled, so that others gather behind it."""

    def __init__(self) -> None:
        self.reached, self.pulled = threading.Event(), threading.Event()

    def __call__(self, _connection: Connection) -> None:
        self.reached.set()
        assert self.pulled.wait(10)


async def plugged(database: Database) -> tuple[Plug, asyncio.Task[None]]:
    plug = Plug()
    task = asyncio.create_task(database.write(plug))
    await asyncio.to_thread(plug.reached.wait, 10)
    return plug, task


async def test_an_answer_comes_only_after_the_commit(database: Database, path: Path) -> None:
    for number in range(20):
        text = await database.write(put_note(f"note {number}"))
        assert text in stranger_sees(path)


async def test_a_work_is_unseen_until_its_batch_is_committed(database: Database, path: Path) -> None:
    inserted, go = threading.Event(), threading.Event()

    def work(connection: Connection) -> None:
        put_note("early")(connection)
        inserted.set()
        assert go.wait(10)

    task = asyncio.create_task(database.write(work))
    await asyncio.to_thread(inserted.wait, 10)
    assert stranger_sees(path) == set()
    assert not task.done()
    go.set()
    await task
    assert stranger_sees(path) == {"early"}


async def test_fifty_buyers_never_oversell(database: Database) -> None:
    await database.write(lambda c: c.execute(insert(STOCK).values(id="router", left=17)).rowcount)

    def buy(connection: Connection) -> bool:
        taken = update(STOCK).where(STOCK.c.id == "router", STOCK.c.left >= 1).values(left=STOCK.c.left - 1)
        return connection.execute(taken).rowcount == 1

    sold = await asyncio.gather(*(database.write(buy) for _ in range(50)))
    assert sum(sold) == 17
    assert await database.read(lambda c: c.execute(select(STOCK.c.left)).scalar_one()) == 0


async def test_two_processes_of_one_shop_never_oversell(database: Database, path: Path) -> None:
    await database.write(lambda c: c.execute(insert(STOCK).values(id="router", left=17)).rowcount)
    second = Database(f"sqlite:///{path}")

    def buy(connection: Connection) -> bool:
        taken = update(STOCK).where(STOCK.c.id == "router", STOCK.c.left >= 1).values(left=STOCK.c.left - 1)
        return connection.execute(taken).rowcount == 1

    try:
        sold = await asyncio.gather(*(shop.write(buy) for shop in [database, second] * 25))
    finally:
        second.close()
    assert sum(sold) == 17


async def test_a_work_may_look_before_it_writes_while_another_process_writes(
    database: Database, path: Path
) -> None:
    await database.write(lambda c: c.execute(insert(STOCK).values(id="router", left=0)).rowcount)
    second = Database(f"sqlite:///{path}")

    def count(connection: Connection) -> None:
        left = connection.execute(select(STOCK.c.left)).scalar_one()
        connection.execute(update(STOCK).values(left=left + 1))

    try:
        await asyncio.gather(*(shop.write(count) for shop in [database, second] * 25))
    finally:
        second.close()
    assert await database.read(lambda c: c.execute(select(STOCK.c.left)).scalar_one()) == 50


async def test_a_failing_work_harms_no_neighbour(database: Database, path: Path) -> None:
    await database.write(put_note("taken"))
    commits = count_commits(database)
    plug, task = await plugged(database)

    def half(connection: Connection) -> None:
        put_note("half done")(connection)
        put_note("taken")(connection)

    answers = asyncio.gather(
        *(database.write(work) for work in [put_note("before"), half, put_note("after")]),
        return_exceptions=True,
    )
    await asyncio.sleep(0)
    plug.pulled.set()
    before, failed, after = await answers
    await task
    assert (before, after) == ("before", "after")
    assert isinstance(failed, IntegrityError)
    assert stranger_sees(path) == {"taken", "before", "after"}
    assert len(commits) == 2


async def test_what_waits_together_shares_one_commit(database: Database, path: Path) -> None:
    commits = count_commits(database)
    plug, task = await plugged(database)
    answers = asyncio.gather(*(database.write(put_note(f"{number}")) for number in range(100)))
    await asyncio.sleep(0)
    plug.pulled.set()
    await task
    await answers
    assert len(commits) == 2  # the plug's own, and one for the hundred
    assert len(stranger_sees(path)) == 100


async def test_when_the_commit_fails_all_who_shared_it_hear_so(database: Database, path: Path) -> None:
    plug, task = await plugged(database)
    answers = asyncio.gather(
        database.write(put_note("good")),
        database.write(put_note("bad", of="nothing")),
        return_exceptions=True,
    )
    await asyncio.sleep(0)
    plug.pulled.set()
    await task
    good, bad = await answers  # the foreign key is checked at the commit
    assert isinstance(good, IntegrityError)
    assert isinstance(bad, IntegrityError)
    assert stranger_sees(path) == set()
    assert await database.write(put_note("good")) == "good"


async def test_a_work_that_ends_the_transaction_takes_nobody_along_unheard(
    database: Database, path: Path
) -> None:
    await database.write(put_note("taken"))
    plug, task = await plugged(database)
    answers = asyncio.gather(
        database.write(put_note("before")),
        database.write(
            lambda c: c.exec_driver_sql("INSERT OR ROLLBACK INTO note VALUES ('taken', NULL)").rowcount
        ),
        database.write(put_note("after")),
        return_exceptions=True,
    )
    await asyncio.sleep(0)
    plug.pulled.set()
    await task
    assert [type(answer) for answer in await answers] == [BrokenTransactionError] * 3
    assert stranger_sees(path) == {"taken"}
    assert await database.write(put_note("later")) == "later"


async def test_a_caller_who_left_before_the_work_began_changes_nothing(
    database: Database, path: Path
) -> None:
    plug, task = await plugged(database)
    leaver = asyncio.create_task(database.write(put_note("unwanted")))
    await asyncio.sleep(0)
    leaver.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaver
    plug.pulled.set()
    await task
    await database.write(put_note("next"))
    assert stranger_sees(path) == {"next"}


async def test_a_read_can_not_write(database: Database) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        await database.read(put_note("sly"))


async def test_close_finishes_what_was_taken_and_takes_no_more(database: Database, path: Path) -> None:
    plug, task = await plugged(database)
    answers = asyncio.gather(*(database.write(put_note(f"{number}")) for number in range(10)))
    await asyncio.sleep(0)
    plug.pulled.set()
    await asyncio.to_thread(database.close)
    await task
    await answers
    assert len(stranger_sees(path)) == 10
    with pytest.raises(ClosedError):
        await database.write(put_note("late"))


async def test_the_file_is_safe_against_a_power_cut_and_checks_its_keys(database: Database) -> None:
    def pragmas(connection: Connection) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

    assert await database.write(pragmas) == ["wal", 2, 1, 10_000]


@pytest.mark.parametrize(
    "url", ["postgresql://localhost/shop", "shop.db", "sqlite://", "sqlite:///:memory:", ""]
)
def test_an_unknown_database_is_named_as_such(url: str) -> None:
    with pytest.raises(UnknownDatabaseError) as caught:
        Database(url)
    assert caught.value.code == "unknown-database"
    assert "sqlite:///" in caught.value.advice


WRITES_FOR_EVER = """
import asyncio, sys
from sqlalchemy import insert
from foundation.database import Database
from tests.foundation.test_database import METADATA, put_note

async def main():
    database = Database(sys.argv[1])
    database.create(METADATA)
    number = 0
    while True:
        texts = await asyncio.gather(*(database.write(put_note(f"{number + n}")) for n in range(8)))
        number += 8
        for text in texts:
            print(text, flush=True)

asyncio.run(main())
"""


def test_a_killed_process_has_lost_nothing_it_answered(path: Path) -> None:
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES_FOR_EVER, f"sqlite:///{path}"],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    answered = {process.stdout.readline().strip() for _ in range(100)}
    process.send_signal(signal.SIGKILL)
    answered |= {line.strip() for line in process.stdout if line.endswith("\n")}
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    assert len(answered) >= 100
    assert answered <= stranger_sees(path)


async def test_an_error_of_the_store_names_no_value(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/shop.db")
    database.create(METADATA)
    for _ in range(2):
        with pytest.raises(IntegrityError) as raised:
            await database.write(
                lambda connection: connection.execute(insert(STOCK).values(id="ada@private.example"))
            )
        assert "ada@private.example" not in str(raised.value)
    database.close()
