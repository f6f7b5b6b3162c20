"""Forgetting: the evidence goes, its effect goes with it, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consumer_twin import Nobody, Refuse, decline, pursue
from consumer_twin.edge import SqlMemory, SqlStore
from consumer_twin.errors import UnknownEntryError
from consumer_twin.memory import Lesson, derive
from foundation.database import Database
from tests.consumer_twin.memory.lives import AT_MS, lives, numbered
from tests.consumer_twin.test_pursue import three
from tests.consumer_twin.town import Town
from tests.consumer_twin.twins import twin_of, wish_for


@given(lives, st.data())
def test_forgetting_a_belief_is_as_if_its_evidence_had_never_been(
    life: list[Lesson], data: st.DataObject
) -> None:
    lessons = numbered(life)
    beliefs = derive(lessons)
    if not beliefs.all:
        return
    gone = data.draw(st.sampled_from(beliefs.all))
    left = [lesson for lesson in lessons if lesson.number not in gone.entries]
    assert derive(left).of(gone.topic) is None


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(life=lives, data=st.data())
async def test_forgetting_is_as_if_it_had_never_been(
    tmp_path: Path, life: list[Lesson], data: st.DataObject
) -> None:
    path = tmp_path / "twin.db"
    path.unlink(missing_ok=True)
    database = Database(f"sqlite:///{path}")
    memory = SqlMemory(database)
    try:
        numbers = await memory.remember(life)
        gone = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
        await memory.forget(gone, AT_MS)
        never = [lesson for lesson in numbered(life) if lesson.number not in gone]
        assert await memory.beliefs() == derive(never)
        checked = await memory.verify()
        assert (checked.broken, checked.erased) == (None, len(gone))
    finally:
        database.close()


async def test_not_one_byte_of_what_was_forgotten_stays_in_the_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    memory = SqlMemory(database)
    secret = "surgical stockings"
    others = [Lesson(AT_MS, "bought", facts={"title": f"milk {number}"}) for number in range(300)]
    await memory.remember(others)
    (number,) = await memory.remember([Lesson(AT_MS, "bought", facts={"title": secret})])
    await memory.remember(others)
    (entry,) = [one for one in await memory.entries() if one.number == number]
    assert entry.salt is not None
    assert await memory.forget([number], AT_MS)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in kept
    assert entry.salt not in kept
    assert entry.leaf in kept
    database.close()


async def test_an_unknown_entry_is_refused_and_nothing_is_erased(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    memory = SqlMemory(database)
    await memory.remember([Lesson(AT_MS, "bought", facts={"title": "milk"})])
    with pytest.raises(UnknownEntryError):
        await memory.forget([1, 2], AT_MS)
    assert (await memory.verify()).erased == 0
    database.close()


async def test_a_forgotten_decline_leaves_no_belief_and_no_option(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    store, memory = SqlStore(database), SqlMemory(database)
    twin = twin_of(Town(three()), store=store, mandate=None)
    waiting = await pursue(wish_for(), Nobody(), twin)
    await decline(waiting.options[0].hash, Refuse("brand"), twin)
    (belief,) = (await memory.beliefs()).all
    assert belief.words == f"You avoid {waiting.options[0].seller.name}."
    await memory.forget(belief.entries, AT_MS)
    assert (await memory.beliefs()).all == ()
    assert await store.option(waiting.options[0].hash) is not None
    shown = [lesson.number for lesson in await store.lessons() if lesson.kind == "shown"]
    await memory.forget(shown, AT_MS)
    assert await store.option(waiting.options[0].hash) is None
    assert (await memory.verify()).broken is None
    database.close()
