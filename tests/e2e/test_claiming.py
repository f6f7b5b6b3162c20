"""A public offer for students, claimed between two terminals: allowed, said, granted, in the signed deal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.dailyme.commandline import Home, new_home
from tests.e2e.oracle import check
from tests.e2e.serving import serving
from tests.e2e.test_two_terminals import COSTED, SHOP, valid

STUDENTS = '{"op": "eq", "fact": "student", "value": true}'
WINTER = """
[[promotion]]
id = "winter"
title = "A tenth off for students"
discount = "0.10"
segment = "students"
valid_from = 2020-01-01T00:00:00Z
valid_until = 2099-01-01T00:00:00Z
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("claiming")
    (folder / "shop.csv").write_text(SHOP)
    (folder / "brand.toml").write_text(COSTED)
    return new_home(folder)


@pytest.fixture(scope="module")
def brand(home: Home) -> Iterator[str]:
    policy = home.folder.parent / "brand.toml"
    done = home.at_once(
        "brand", "segment", "new", "students", "--predicate", STUDENTS, "--config", str(policy), "--json"
    )
    valid("brand-segment-list", json.loads(done.stdout))
    policy.write_text(policy.read_text() + WINTER)
    with serving(home, "brand", "serve", "--config", str(policy)) as ready:
        yield ready["url"]


def test_a_fact_that_was_not_allowed_is_not_said_and_one_that_was_is_in_the_deal(
    home: Home, brand: str
) -> None:
    done = home.at_once("twin", "facts", "set", "student=yes", "--json")
    valid("twin-facts", json.loads(done.stdout))
    wish = ("wish", "now", "cotton towel", "--brand", brand, "--json")
    silent = json.loads(home.at_once(*wish).stdout)
    assert (silent["claims"], len(silent["missed"])) == ([], 1)
    log = home.folder / "wire.jsonl"
    allowed = home.at_once(*wish, "--claim", "student", "--mandate", "20 USD", "--wire-log", str(log))
    result = json.loads(allowed.stdout)
    valid("wish-now", result)
    assert (allowed.returncode, result["status"]) == (0, "agreed")
    assert result["claims"][0]["disclosed"] == ["student"] and result["claims"][0]["granted"]
    agreement = result["deals"][0]["agreement"]
    assert agreement["deal"]["promotions"] == ["winter"]
    assert agreement["deal"]["total"]["amount"] <= 1125
    assert check(agreement, result["keys"]) == 2
    assert '"salt"' not in log.read_text()
    told = home.at_once("memory", "log").stdout
    assert "claimed A tenth off for students of Linen, and said student." in " ".join(told.split())


def test_the_morning_claims_what_is_allowed_for_good(tmp_path: Path, brand: str) -> None:
    home = new_home(tmp_path)
    home.at_once("twin", "facts", "set", "student=yes", "--allow")
    added = home.at_once("wish", "add", "wool blanket", "--brand", brand, "--ceiling", "100 USD", "--json")
    assert added.returncode == 0, added.stderr
    done = home.at_once("today", "--local", "--json")
    assert done.returncode in {0, 4}, done.stderr
    valid("today", json.loads(done.stdout))
    told = json.loads(home.at_once("memory", "log", "--json").stdout)["entries"]
    claimed = [one for one in told if one.get("kind") == "claimed"]
    assert [one["facts"]["disclosed"] for one in claimed] == [{"student": True}]


def test_a_bad_carried_body_is_refused_by_its_own_code(home: Home, brand: str) -> None:
    kind = "application/dailyme-carried+json"
    bodies = {
        b'{"message":{},"values":[]} ': "not-canonical",
        b'{"message":{},"values":{}}': "bad-message",
        b'{"message":{},"values":[{"field":"student"}]}': "bad-message",
    }
    for body, code in bodies.items():
        got = httpx.post(f"{brand}/negotiate", content=body, headers={"content-type": kind})
        assert got.json()["code"] == code
    assert httpx.get(f"{brand}/offers?cursor=x").json()["code"] == "unknown-page"


@pytest.mark.parametrize(
    ("predicate", "code"),
    [
        ('{"op": "eq", "fact": "religion", "value": true}', "sensitive-fact"),
        ('{"op": "eq", "fact": "shoe-size", "value": 4}', "unknown-fact"),
        ('{"op": "eq", "fact": "student", "value": "yes"}', "fact-type-mismatch"),
        ('{"op": "matches", "fact": "country", "value": ".*"}', "unbounded-predicate"),
        ('{"op": "not", "of": {"op": "in", "fact": "owns", "values": ["tv"]}}', "contradictory-predicate"),
        ('{"op": "ge", "fact": "household-size", "value": 1}', "vacuous-predicate"),
        ('{"op": "and", "of": []}', "bad-predicate"),
        ("[" * 5000, "usage"),
    ],
)
def test_a_bad_predicate_is_refused_before_it_is_published(home: Home, predicate: str, code: str) -> None:
    done = home.at_once("brand", "segment", "test", "--predicate", predicate, "--json")
    assert done.returncode != 0
    assert json.loads(done.stderr)["code"] == code


def test_a_segment_is_tried_on_invented_people_and_the_same_ones_for_a_seed(home: Home) -> None:
    arguments = ("brand", "segment", "test", "--predicate", STUDENTS, "--people", "2000", "--json")
    first, again = (json.loads(home.at_once(*arguments).stdout) for _ in range(2))
    valid("brand-segment-test", first)
    assert first == again
    assert 150 < first["qualify"] < 350
    assert first["disclosures"] == [{"facts": ["student"], "people": first["qualify"]}]


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ("religion=any", "sensitive-fact"),
        ("shoe-size=42", "unknown-fact"),
        ("student=maybe", "fact-type-mismatch"),
        ("repeat=yes", "fact-type-mismatch"),
        ("student", "usage"),
    ],
)
def test_what_can_not_be_set_is_told_by_its_code(home: Home, fact: str, code: str) -> None:
    done = home.at_once("twin", "facts", "set", fact, "--json")
    assert json.loads(done.stderr)["code"] == code
