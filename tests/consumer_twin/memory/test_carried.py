"""A store from before the log: its lessons are carried over once, and nothing of them is lost."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from consumer_twin import Nobody, Refuse, decline, pursue
from consumer_twin.edge import SqlMemory, SqlStore
from foundation.database import Database
from tests.consumer_twin.test_pursue import three
from tests.consumer_twin.town import Town
from tests.consumer_twin.twins import twin_of, wish_for

OLD = """CREATE TABLE twin_lesson (number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind VARCHAR NOT NULL,
    wish INTEGER NOT NULL, line INTEGER, offer VARCHAR NOT NULL, facts TEXT)"""


async def test_lessons_of_an_older_store_are_carried_over_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/twin.db"
    database = Database(url)
    twin = twin_of(Town(three()), store=SqlStore(database))
    await pursue(wish_for(), Nobody(), twin)
    waiting = await pursue(
        wish_for(), Nobody(), twin_of(Town(three()), store=SqlStore(database), mandate=None)
    )
    await decline(waiting.options[0].hash, Refuse("brand"), twin)
    before = await SqlMemory(database).recall()
    beliefs = await SqlMemory(database).beliefs()
    database.close()
    with sqlite3.connect(tmp_path / "twin.db") as raw:  # as an older version would have written it
        raw.execute("DELETE FROM twin_memory")
        raw.execute("DELETE FROM twin_memory_head")
        raw.execute(OLD)
        for one in before:
            facts = dict(one.facts or {})
            if one.kind == "shown":
                facts = {"offers": [offer["hash"] for offer in facts["offers"]]}
            if one.kind == "approved":
                facts = {"seller": facts["brand"], "reason": facts["reason"]}
            if one.kind == "agreed":
                facts = {"total": facts["total"]}
            row = (one.number, one.at_ms, one.kind, one.wish, one.line, one.offer, json.dumps(facts))
            raw.execute("INSERT INTO twin_lesson VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    raw.close()
    for _ in range(2):
        database = Database(url)
        memory = SqlMemory(database)
        after = await memory.recall()
        assert [(one.number, one.kind, one.wish, one.offer) for one in after] == [
            (one.number, one.kind, one.wish, one.offer) for one in before
        ]
        assert await memory.beliefs() == beliefs
        assert (await memory.verify()).broken is None
        database.close()
