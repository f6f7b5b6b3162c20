"""Tastes as a person sees them: listed, explained, set, forgotten; and what happens without numpy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from consumer_twin.memory import Lesson
from tests.consumer_twin.taste.persons import careful
from tests.dailyme.commandline import Home
from tests.dailyme.test_memory import lived, refused, said

ROOT = Path(__file__).parents[2]
RUN = """
import sys
{before}
from dailyme.main import run
code = run(sys.argv[1:])
sys.stderr.write(f"numpy loaded: {{sys.modules.get('numpy') is not None}}")
sys.exit(code)
"""


def careful_home(folder: Path) -> Home:
    return lived(folder, careful())


def fresh(home: Home, *arguments: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-c", RUN.format(before=before), *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=home.environment(), capture_output=True, text=True, check=True
    )


def test_tastes_are_listed_beside_the_other_beliefs_with_the_choices_behind_them(tmp_path: Path) -> None:
    home = careful_home(tmp_path)
    by_id = {one["id"]: one for one in said(home, "memory", schema="memory")["beliefs"]}
    assert "of the price to you" in by_id["taste:warranty"]["words"]
    assert 0 < by_id["taste:warranty"]["strength"] < 1
    assert by_id["taste:warranty"]["evidence"] == [2, 4, 6, 8]
    assert "taste:delivery" not in by_id
    found = said(home, "memory", "why", "taste:warranty", schema="memory-why")
    assert found["why"][0]["words"] == "You took 36 months, with 12 months to be had."
    assert {one["says"] for one in found["why"]} == {"for"}


def test_a_taste_is_set_by_hand_and_taken_back(tmp_path: Path) -> None:
    home = careful_home(tmp_path)
    before = said(home, "memory", "why", "taste:warranty", schema="memory-why")["belief"]
    found = said(home, "memory", "edit", "taste:warranty", "0.05", schema="memory-why")
    assert found["belief"]["words"].endswith("are worth 5.0 % of the price to you.")
    assert found["belief"]["by_hand"] and found["belief"]["strength"] == 1
    assert found["why"][-1]["says"] == "set by you"
    number = str(found["why"][-1]["entry"])
    said(home, "memory", "forget", number, "--yes", schema="memory-forget")
    assert said(home, "memory", "why", "taste:warranty", schema="memory-why")["belief"] == before


def test_what_no_taste_can_be_is_refused(tmp_path: Path) -> None:
    home = careful_home(tmp_path)
    for topic, share in (("taste:price", "0.1"), ("taste:warranty", "yes"), ("taste:returns", "1.5")):
        assert refused(home, "memory", "edit", topic, share) == (1, "bad-belief")


def test_forgetting_a_taste_erases_the_choices_it_came_from(tmp_path: Path) -> None:
    home = careful_home(tmp_path)
    said(home, "memory", "forget", "taste:warranty", "--yes", schema="memory-forget")
    left = said(home, "memory", schema="memory")["beliefs"]
    assert not [one for one in left if one["id"].startswith("taste:")]


def test_numpy_is_loaded_only_when_there_is_a_choice_to_learn_from(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "old").mkdir()
    bare = lived(tmp_path / "new", [Lesson(1_796_115_600_000, "bought", facts={"title": "milk"})])
    assert fresh(bare, "memory").stderr.endswith("numpy loaded: False")
    assert fresh(careful_home(tmp_path / "old"), "memory").stderr.endswith("numpy loaded: True")


def test_without_numpy_one_line_says_so_and_the_rest_works(tmp_path: Path) -> None:
    done = fresh(careful_home(tmp_path), "memory", before="sys.modules['numpy'] = None")
    assert "dailyme[taste]" in done.stderr
    assert "You pay more for a longer warranty." in done.stdout
    assert "taste:" not in done.stdout
