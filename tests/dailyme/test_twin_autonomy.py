"""What the twin may do by itself, said on the command line; and a pause that the other commands obey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.dailyme.commandline import Home, new_home
from tests.dailyme.test_memory import said

USD = "USD"


def shown(home: Home, *arguments: str) -> dict[str, Any]:
    return said(home, "twin", *arguments, schema="twin-autonomy")


def refused(home: Home, *arguments: str) -> dict[str, Any]:
    ran = home.at_once(*arguments, "--json")
    assert ran.returncode in {1, 2}
    problem: dict[str, Any] = json.loads(ran.stderr)
    return problem


def usd(minor: int) -> dict[str, object]:
    return {"amount": minor, "currency": USD}


def test_modes_and_caps_are_set_kept_and_taken_back(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    assert "mode" not in shown(home, "autonomy", "show")
    shown(home, "autonomy", "set", "--mode", "ask-above", "--above", "25 USD", "--per-day", "80 USD")
    found = shown(home, "autonomy", "set", "--category", "Electronics > Routers=100 USD")
    assert (found["mode"], found["above"]) == ("ask-above", usd(2_500))
    assert found["per_day"] == {"cap": usd(8_000), "used": usd(0)}
    assert found["categories"] == [{"category": "Electronics > Routers", "cap": usd(10_000), "used": usd(0)}]
    found = shown(home, "autonomy", "set", "--clear", "per-day", "--clear", "categories", "--mode", "ask")
    assert (found["mode"], found["categories"], found.get("per_day")) == ("ask", [], None)
    words = home.at_once("twin", "autonomy", "show").stdout
    assert "always asks you" in words


def test_what_can_not_be_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    before = shown(home, "autonomy", "show")
    assert refused(home, "twin", "autonomy", "set", "--mode", "mandate")["code"] == "bad-autonomy"
    assert refused(home, "twin", "autonomy", "set", "--mode", "never")["code"] == "usage"
    assert refused(home, "twin", "autonomy", "set", "--per-day", "lots")["code"] == "usage"
    assert refused(home, "twin", "autonomy", "set", "--clear", "mode")["code"] == "usage"
    mixed = ("--per-day", "1 USD", "--per-month", "1 EUR")
    assert refused(home, "twin", "autonomy", "set", *mixed)["code"] == "bad-autonomy"
    assert shown(home, "autonomy", "show") == before


def test_a_pause_is_obeyed_by_every_command_that_would_go_out(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    home.at_once("init")
    assert "paused" in shown(home, "pause")
    wish = ("wish", "now", "lamp", "--market", "http://localhost:9", "--local")
    assert refused(home, *wish)["code"] == "paused"
    assert refused(home, "today", "--local")["code"] == "paused"
    sketch = ("relation", "sketch", "http://localhost:9", "--local", "--every-key")
    assert home.at_once(*sketch).returncode == 0  # no key was ever used there: nothing is asked
    assert refused(home, "relation", "introduce", "http://localhost:9", "--yes")["code"] == "paused"
    assert "Paused" in home.at_once("twin", "status").stdout
    assert "paused" not in shown(home, "go")
    assert "Don't buy now" in home.at_once(*wish).stdout  # nobody is there, but it was looked for
