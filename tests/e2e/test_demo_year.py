"""`dailyme demo --story first-year`: the same year twice for a seed, every scene in it, all of it signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.demo.year.script import ADDRESS, MAIL, MAIL_MISTYPED, NAME
from dailyme.schemas import schema_files
from protocol import message_hash
from tests.dailyme.commandline import new_home
from tests.e2e.oracle import check

SCENES = {
    "question": "guest",
    "late": "guest",
    "known": "known",
    "student": "known",
    "registered": "registered",
    "repeat": "repeat",
    "subscribed": "repeat",
    "news": "repeat",
    "cap": "repeat",
    "sketch": "repeat",
    "revoked": "repeat",
    "silence": "repeat",
    "left": "guest",
    "stranger": "guest",
}


def year(folder: Path, seed: str, *more: str) -> str:
    done = new_home(folder).dailyme("demo", "--story", "first-year", "--seed", seed, *more)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> str:
    return year(tmp_path_factory.mktemp("year"), "1", "--json")


@pytest.fixture(scope="module")
def lived(line: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line)
    return found


def of(lived: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in lived["messages"].values() if one["type"] == kind]


def test_it_is_one_line_that_keeps_its_schema_and_the_same_twice(
    line: str, lived: dict[str, Any], tmp_path: Path
) -> None:
    assert line.count("\n") == 1
    Draft202012Validator(json.loads(schema_files()["demo-first-year.schema.json"])).validate(lived)
    assert year(tmp_path, "1", "--json") == line


def test_each_scene_is_there_within_a_year(lived: dict[str, Any]) -> None:
    scenes = lived["scenes"]
    assert {one["id"]: one["rung"] for one in scenes} == SCENES
    dates = [one["date"] for one in scenes]
    assert dates == sorted(dates) and dates[0] == "2026-12-01" and dates[-1] < "2027-12-01"
    assert all(2 <= len(one["told"]) <= 3 or one["id"] in {"silence", "stranger"} for one in scenes)


def test_every_signature_holds_for_a_library_that_is_not_ours(lived: dict[str, Any]) -> None:
    counted = sum(check(one, lived["keys"]) for one in lived["messages"].values())
    found = lived["verification"]
    assert found["messages"] == len(lived["messages"])
    assert counted + found["pages"] == found["signatures"] == found["holding"]
    assert all(message_hash(one) == name for name, one in lived["messages"].items())
    assert found["verdict"] == "verified"


def test_the_answer_and_the_claim_are_in_what_both_signed(lived: dict[str, Any]) -> None:
    router, keyboard, disk = (one["agreement"] for one in lived["deals"])
    for one in (router, keyboard, disk):
        assert check(one, lived["keys"]) == 2
    (assured,) = router["deal"]["assurances"]
    answer = lived["messages"][assured["answer"]]
    assert (answer["type"], answer["body"]["value"]) == ("answer", {"yes": True})
    assert (keyboard["deal"]["promotions"], keyboard["deal"]["stock"]) == (["students"], "held")
    (claim,) = [one["body"]["claims"] for one in of(lived, "open") if "claims" in one["body"]]
    assert [each["field"] for each in claim[0]["disclosed"]] == ["student"]
    assert disk["deal"]["points"] == 50


def test_the_late_parcel_costs_what_was_published(lived: dict[str, Any]) -> None:
    (remedy,) = of(lived, "remedy")
    total = lived["deals"][0]["paid"]["amount"]
    late = round(remedy["body"]["amount"]["amount"] / total / 0.05)
    assert 2 <= late <= 4
    assert remedy["body"]["amount"]["amount"] == pytest.approx(total * 0.05 * late, abs=0.51)
    assert [one["turned_out"] for one in lived["deals"]] == ["late", "kept", "kept"]


def test_one_news_and_none_above_the_cap_or_after_the_end(lived: dict[str, Any]) -> None:
    (asked,), (news,) = of(lived, "subscribe"), of(lived, "news")
    assert asked["body"]["cap"] == {"messages": 1, "days": 30}
    assert news["thread"] == message_hash(asked)
    (said,) = [one for one in lived["scenes"] if one["id"] == "news"]
    assert any("instead of 79.00 USD" in words for words in said["told"])
    (end,) = of(lived, "unsubscribe")
    assert news["created"] < end["created"]


def test_nothing_that_identifies_stands_in_what_was_signed(line: str, lived: dict[str, Any]) -> None:
    for value in (NAME, ADDRESS, MAIL, MAIL_MISTYPED):
        assert value not in line
    assert not [one for one in ("found", "in_store", "linked") if lived["verification"][one]]
    assert '"salt"' not in line


def test_both_ledgers_say_the_same_and_have_their_proofs(lived: dict[str, Any]) -> None:
    ours, theirs = lived["ledgers"]["twin"], lived["ledgers"]["brand"]
    (mail,) = ours["consents"]
    assert (mail["state"], mail["gone"], mail["used"]) == ("revoked", ["email"], ["service"])
    (grant,) = [one for one in theirs["grants"] if one["basis"] == "consent"]
    assert (grant["grant"], grant["fields"], grant["purposes"]) == (
        mail["grant"], mail["fields"], mail["purposes"],
    )  # fmt: skip
    assert [lived["messages"][mail[name]]["type"] for name in ("grant", "receipt")] == ["disclose", "receipt"]
    given = [lived["messages"][one["proof"]]["type"] for one in lived["ledgers"]["orders"]]
    assert given == ["order"] * 3
    assert {one["proof"] for one in lived["ledgers"]["orders"]} == {
        one["grant"] for one in theirs["grants"] if one["basis"] == "contract"
    }
    assert not any(one["held"] for one in theirs["grants"])
    refused = [one["refused"] for one in theirs["uses"] if "refused" in one]
    assert refused == ["purpose-not-granted", "grant-revoked"]
    assert len(lived["ledgers"]["kept"]) == 4


def test_both_sides_tell_the_same_events(lived: dict[str, Any]) -> None:
    events = lived["events"]
    assert events["twin"] == events["brand"]
    names = {one["event"] for one in events["twin"]}
    assert names >= {
        "first-contact", "asked", "answered", "claimed", "first-deal", "repeat-deal", "ordered", "late",
        "remedied", "outcome-broken", "outcome-kept", "introduced", "shown", "consented", "revoked",
        "sketch-fetched", "corrected", "subscribed", "unsubscribed", "stepped-down",
    }  # fmt: skip


def test_who_left_comes_back_as_nobody_that_is_known(lived: dict[str, Any]) -> None:
    first, last = of(lived, "ask")
    (known,) = of(lived, "introduce")
    assert len({first["from"], last["from"], known["from"]}) == lived["verification"]["keys"] == 3
    others = [one for one in lived["messages"].values() if one.get("created", "") < last["created"]]
    assert not any(last["from"] in json.dumps(one) for one in others)
    assert last["body"].keys() == {"question"}


def test_another_seed_is_another_year_and_the_words_fit_a_terminal(
    lived: dict[str, Any], tmp_path: Path
) -> None:
    told = year(tmp_path, "2")
    assert max(map(len, told.splitlines())) <= 80
    for words in ("17 November 2027", "MIRA'S LEDGER", "ALDER'S REGISTER", "WHAT HAPPENED", "\nVERIFIED"):
        assert words in told
    assert lived["ledgers"]["twin"]["consents"][0]["grant"][:12] not in told


@pytest.mark.parametrize(
    "arguments", [["first-year", "--days", "7"], ["first-year", "--wish", "a router"], ["second-year"]]
)
def test_what_does_not_go_together_is_said(tmp_path: Path, arguments: list[str]) -> None:
    done = new_home(tmp_path).dailyme("demo", "--story", *arguments)
    assert done.returncode == 2 and "error: usage" in done.stderr and done.stdout == ""
