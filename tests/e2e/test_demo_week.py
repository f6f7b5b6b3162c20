"""`dailyme demo --days 7`: the same week twice for a seed, every kind of thing in it, all of it signed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from tests.dailyme.commandline import new_home
from tests.e2e.oracle import check

SEED = "1"
NO_NUMPY = """
import sys
sys.modules["numpy"] = None
from dailyme.main import run
sys.exit(run(["demo", "--days", "1", "--seed", "1", *sys.argv[1:]]))
"""


def week(folder: Path, seed: str, days: int = 7) -> str:
    done = new_home(folder).dailyme("demo", "--days", str(days), "--seed", seed, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> str:
    return week(tmp_path_factory.mktemp("week"), SEED)


@pytest.fixture(scope="module")
def lived(line: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    return found


def answers(lived: dict[str, Any]) -> list[str]:
    return [answer for day in lived["days"] for answer in day["answers"]]


def test_it_is_one_line_that_keeps_its_schema(line: str, lived: dict[str, Any]) -> None:
    assert line.count("\n") == 1
    Draft202012Validator(json.loads(schema_files()["demo-days.schema.json"])).validate(lived)
    assert [day["day"] for day in lived["days"]] == [1, 2, 3, 4, 5, 6, 7]


def test_one_seed_is_one_life_and_another_is_another(line: str, tmp_path: Path) -> None:
    (tmp_path / "same").mkdir()
    (tmp_path / "other").mkdir()
    assert week(tmp_path / "same", SEED) == line
    other = json.loads(week(tmp_path / "other", "2", days=2))
    assert other["days"] != json.loads(line)["days"][:2]


def test_what_is_sensed_is_confirmed_or_put_off(lived: dict[str, Any]) -> None:
    sensed = {need["kind"] for day in lived["days"] for need in day["digest"]["suggestions"]}
    assert {"again", "together"} <= sensed
    assert any(answer.startswith("yes, ") for answer in answers(lived))
    assert any(answer.startswith("not now: ") for answer in answers(lived))


def test_a_mandate_buys_and_the_person_buys(lived: dict[str, Any]) -> None:
    assert {one["by"] for one in lived["bought"]} == {"mandate", "person"}
    told = [item for day in lived["days"] for item in day["digest"]["items"] if item["kind"] == "bought"]
    assert len(told) == sum(one["by"] == "mandate" for one in lived["bought"])
    assert len([answer for answer in answers(lived) if "(agreed)" in answer]) + len(told) == len(
        lived["bought"]
    )


def test_nothing_bought_is_suggested_as_cheaper(lived: dict[str, Any]) -> None:
    bought = {one["title"]: one["day"] for one in lived["bought"]}
    for day in lived["days"]:
        for need in day["digest"]["suggestions"]:
            assert need["kind"] != "price-drop" or bought.get(need["title"], 99) >= day["day"]


def test_a_shut_shop_is_told_and_a_day_without_news_says_so(lived: dict[str, Any]) -> None:
    shut = [day for day in lived["days"] if any("can't be reached" in moved for moved in day["market"])]
    assert shut and all(day["digest"]["troubles"] for day in shut)
    assert any(day["digest"]["nothing"] for day in lived["days"])
    fallen = [why for day in lived["days"] for item in day["digest"]["items"] for why in item["why"]]
    assert any("came down to" in why for why in fallen)


def test_every_agreement_holds_for_a_library_that_is_not_ours(lived: dict[str, Any]) -> None:
    for one in lived["bought"]:
        assert check(one["agreement"], lived["keys"]) == 2
        assert one["agreement"]["deal"]["total"] == one["paid"]
        assert [verdict["holds"] for verdict in one["verdicts"]] == [True, True]


def test_what_was_learnt_points_to_the_script(lived: dict[str, Any]) -> None:
    words = [one["words"] for one in lived["learnt"]]
    assert "You like Northgate." in words and "Alder keeps its word." in words
    (delivery,) = (one for one in lived["calibration"]["tastes"] if one["name"] == "delivery")
    assert delivery["at_first"] < delivery["learnt"] <= delivery["true"]


def test_the_calibration_is_of_chances_that_were_told(lived: dict[str, Any]) -> None:
    needs, choices = lived["calibration"]["needs"], lived["calibration"]["choices"]
    told = {
        need["id"]: need["strength"]
        for day in reversed(lived["days"])
        for need in day["digest"]["suggestions"]
        if need["kind"] != "price-drop"
    }
    assert needs["suggested"] == len(told)
    assert needs["foretold"] == pytest.approx(sum(told.values()) / len(told), abs=0.001)
    assert needs["brier"] < 0.25
    assert choices["by_chance"] < choices["chance_of_taken"] < choices["by_script"] <= 1


def test_the_words_fit_a_terminal_and_tell_each_day(tmp_path: Path) -> None:
    done = new_home(tmp_path).dailyme("demo", "--days", "3", "--seed", SEED)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    for words in ("DAY 3  Thursday", "| Daily Me, 2026-12-03", "BOUGHT", "LEARNT", "CALIBRATION", "truly"):
        assert words in done.stdout


def test_without_numpy_it_says_what_is_missing(tmp_path: Path) -> None:
    environment = new_home(tmp_path).environment()
    command = [sys.executable, "-c", NO_NUMPY]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "pip install 'dailyme[taste]'" in shown.stdout and "truly" not in shown.stdout
    printed = subprocess.run(
        [*command, "--json"], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(printed.stdout)["calibration"]
    assert found["tastes"] == [] and "sure" not in found["choices"] and found["choices"]["choices"] > 0


@pytest.mark.parametrize("more", [["--wish", "a router"], ["--ceiling", "9 USD"], ["--days", "15"]])
def test_what_does_not_go_together_is_said(tmp_path: Path, more: list[str]) -> None:
    done = new_home(tmp_path).dailyme("demo", "--days", "7", *more)
    assert done.returncode == 2 and "error: usage" in done.stderr and done.stdout == ""
