"""The page for brands: the commands of its section on goals, typed in order in a shop of its own."""

from __future__ import annotations

import re
import shlex
from contextlib import chdir
from pathlib import Path

from tests.dailyme.commandline import ROOT, new_home

PAGE = ROOT / "docs" / "brands.md"
CHANGE = re.compile(r"^(p-[0-9a-f]{10})  ", re.MULTILINE)


def section(name: str) -> str:
    """The text under the heading *name*, with lines that end in a backslash joined to the next."""
    text = PAGE.read_text("utf-8").split(f"\n## {name}\n", 1)[1].split("\n## ", 1)[0]
    return re.sub(r"\\\n\s*", "", text)


def test_the_goals_of_the_page_are_set_signed_proposed_for_and_taken_back(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    (tmp_path / "my.csv").write_text((ROOT / "examples/my.csv").read_text("utf-8"), "utf-8")
    lines = re.findall(r"^ {4}dailyme (.*)$", section("Goals"), re.MULTILINE)
    known: list[str] = []
    with chdir(tmp_path):
        made = home.at_once("brand", "init", "--catalog", "my.csv")
        assert made.returncode == 0, made.stderr
        policy = Path("brand.toml").read_text("utf-8")
        Path("brand.toml").write_text(
            policy.replace("# column = ", "column = ").replace("# source = ", "source = "), "utf-8"
        )
        for line in lines:
            words = [known[0] if word == "ID" else word for word in shlex.split(line)]
            done = home.at_once(*words)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            known = known or CHANGE.findall(done.stdout)[-1:]
        changed = home.at_once("brand", "check", "--config", "brand.toml")
    assert changed.returncode == 0 and len(lines) >= 10
    assert "reverted" in home.at_once("brand", "goal", "list", "--json").stdout
