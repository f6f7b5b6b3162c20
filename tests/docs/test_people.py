"""The page for people: every command on it, run in order, from nothing to a digest and back."""

from __future__ import annotations

import re
from pathlib import Path

from tests.dailyme.commandline import ROOT, new_home
from tests.docs.walk import commands, reader
from tests.e2e.ports import free_ports

PAGE = ROOT / "docs" / "people.md"
ANSWERS = {
    "dailyme twin import orders.csv": "y\n",
    "dailyme twin schedule": "y\n",
    "dailyme memory forget": "forget\n",
    "dailyme wish now": "\n",
}
ENDS = {"dailyme wish now": {0, 3, 4}}
"""How a command may end, where it is not with 0."""


def test_from_nothing_to_a_digest_with_every_command_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "terminal").mkdir()
    page = PAGE.read_text("utf-8").replace("8000", str(free_ports(4)))
    page = page.replace("dailyme twin open\n", "dailyme twin open --port 0\n")
    shown: dict[str, list[str]] = {}
    with reader(tmp_path / "terminal", new_home(tmp_path), ANSWERS) as person:
        for line in commands(page):
            code, text = person.type(line)
            may = next((ends for start, ends in ENDS.items() if line.startswith(start)), {0})
            assert code in may, f"{line}\n{text}"
            shown.setdefault(line, []).append(text)
    first, second, last = shown["dailyme today"]
    assert "Sensed at home; no brand has heard of it" in first and "approve" not in first
    assert "HP 56 Black" in first and re.search(r"asks \d+\.\d\d USD for HP 56 Black", first)
    assert "dailyme approve" in second and "at most" not in second
    assert "Sensed" not in last, "what was imported is taken back, and all that was sensed from it"
    approved, verified = shown["dailyme approve HASH"], shown["dailyme twin verify agreements.json --local"]
    assert "Agreed with" in approved[0] and "The agreement is verified." in verified[0]
    tab = (tmp_path / "terminal" / "tab").read_text()
    assert tab.startswith("0 7 * * *") and "--to-file" in tab


def test_the_page_begins_with_commands_that_work() -> None:
    first = PAGE.read_text("utf-8").split("\n\n")[1]
    assert first.splitlines()[0] == "    make setup" and "dailyme" in first
