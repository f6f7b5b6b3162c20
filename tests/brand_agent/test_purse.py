"""The purse alone: its steps hold a day's limit, whoever comes at once, in one process or in two."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from brand_agent.edge.purse import SqlPurse
from brand_agent.edge.tables import METADATA
from foundation.database import Database
from tests.brand_agent.spending_brand import LIMIT_MINOR, PIECE_MINOR

ROOT = Path(__file__).parents[2]
DAY = 20_000
TODAY = range(DAY, DAY + 1)
TONIGHT = range(DAY, DAY + 2)


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/shop.db")
    opened.create(METADATA)
    yield opened
    opened.close()


async def reserved(
    database: Database, thread: str, minor: int, days: range = TODAY, *, limit_minor: int = 1_000
) -> bool:
    return await database.write(
        lambda connection: SqlPurse(connection).reserve(
            thread, minor, days, until_ms=1, limit_minor=limit_minor
        )
    )


async def test_a_day_has_no_room_beyond_its_limit(database: Database) -> None:
    assert await reserved(database, "one", 600)
    assert not await reserved(database, "two", 401)
    assert await reserved(database, "two", 400)
    assert not await reserved(database, "one", 601)
    assert await reserved(database, "one", 600), "what is held is held"


async def test_what_finds_no_room_on_one_day_is_reserved_on_none(database: Database) -> None:
    assert await reserved(database, "tomorrow", 700, range(DAY + 1, DAY + 2))
    assert not await reserved(database, "across", 400, TONIGHT)
    assert await reserved(database, "today", 1_000)


async def test_a_day_that_is_over_binds_no_thread_any_more(database: Database) -> None:
    assert await reserved(database, "late", 300, TONIGHT)
    assert await reserved(database, "full", 700)
    assert await reserved(database, "late", 1_000, range(DAY + 1, DAY + 2))
    assert not await reserved(database, "early", 1, range(DAY + 1, DAY + 2))
    await database.write(lambda connection: SqlPurse(connection).give_back("late"))
    assert await reserved(database, "early", 1_000, range(DAY + 1, DAY + 2))
    assert await reserved(database, "backward", 300), "the day before has what it freed"


async def test_many_at_once_take_no_more_than_the_limit(database: Database) -> None:
    taken = await asyncio.gather(*(reserved(database, f"buyer {n}", 70) for n in range(40)))
    assert sum(taken) == 1_000 // 70


async def test_two_processes_take_no_more_than_the_limit(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.brand_agent.spending_brand", str(tmp_path)]
    both = [
        subprocess.Popen([*command, name], cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE)
        for name in ("first", "second")
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == b"ready\n"
    said = await asyncio.gather(*(asyncio.to_thread(one.communicate, b"go\n", 120) for one in both))
    assert [one.returncode for one in both] == [0, 0]
    assert sum(int(out) for out, _ in said) == LIMIT_MINOR // PIECE_MINOR
