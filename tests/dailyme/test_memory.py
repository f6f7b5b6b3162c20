"""`dailyme memory`, as a person runs it: seen, explained, corrected, forgotten, verified."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from consumer_twin import Lesson
from consumer_twin.edge import SqlMemory
from dailyme.schemas import schema_files
from dailyme.wiring.twin import keep_private
from foundation.database import Database
from tests.consumer_twin.memory.lives import BRANDS, agreed, approved, declined, offer, shown
from tests.dailyme.commandline import Home, new_home
from tests.dailyme.terminal import typed

ACME, BETA, _ = BRANDS
DEAR = offer(ACME, 12_000, rank=2, warranty=24)
CHEAP = offer(BETA, 10_000, rank=1)
LIFE = [
    shown(1, CHEAP, DEAR),
    approved(1, DEAR),
    agreed(1, DEAR),
    shown(2, CHEAP, DEAR),
    declined(2, "brand", CHEAP, DEAR, named=CHEAP["hash"]),
]


def lived(folder: Path, lessons: list[Lesson]) -> Home:
    """A home whose twin remembers *lessons*."""
    home = new_home(folder)
    url = f"sqlite:///{home.folder}/twin.db"
    keep_private(url)
    database = Database(url)
    asyncio.run(SqlMemory(database).remember(lessons))
    database.close()
    return home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return lived(tmp_path, LIFE)


def said(home: Home, *arguments: str, schema: str, code: int = 0) -> dict[str, Any]:
    """Run a command; return what it prints, checked against its schema."""
    done = home.at_once(*arguments, "--json")
    assert done.returncode == code, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_files()[f"{schema}.schema.json"])).validate(found)
    return found


def refused(home: Home, *arguments: str) -> tuple[int, str]:
    done = home.at_once(*arguments, "--json")
    problem = json.loads(done.stderr)
    assert problem["advice"]
    return done.returncode, problem["code"]


def tamper(home: Home, statement: str) -> None:
    with sqlite3.connect(home.folder / "twin.db") as raw:
        raw.execute(statement)
    raw.close()


def test_every_belief_is_listed_in_words_with_strength_evidence_and_date(home: Home) -> None:
    found = said(home, "memory", schema="memory")
    by_id = {one["id"]: one for one in found["beliefs"]}
    assert by_id[f"brand:{BETA}"]["words"] == "You avoid Beta."
    assert by_id[f"brand:{BETA}"]["strength"] == 0.3333
    assert by_id[f"brand:{BETA}"]["evidence"] == [5]
    assert by_id["warranty"]["words"] == "You pay more for a longer warranty."
    assert by_id["warranty"]["date"] == "2026-12-01T09:00:00Z"
    assert found["entries"] == 5
    shown = home.at_once("memory").stdout
    assert "You avoid Beta.\n  brand:did:web:beta.example  strength 0.33, from 1 entry" in shown


def test_why_shows_what_each_entry_says(home: Home) -> None:
    found = said(home, "memory", "why", f"brand:{BETA}", schema="memory-why")
    assert [(one["entry"], one["says"]) for one in found["why"]] == [(5, "against")]
    assert found["why"][0]["words"] == "You declined Beta for being Beta."
    part = said(home, "memory", "why", "longer warranty", schema="memory-why")
    assert part["belief"]["id"] == "warranty"
    assert refused(home, "memory", "why", "nonsense") == (1, "unknown-belief")
    assert refused(home, "memory", "why", "acme") == (1, "unknown-belief")  # brand or seller: which one?


def test_what_is_set_by_hand_wins_and_can_be_taken_back(home: Home) -> None:
    before = said(home, "memory", schema="memory")["beliefs"]
    found = said(home, "memory", "edit", "warranty", "no", schema="memory-why")
    assert (found["belief"]["stance"], found["belief"]["derived"]) == (-1, 0.3333)
    assert "What you did speaks against it" in home.at_once("memory", "why", "warranty").stdout
    said(home, "memory", "forget", "6", "--yes", schema="memory-forget")
    assert said(home, "memory", schema="memory")["beliefs"] == before
    assert said(home, "memory", "edit", "WARRANTY", "yes", schema="memory-why")["belief"]["id"] == "warranty"
    assert refused(home, "memory", "edit", "warranty", "perhaps") == (1, "bad-belief")
    assert refused(home, "memory", "edit", "taste:sweet", "yes") == (1, "unknown-belief")


def test_forgetting_a_belief_leaves_what_would_be_without_it(home: Home, tmp_path: Path) -> None:
    done = said(home, "memory", "forget", f"brand:{ACME}", "--yes", schema="memory-forget")
    assert (done["erased"], done["scrubbed"]) == ([2], True)
    assert {one["id"] for one in done["changed"]} >= {"warranty", f"brand:{ACME}"}
    (tmp_path / "other").mkdir()
    never = lived(tmp_path / "other", [one for place, one in enumerate(LIFE, 1) if place != 2])

    def held(where: Home) -> list[tuple[Any, ...]]:
        beliefs = said(where, "memory", schema="memory")["beliefs"]
        return [(one["id"], one["words"], one["stance"]) for one in beliefs]

    assert held(home) == held(never)
    assert said(home, "memory", "verify", schema="memory-verify")["erased"] == 1
    log = said(home, "memory", "log", "--last", "0", schema="memory-log")
    assert [one["entry"] for one in log["entries"] if one["erased"]] == [2]
    assert log["entries"][-1]["words"] == "You had 1 entry forgotten."


def test_forgetting_asks_on_a_terminal_and_needs_a_yes_elsewhere(home: Home) -> None:
    assert refused(home, "memory", "forget", "warranty") == (2, "usage")
    code, shown = typed(home, "memory", "forget", "warranty", answers="no\n")
    assert code == 1
    assert "No longer believed: You pay more for a longer warranty." in shown.replace("\r\n", "\n")
    assert "not-confirmed" in shown
    assert said(home, "memory", "verify", schema="memory-verify")["erased"] == 0
    code, shown = typed(home, "memory", "forget", "warranty", answers="forget\n")
    assert code == 0, shown
    assert said(home, "memory", "verify", schema="memory-verify")["erased"] == 1


def test_a_broken_chain_is_shown_at_its_first_link(home: Home) -> None:
    assert said(home, "memory", "verify", schema="memory-verify")["holds"]
    tamper(home, "UPDATE twin_memory SET payload = replace(payload, 'brand\"', 'price\"') WHERE number = 5")
    found = said(home, "memory", "verify", schema="memory-verify", code=1)
    assert found["broken"] == {"entry": 5, "why": "its content does not match its hash"}
    shown = home.at_once("memory", "verify").stdout
    assert shown.startswith("The chain breaks at entry 5: its content does not match its hash.\n")
    assert "dailyme memory forget 5" in shown


def test_an_entry_that_can_not_be_read_hinders_no_wish_and_can_be_dropped(home: Home, tmp_path: Path) -> None:
    tamper(home, "UPDATE twin_memory SET payload = '{' WHERE number = 5")
    assert refused(home, "memory") == (1, "broken-memory")
    assert "Broken: its content can't be read." in home.at_once("memory", "log").stdout
    wished = home.at_once("wish", "now", "desk lamp", "--source", "examples/page.html", "--json")
    assert wished.returncode == 0
    assert "entry 5 of the memory is broken" in wished.stderr
    said(home, "memory", "forget", "5", "--yes", schema="memory-forget")
    assert said(home, "memory", "verify", schema="memory-verify")["holds"]
    assert said(home, "memory", schema="memory")["beliefs"]


def test_a_store_that_is_no_database_is_a_clear_error(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.folder.mkdir()
    (home.folder / "twin.db").write_bytes(b"not a database at all, but long enough to be read as one" * 50)
    assert refused(home, "memory") == (1, "broken-store")
    assert refused(home, "twin", "status") == (1, "broken-store")


def test_an_outcome_is_of_a_deal_that_was_made(home: Home) -> None:
    assert refused(home, "memory", "outcome", "x" * 43, "--how", "kept") == (1, "unknown-option")
    assert refused(home, "memory", "outcome", "x" * 43, "--how", "eaten") == (2, "usage")
    assert refused(home, "memory", "forget", "77", "--yes") == (1, "unknown-entry")
