"""`dailyme memory teach`: asked at a terminal alone; an answer can be seen, explained and forgotten."""

from __future__ import annotations

from pathlib import Path

from tests.dailyme.commandline import new_home
from tests.dailyme.terminal import typed
from tests.dailyme.test_memory import said


def test_an_answer_is_kept_explained_and_forgotten(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    code, shown = typed(home, "memory", "teach", answers="2\n1\n\n")
    assert code == 0, shown
    assert "Which would you rather have" in shown
    assert "2 answers kept" in shown
    log = said(home, "memory", "log", schema="memory-log")["entries"]
    assert [one["kind"] for one in log] == ["compared", "compared"]
    assert "You said that you would take" in log[0]["words"]
    tastes = [one for one in said(home, "memory", schema="memory")["beliefs"] if one["id"][:6] == "taste:"]
    assert tastes
    why = said(home, "memory", "why", tastes[0]["id"], schema="memory-why")["why"]
    assert why[0]["words"].startswith("You said you would take ")
    said(home, "memory", "forget", "1", "2", "--yes", schema="memory-forget")
    assert said(home, "memory", schema="memory")["beliefs"] == []


def test_nobody_is_asked_where_there_is_no_terminal(tmp_path: Path) -> None:
    assert new_home(tmp_path).at_once("memory", "teach").returncode == 2
