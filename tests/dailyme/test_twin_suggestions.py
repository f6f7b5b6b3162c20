"""`dailyme twin suggestions`, `confirm`, `dismiss`: sensed at home, and no brand hears of it before a yes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from consumer_twin.history import day_of
from dailyme.clock import now_ms
from dailyme.schemas import schema_files
from tests.dailyme.commandline import Home, new_home


def history(today: date) -> str:
    """A synthetic table: coffee that runs out now, tea that was just bought, a new printer."""
    rows = [f"{today - timedelta(days=28 + 30 * one)},Coffee beans 1 kg,14.99 USD,Food" for one in range(6)]
    rows += [f"{today - timedelta(days=1 + 40 * one)},Green tea,3.50 USD,Food" for one in range(5)]
    rows += [f"{today - timedelta(days=5)},Compact colour printer,99.00 USD,Tech"]
    return "\n".join(["date,title,price,category", *rows])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = new_home(tmp_path)
    (tmp_path / "orders.csv").write_text(history(day_of(now_ms())))
    assert made.at_once("twin", "import", str(tmp_path / "orders.csv")).returncode == 0
    return made


def said(home: Home, *arguments: str, schema: str) -> dict[str, Any]:
    """Run a command of `twin`; return what it prints, checked against its schema."""
    done = home.at_once("twin", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_files()[f"{schema}.schema.json"])).validate(found)
    return found


def suggested(home: Home, *more: str) -> dict[str, dict[str, Any]]:
    """What is suggested, by title."""
    found = said(home, "suggestions", *more, schema="twin-suggestions")["suggestions"]
    return {one["title"]: one for one in found}


def refused(home: Home, *arguments: str) -> str:
    done = home.at_once("twin", *arguments, "--json")
    assert done.returncode == 1
    return str(json.loads(done.stderr)["code"])


def test_each_suggestion_says_why_with_its_numbers(home: Home) -> None:
    found = suggested(home)
    assert set(found) == {"Coffee beans 1 kg", "ink cartridge"}
    coffee = found["Coffee beans 1 kg"]
    assert (coffee["kind"], coffee["state"], coffee["terms"]) == ("again", "suggested", "Coffee beans 1 kg")
    assert "Bought 6 times" in coffee["words"] and len(coffee["evidence"]) == 6
    assert coffee["price"] == {"amount": 1499, "currency": "USD"} and 0.35 <= coffee["strength"] <= 1
    told = home.at_once("twin", "suggestions").stdout
    assert coffee["id"] in told and coffee["words"] in told and "list that people wrote" in told


def test_the_evidence_is_in_the_memory(home: Home) -> None:
    log = json.loads(home.at_once("memory", "log", "--json").stdout)
    numbers = {entry["entry"] for entry in log["entries"] if entry["kind"] == "bought"}
    for one in suggested(home).values():
        assert {int(name.removeprefix("memory/")) for name in one["evidence"]} <= numbers


def test_never_is_remembered_and_not_now_comes_back(home: Home) -> None:
    found = suggested(home)
    never = said(home, "dismiss", found["ink cartridge"]["id"], "--never", schema="twin-suggestion")
    later = said(home, "dismiss", found["Coffee beans 1 kg"]["id"], "--days", "5", schema="twin-suggestion")
    assert never["state"] == "never" and "until" not in never
    assert later["until"] == (day_of(now_ms()) + timedelta(days=5)).isoformat()
    assert suggested(home) == {}
    assert {title: one["state"] for title, one in suggested(home, "--all").items()} == {
        "Coffee beans 1 kg": "not-now",
        "ink cartridge": "never",
    }


def test_a_forgotten_answer_and_an_undone_import_have_no_effect_left(home: Home) -> None:
    before = suggested(home)
    said(home, "dismiss", before["Coffee beans 1 kg"]["id"], "--never", schema="twin-suggestion")
    log = json.loads(home.at_once("memory", "log", "--json").stdout)["entries"]
    (number,) = (entry["entry"] for entry in log if entry["kind"] == "dismissed")
    assert home.at_once("memory", "forget", str(number), "--yes").returncode == 0
    assert suggested(home) == before
    said(home, "import", "--undo", "1", schema="twin-import-undo")
    assert suggested(home) == {}


def test_an_unknown_id_is_a_clear_error(home: Home) -> None:
    assert refused(home, "confirm", "0000000000") == "unknown-suggestion"
    assert refused(home, "dismiss", "0000000000") == "unknown-suggestion"


@contextmanager
def recorder() -> Iterator[tuple[str, list[str]]]:
    """A market that writes down every request and answers none."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815  the name that http.server calls

        def log_message(self, format: str, *args: object) -> None:
            """Write nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_no_brand_hears_of_a_need_before_the_person_confirms_it(home: Home) -> None:
    with recorder() as (market, heard):
        (home.folder / "config.toml").write_text(f'market = "{market}"\n')
        found = suggested(home)
        said(home, "dismiss", found["ink cartridge"]["id"], "--never", schema="twin-suggestion")
        home.at_once("today", "--json")
        with_history, heard[:] = list(heard), []
        bare = Home(home.folder.parent / "bare", home.passphrase)
        bare.folder.mkdir()
        (bare.folder / "config.toml").write_text(f'market = "{market}"\n')
        bare.at_once("today", "--json")
        assert with_history == heard, "what is sensed showed in what was asked"
        heard.clear()
        coffee = said(home, "confirm", found["Coffee beans 1 kg"]["id"], schema="twin-suggestion")
        assert (coffee["state"], coffee["wish"]) == ("confirmed", 1)
        assert heard == []
        (wish,) = json.loads(home.at_once("wish", "list", "--json").stdout)["wishes"]
        assert (wish["text"], wish["markets"]) == ("Coffee beans 1 kg", [market])
        assert wish["until"] > day_of(now_ms()).isoformat()
        assert refused(home, "confirm", found["Coffee beans 1 kg"]["id"]) == "already-confirmed"
        home.at_once("today", "--json")
        assert heard != []  # the ear hears: now that there is a wish, the market is asked
