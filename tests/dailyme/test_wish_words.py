"""A wish in one's own words on the command line: parsed, shown back, confirmed, and followed."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from dailyme.spoken import PROGRAM_S
from tests.dailyme.commandline import Home, new_home
from tests.dailyme.terminal import typed
from tests.language.servers import behind, never

CATALOG = str(Path(__file__).parents[2] / "examples/my.csv")
WORDS = "two black desk lamps under 90 dollars, not by Foonik"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path)


def test_parse_prints_one_object_counted_from_the_day_given(home: Home) -> None:
    done = home.at_once("wish", "parse", "red mug by Friday, 40 kr", "--json", "--today", "2026-11-23")
    said = json.loads(done.stdout)
    assert said.pop("evidence")["product"] == [{"start": 4, "end": 7, "by": "rule"}]
    assert "40 kr" in said.pop("unclear")[0]["text"]
    assert said == {"product": "mug", "colours": ["red"], "needed_by": "2026-11-27"}


@pytest.mark.parametrize("flags", [("--today", "Friday"), ("--time-zone", "Mars/Olympus")])
def test_parse_refuses_a_day_or_zone_that_is_none(home: Home, flags: tuple[str, str]) -> None:
    assert home.at_once("wish", "parse", "red mug", *flags).returncode == 2


def test_words_are_followed_without_a_terminal_and_no_price_is_a_search_term(home: Home) -> None:
    done = home.at_once("wish", "now", WORDS, "--source", CATALOG, "--json")
    found = json.loads(done.stdout)
    assert found["wish"]["lines"] == [{"text": "black desk lamps", "quantity": 2}]
    assert [option["title"] for option in found["options"]] == ["Halden Desk Lamp LED Black"]
    assert not found["options"][0]["above_ceiling"]
    assert "9000" not in done.stdout and "90 dollars" not in done.stdout


def test_words_are_shown_back_at_a_terminal_and_a_no_looks_for_nothing(home: Home) -> None:
    code, shown = typed(home, "wish", "now", WORDS, "--source", CATALOG, answers="n\n")
    assert code == 1
    assert "90.00 USD" in shown and "Foonik" in shown
    assert "Halden" not in shown


def test_a_yes_goes_on(home: Home) -> None:
    _, shown = typed(home, "wish", "now", WORDS, "--source", CATALOG, answers="\n\n")
    assert "Halden Desk Lamp LED Black" in shown


def test_a_program_is_told_what_was_left_out_too(home: Home) -> None:
    text = "desk lamp, \u9884\u7b975000\u5143\u4ee5\u4e0b"
    done = home.at_once("wish", "now", text, "--source", CATALOG, "--json")
    found = json.loads(done.stdout)
    assert found["wish"]["text"] == "desk lamp" and found["options"]
    assert "not understood" in " ".join(done.stderr.split()) and "Read as" not in done.stderr


def test_a_doubt_is_asked_about_at_a_terminal_and_the_answer_holds(home: Home) -> None:
    text = "a couple of black desk lamps"
    _, shown = typed(home, "wish", "now", text, "--source", CATALOG, answers="\n2\n\n")
    assert "Which do you mean?" in shown and "3 pieces: the best is" in shown
    assert "3 x black desk lamps" in shown
    _, shown = typed(home, "wish", "now", text, "--source", CATALOG, "--quantity", "5", answers="\n\n")
    assert "Which do you mean?" not in shown and "5 x black desk lamps" in shown


@pytest.mark.parametrize(
    "flags", [("--quantity", "0"), ("--quantity", "4", "--at-most", "2")], ids=["none", "fewer than needed"]
)
def test_pieces_that_can_not_be_are_refused(home: Home, flags: tuple[str, ...]) -> None:
    done = home.at_once("wish", "now", "desk lamp", "--source", CATALOG, *flags)
    assert done.returncode == 1 and "bad-wish" in done.stderr


def test_no_words_are_nothing_to_parse(home: Home) -> None:
    done = home.at_once("wish", "parse", " ", "--json")
    assert done.returncode == 1 and "there are no words to read" in done.stderr and done.stdout == ""


def test_a_model_that_is_not_there_costs_words_only_and_it_is_said(home: Home) -> None:
    gone = "openai:http://127.0.0.1:9/v1#gone"
    done = home.at_once("wish", "now", "floor lamp", "--source", CATALOG, "--model", gone)
    assert done.returncode == 0 and "Halden Floor Lamp LED" in done.stdout
    assert "(model-unreachable); ours stand." in " ".join(done.stderr.split())


def test_a_program_does_not_wait_for_a_model_that_never_comes_to_its_point(home: Home) -> None:
    wish = ("wish", "now", "floor lamp", "--source", CATALOG, "--json")
    plain = json.loads(home.at_once(*wish).stdout)
    with behind(never) as (model, seen):
        began = time.monotonic()
        done = home.at_once(*wish, "--model", model)
        took_s = time.monotonic() - began
    told = json.loads(done.stdout)
    assert len(seen.asked) == 1
    assert [(one["by"], one["code"]) for one in told["words"]] == [("template", "model-late")]
    assert took_s < PROGRAM_S + 3
    assert [one["title"] for one in told["options"]] == [one["title"] for one in plain["options"]]
