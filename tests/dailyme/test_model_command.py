"""`dailyme model`: what is set, whether it works, what would leave, and what was asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from language import Kind
from tests.dailyme.commandline import Home, new_home
from tests.language.servers import answering

RIGHT = [
    {"product": "rain jacket", "colour": "green"},
    {"quantity": 3},
    {"condition": "used"},
    {"wanted": ["Alder", "Northgate"], "unwanted": ["Paperlane"]},
    {"features": [{"name": "Material", "value": "walnut"}]},
]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path)


def said(home: Home, *arguments: str, schema: str, code: int = 0) -> dict[str, Any]:
    done = home.at_once("model", *arguments, "--json")
    assert done.returncode == code, done.stderr
    out: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_files()[f"{schema}.schema.json"])).validate(out)
    return out


def test_without_a_model_nothing_leaves_and_nothing_fails(home: Home) -> None:
    out = said(home, "check", schema="model-check")
    assert (out["model"], out["where"], out["leaves_machine"]) == ("none", "nowhere", False)
    assert "reachable" not in out
    assert "by rule" in home.at_once("model", "check").stdout


def test_a_model_is_tried_and_what_it_was_asked_is_kept(home: Home) -> None:
    with answering(RIGHT) as name:
        out = said(home, "check", "--model", name, schema="model-check")
    assert (out["reachable"], out["where"], out["speed"]) == (True, "here", "quick")
    trial = out["trial"]
    assert (trial["forms"], trial["obeyed"], trial["right"], trial["invented"]) == (5, 5, 4, 1)
    assert (out["cost"]["known"], out["cost"]["tokens_in"], out["cost"]["tokens_out"]) == (False, 55, 35)
    kept = said(home, "ledger", "--last", "2", schema="model-ledger")
    assert (kept["prompts"], kept["left_machine"], len(kept["lines"])) == (5, 0, 2)
    assert (kept["tokens_in"], kept["tokens_out"], kept["costs"]) == (55, 35, [])
    assert [line["outcome"] for line in kept["lines"]] == ["answered", "answered"]
    shown = home.at_once("model", "ledger").stdout
    assert "Kaffeetassen" in shown
    (home.folder / "prompts.jsonl").write_text("{}\n")
    broken = home.at_once("model", "ledger")
    assert (broken.returncode, "ledger-broken" in broken.stderr) == (1, True)


def test_a_model_that_is_not_there_ends_with_1_and_says_what_to_do(home: Home) -> None:
    out = said(home, "check", "--model", "openai:http://127.0.0.1:9/v1#m", schema="model-check", code=1)
    assert (out["reachable"], out["problem"]["code"]) == (False, "model-unreachable")
    shown = home.at_once("model", "check", "--model", "openai:http://127.0.0.1:9/v1#m")
    assert "ollama serve" in shown.stdout


def test_what_would_leave_the_machine_is_told_before_anybody_is_asked(home: Home) -> None:
    name = "openai:https://api.example/v1#m"
    out = said(home, "check", "--model", name, "--no-trial", schema="model-check")
    assert (out["where"], out["leaves_machine"], out["host"]) == ("elsewhere", True, "api.example")
    assert [prompt["kind"] for prompt in out["prompts"]] == list(Kind)
    assert any("ceiling" in line for line in out["never"])
    assert not (home.folder / "prompts.jsonl").exists()
    shown = home.at_once("model", "check", "--model", name, "--no-trial").stdout
    assert "What leaves this machine:" in shown
    assert "unknown" in shown


def test_a_name_that_means_nothing_is_told(home: Home) -> None:
    done = home.at_once("model", "check", "--model", "gpt")
    assert (done.returncode, "bad-settings" in done.stderr) == (1, True)


def test_erasing_and_exporting_the_twin_cover_the_ledger(home: Home, tmp_path: Path) -> None:
    home.at_once("model", "check", "--model", "openai:http://127.0.0.1:9/v1#m")
    assert home.at_once("twin", "export", str(tmp_path / "out.json")).returncode == 0
    assert len(json.loads((tmp_path / "out.json").read_text())["prompts"]) == 2
    assert home.at_once("twin", "erase", "--yes").returncode == 0
    assert not (home.folder / "prompts.jsonl").exists()
