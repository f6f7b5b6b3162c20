"""`dailyme twin export` and `dailyme twin erase`: all of it out, and nothing left behind."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from consumer_twin import Nobody, pursue
from consumer_twin.edge import SqlStore
from consumer_twin.memory import Entry, Head, check, derive, lesson_of
from dailyme.schemas import schema_files
from foundation.database import Database
from protocol import encode, from_base64url
from tests.consumer_twin.test_pursue import three
from tests.consumer_twin.town import Town
from tests.consumer_twin.twins import twin_of, wish_for
from tests.dailyme.commandline import Home, new_home
from tests.dailyme.terminal import typed
from tests.dailyme.test_memory import LIFE, lived, refused, said


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return lived(tmp_path, LIFE)


def test_the_export_has_every_row_and_its_chain_can_be_checked_elsewhere(home: Home, tmp_path: Path) -> None:
    said(home, "memory", "forget", "4", "--yes", schema="memory-forget")
    file = tmp_path / "twin.json"
    told = said(home, "twin", "export", str(file), schema="twin-export")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    out = json.loads(file.read_text("utf-8"))
    Draft202012Validator(json.loads(schema_files()["twin-export-file.schema.json"])).validate(out)
    assert {name: len(rows) for name, rows in out["tables"].items()} == told["tables"]
    assert told["tables"]["twin_memory"] == 6

    def raw(value: dict[str, str] | None) -> bytes | None:
        return None if value is None else from_base64url(value["base64url"], "a value")

    entries = [
        Entry(
            row["number"],
            raw(row["leaf"]) or b"",
            raw(row["link"]) or b"",
            raw(row["salt"]),
            None if row["payload"] is None else encode(row["payload"]),
        )
        for row in out["tables"]["twin_memory"]
    ]
    (head,) = out["tables"]["twin_memory_head"]
    checked = check(entries, Head(head["entries"], raw(head["link"]) or b""))
    assert (checked.broken, checked.erased) == (None, 1)
    lessons = [lesson_of(one.payload, one.number) for one in entries if one.payload is not None]
    assert {one.topic for one in derive(lessons).all} <= {one["id"] for one in out["beliefs"]}


def test_an_export_overwrites_nothing_and_leaves_no_half(home: Home, tmp_path: Path) -> None:
    file = tmp_path / "there.json"
    file.write_text("mine")
    assert refused(home, "twin", "export", str(file)) == (1, "file-exists")
    assert file.read_text() == "mine"
    assert refused(home, "twin", "export", str(tmp_path / "no" / "folder.json")) == (1, "system-error")
    (home.folder / "twin.db").write_bytes(b"broken" * 1000)
    assert refused(home, "twin", "export", str(tmp_path / "half.json")) == (1, "broken-store")
    assert not (tmp_path / "half.json").exists()


def test_erasing_removes_store_and_keys_and_says_what_is_left(home: Home) -> None:
    assert home.at_once("init").returncode == 0
    assert refused(home, "twin", "erase") == (2, "usage")
    code, shown = typed(home, "twin", "erase", answers="yes\n")
    assert code == 1 and "not-confirmed" in shown
    assert "twin.db" in shown and "seed.json" in shown and "dailyme twin export FILE" in shown
    assert (home.folder / "twin.db").exists()
    told = said(home, "twin", "erase", "--yes", schema="twin-erase")
    assert {Path(name).name for name in told["removed"]} == {"twin.db", "seed.json"}
    assert {path.name for path in home.folder.iterdir()} == {"config.toml"}
    assert any("config.toml" in name for name in told["left"])
    assert said(home, "memory", schema="memory")["beliefs"] == []


def agreed_once(home: Home) -> str:
    """Let the twin of *home* make a deal; return the hash of the offer."""
    database = Database(f"sqlite:///{home.folder}/twin.db")
    twin = twin_of(Town(three()), store=SqlStore(database))
    outcome = asyncio.run(pursue(wish_for(ceiling_minor=50_000), Nobody(), twin))
    database.close()
    return outcome.deals[0].option.hash


def test_a_deal_is_learnt_from_exported_and_what_the_brand_keeps_is_said(home: Home, tmp_path: Path) -> None:
    offer = agreed_once(home)
    assert offer in home.at_once("twin", "agreements").stdout
    said(home, "memory", "outcome", offer, "--how", "faulty", schema="memory-outcome")
    why = said(home, "memory", "why", "seller:did:web:beta.example", schema="memory-why")
    assert [one["says"] for one in why["why"]] == ["for", "against"]
    file = tmp_path / "twin.json"
    said(home, "twin", "export", str(file), schema="twin-export")
    tables = json.loads(file.read_text("utf-8"))["tables"]
    assert any(row["data"]["type"] == "confirm" for row in tables["twin_message"])
    assert tables["twin_wish"][0]["data"]["ceiling"] == {"amount": 50_000, "currency": "USD"}
    told = said(home, "twin", "erase", "--yes", schema="twin-erase")
    held = {one["seller"]: (one["threads"], one["agreements"]) for one in told["brands"]}
    assert held == {"Alpha": (1, 0), "Beta": (1, 1), "Gamma": (1, 0)}


def test_a_broken_store_can_be_erased(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.folder.mkdir()
    (home.folder / "twin.db").write_bytes(b"broken" * 1000)
    assert len(said(home, "twin", "erase", "--yes", schema="twin-erase")["removed"]) == 1
    assert not (home.folder / "twin.db").exists()


def test_erasing_nothing_is_no_error(tmp_path: Path) -> None:
    assert said(new_home(tmp_path), "twin", "erase", "--yes", schema="twin-erase")["removed"] == []
