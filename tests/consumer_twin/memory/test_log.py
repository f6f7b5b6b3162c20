"""The log on disk: kept with its effect, read in order, and clear about what is broken."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from consumer_twin.edge import SqlMemory
from consumer_twin.edge.log import remember
from consumer_twin.errors import BadLessonError, BrokenMemoryError
from consumer_twin.memory import Lesson, edit
from foundation.database import Database
from tests.consumer_twin.memory.lives import AT_MS, BRANDS, approved, offer, shown

CHEAP = offer(BRANDS[0], 10_000, rank=1)
LIFE = [shown(1, CHEAP), approved(1, CHEAP), edit("warranty", "yes", AT_MS)]


@pytest.fixture
async def memory(tmp_path: Path) -> AsyncIterator[SqlMemory]:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    yield SqlMemory(database)
    database.close()


def tamper(folder: Path, statement: str) -> None:
    """Change the file behind the twin's back."""
    with sqlite3.connect(folder / "twin.db") as raw:
        raw.execute(statement)
    raw.close()


async def test_lessons_come_back_in_order_with_their_numbers(memory: SqlMemory) -> None:
    assert await memory.remember(LIFE[:2]) == (1, 2)
    assert await memory.remember(LIFE[2:]) == (3,)
    lessons = await memory.recall()
    assert [one.number for one in lessons] == [1, 2, 3]
    assert [(one.kind, one.facts) for one in lessons] == [(one.kind, one.facts) for one in LIFE]
    assert [one.kind for one in await memory.recall(frozenset({"approved", "edited"}))] == [
        "approved",
        "edited",
    ]
    assert (await memory.verify()).broken is None
    assert (await memory.head()).count == 3


async def test_what_happened_and_the_memory_of_it_are_kept_together(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    memory = SqlMemory(database)

    def work(connection: Connection) -> None:
        remember(connection, LIFE)
        raise RuntimeError("the effect failed")

    with pytest.raises(RuntimeError):
        await database.write(work)
    assert await memory.recall() == ()
    assert (await memory.verify()).entries == 0
    database.close()


async def test_of_lessons_together_all_are_kept_or_none(memory: SqlMemory) -> None:
    with pytest.raises(BadLessonError):
        await memory.remember([*LIFE, Lesson(AT_MS, "approved", facts={"brand": "x"})])
    with pytest.raises(BadLessonError):
        await memory.remember([*LIFE, Lesson(AT_MS, "digest", facts={"share": 0.5})])
    assert await memory.recall() == ()


async def test_text_that_may_not_travel_is_kept_cleaned_and_not_refused(memory: SqlMemory) -> None:
    await memory.remember([Lesson(AT_MS, "bought", facts={"title": "cafe\u0301\x00\u202e beans"})])
    (lesson,) = await memory.recall()
    assert lesson.facts == {"title": "café beans"}


async def test_an_entry_may_be_larger_than_a_message(memory: SqlMemory) -> None:
    many = [offer(BRANDS[0], 10_000 + rank, rank=rank) for rank in range(400)]
    await memory.remember([shown(1, *many)])
    (lesson,) = await memory.recall()
    assert lesson.facts is not None and len(lesson.facts["offers"]) == 400


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE twin_memory SET payload = replace(payload, '10000', '10001') WHERE number = 2", 2),
        ("UPDATE twin_memory SET payload = NULL WHERE number = 2", 2),
        ("UPDATE twin_memory SET salt = zeroblob(32) WHERE number = 1", 1),
        ("UPDATE twin_memory SET leaf = zeroblob(32) WHERE number = 3", 3),
        ("UPDATE twin_memory SET link = x'00' WHERE number = 3", 3),
        ("UPDATE twin_memory SET number = 9 WHERE number = 3", 9),
        ("DELETE FROM twin_memory WHERE number = 1", 2),
        ("DELETE FROM twin_memory WHERE number = 3", 3),
        ("DELETE FROM twin_memory_head", 1),
        ("UPDATE twin_memory_head SET link = zeroblob(32)", 3),
    ],
)
async def test_a_file_that_was_changed_is_found_broken_at_the_first_place(
    memory: SqlMemory, tmp_path: Path, statement: str, broken: int
) -> None:
    await memory.remember(LIFE)
    tamper(tmp_path, statement)
    found = await memory.verify()
    assert found.broken is not None and found.broken.number == broken


async def test_a_broken_log_still_takes_what_is_new_and_stays_broken(
    memory: SqlMemory, tmp_path: Path
) -> None:
    await memory.remember(LIFE)
    tamper(tmp_path, "DELETE FROM twin_memory WHERE number = 3")
    await memory.remember(LIFE)
    assert len(await memory.recall()) == 5
    assert (await memory.verify()).broken is not None


UNREADABLE = ["'{'", "'[]'", "x'ff00'", "7", "'{\"at_ms\":1}'", '\'{"at_ms":1,"kind":"?"}\'']


@pytest.mark.parametrize("payload", UNREADABLE)
async def test_an_entry_that_can_not_be_read_is_named_and_can_be_dropped_alone(
    memory: SqlMemory, tmp_path: Path, payload: str
) -> None:
    await memory.remember(LIFE)
    tamper(tmp_path, f"UPDATE twin_memory SET payload = {payload} WHERE number = 2")
    with pytest.raises(BrokenMemoryError) as caught:
        await memory.beliefs()
    assert caught.value.number == 2
    assert "memory forget" in caught.value.advice
    found = await memory.verify()
    assert found.broken is not None and found.broken.number == 2
    await memory.forget([2], AT_MS)
    assert [one.number for one in await memory.recall()] == [1, 3, 4]
    assert (await memory.verify()).broken is None
