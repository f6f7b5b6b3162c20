"""`dailyme twin import`: shown before it is kept, told line by line, kept once, taken back as one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from tests.consumer_twin.history.papers import amazon, mail, mbox, order, page
from tests.dailyme.commandline import Home, new_home
from tests.dailyme.terminal import typed

TABLE = """Bought,What,Cost
2026-01-02,Green tea,3.50 USD
03/04/2026,Two readings,1.00 USD
2026-01-04,Lamp,1.299 EUR
2026-01-05,Coffee,14.99 USD
"""
MAPPED = ("--map", "title=What", "--map", "date=Bought", "--map", "price=Cost")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path)


@pytest.fixture
def table(tmp_path: Path) -> str:
    (tmp_path / "orders.csv").write_text(TABLE)
    return str(tmp_path / "orders.csv")


def checked(line: str, schema: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    Draft202012Validator(json.loads(schema_files()[f"{schema}.schema.json"])).validate(found)
    return found


def said(home: Home, *arguments: str, schema: str = "twin-import") -> dict[str, Any]:
    """Run `twin import` with *arguments*; return what it prints, checked against its schema."""
    done = home.at_once("twin", "import", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return checked(done.stdout, schema)


def known(home: Home) -> int:
    """How many purchases are remembered."""
    return sum(one["new"] for one in said(home, "--list", schema="twin-import-list")["imports"])


def test_an_import_is_told_and_each_reject_is_a_line(home: Home, table: str) -> None:
    done = home.at_once("twin", "import", table, *MAPPED, "--json")
    found = checked(done.stdout, "twin-import")
    rejects = [checked(line, "twin-import-reject") for line in done.stderr.splitlines()]
    assert (found["kept"], found["number"], found["layout"]) == (True, 1, "table")
    assert found["columns"] == {"date": "Bought", "price": "Cost", "title": "What"}
    assert (found["read"], found["new"], found["duplicates"], found["rejects"]) == (3, 3, 0, 2)
    assert found["reasons"] == {"day-unclear": 1, "price-unclear": 1}
    assert (found["first"], found["last"]) == ("2026-01-02", "2026-01-05")
    assert [one["title"] for one in found["preview"]] == ["Green tea", "Lamp", "Coffee"]
    assert [(one["line"], one["code"], one["dropped"]) for one in rejects] == [
        (3, "day-unclear", "row"),
        (4, "price-unclear", "price"),
    ]


@pytest.mark.parametrize("flag", ["--preview", "--dry-run"])
def test_a_preview_shows_the_guess_and_keeps_nothing(home: Home, tmp_path: Path, flag: str) -> None:
    (tmp_path / "orders.csv").write_text("datum;artikel;preis\n2026-01-02;Tee;3,50 €\n")
    done = home.at_once("twin", "import", str(tmp_path / "orders.csv"), flag)
    assert "Columns: date = datum, price = preis, title = artikel" in done.stdout
    assert "2026-01-02     1  3.50 EUR        Tee" in done.stdout and "1 new" in done.stdout
    assert "A preview: nothing was kept." in done.stderr and known(home) == 0


def test_the_same_again_is_nothing_new(home: Home, table: str) -> None:
    assert said(home, table, *MAPPED)["kept"]
    again = said(home, table, *MAPPED)
    assert (again["kept"], again["new"], again["duplicates"]) == (False, 0, 3)
    assert "Nothing is new" in home.at_once("twin", "import", table, *MAPPED).stdout
    assert len(said(home, "--list", schema="twin-import-list")["imports"]) == 1


def test_undo_takes_it_back_whole_and_once(home: Home, table: str) -> None:
    said(home, table, *MAPPED)
    assert said(home, "--undo", "1", schema="twin-import-undo") == {"number": 1, "purchases": 3}
    assert known(home) == 0
    done = home.at_once("twin", "import", "--undo", "1", "--json")
    assert (done.returncode, json.loads(done.stderr)["code"]) == (1, "unknown-import")
    assert said(home, table, *MAPPED)["new"] == 3


def test_one_order_in_an_export_and_in_a_mail_is_one(home: Home, tmp_path: Path) -> None:
    (tmp_path / "Retail.OrderHistory.1.csv").write_text(amazon({}), "utf-8")
    offer = {"itemOffered": {"name": "Coffee beans, synthetic", "sku": "B000SYNTH1"}, "price": "13.99"}
    confirmation = mail(page(order("111-0000001-0000001", acceptedOffer=offer)))
    (tmp_path / "mails.mbox").write_bytes(mbox(confirmation, mail(page(order()))))
    first = said(home, str(tmp_path / "Retail.OrderHistory.1.csv"))
    second = said(home, str(tmp_path / "mails.mbox"))
    assert (first["layout"], first["new"]) == ("amazon", 1)
    assert (second["layout"], second["columns"], second["new"], second["duplicates"]) == ("mail", {}, 1, 1)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-a-history"),
        (b"PK\x03\x04 a zip", "not-a-history"),
        (b"name,colour\nTea,green\n", "bad-columns"),
        (b"date,title\nsoon,Tea\n", "no-purchase"),
        (b"date,title\n" + "2026-01-02,Müesli\n".encode("cp1252"), "no-purchase"),
        ("däte,title\n".encode("cp1252"), "bad-encoding"),
        (b"From: a@b.example\nSubject: hello\n\nNo order here.\n", "no-purchase"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(home: Home, tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "orders.csv").write_bytes(data)
    done = home.at_once("twin", "import", str(tmp_path / "orders.csv"), "--json")
    problem = checked(done.stderr.splitlines()[-1], "problem")
    assert (done.returncode, done.stdout, problem["code"]) == (1, "", code)
    assert problem["advice"] and problem["detail"] and known(home) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["orders.csv", "--list"],
        ["orders.csv", "--map", "title"],
        ["orders.csv", "--day-order", "ymd"],
        ["orders.csv", "--decimal-mark", ";"],
    ],
)
def test_a_wrong_command_is_a_usage_error(home: Home, arguments: list[str]) -> None:
    done = home.at_once("twin", "import", *arguments)
    assert done.returncode == 2 and done.stderr.startswith("error: usage: ")


def test_at_a_terminal_the_person_is_asked(home: Home, table: str) -> None:
    code, shown = typed(home, "twin", "import", table, *MAPPED, answers="n\n")
    assert (code, known(home)) == (0, 0) and "Keep them? [y/N]" in shown and "Nothing was kept" in shown
    code, shown = typed(home, "twin", "import", table, *MAPPED, answers="y\n")
    assert (code, known(home)) == (0, 3) and "--undo 1" in shown


def test_titles_are_never_read_as_markup(home: Home, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("date,title\n2026-01-02,[bold red]Sale[/] :fire:\n")
    assert "[bold red]Sale[/] :fire:" in home.at_once("twin", "import", str(tmp_path / "orders.csv")).stdout


@pytest.mark.slow
def test_killed_half_way_nothing_is_half_done(home: Home, tmp_path: Path) -> None:
    """The process is killed while it writes: the log is that of before, and the import can be run again."""
    rows = "".join(f"2026-01-02,Thing {number}\n" for number in range(30_000))
    (tmp_path / "orders.csv").write_text("date,title\n" + rows)
    (tmp_path / "first.csv").write_text("date,title\n2026-01-02,Before\n")
    said(home, str(tmp_path / "first.csv"))
    command = [sys.executable, "-m", "dailyme", "twin", "import", str(tmp_path / "orders.csv"), "--json"]
    running = subprocess.Popen(command, env=home.environment(), stdout=subprocess.DEVNULL)
    wal = home.folder / "twin.db-wal"
    while running.poll() is None and not (wal.exists() and wal.stat().st_size > 500_000):
        os.sched_yield()
    assert running.poll() is None, "it ended before it could be killed"
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert known(home) == 1
    assert said(home, str(tmp_path / "orders.csv"))["new"] == 30_000
    assert json.loads(home.at_once("memory", "verify", "--json").stdout)["holds"]
