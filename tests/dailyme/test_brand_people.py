"""`dailyme brand people`: an owner invites, changes, removes; a script sees the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dailyme.outputs_people import BrandPeople
from tests.dailyme.commandline import Home, new_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path)


def told(home: Home, *arguments: str) -> Any:
    ran = home.at_once("brand", "people", *arguments, "--json")
    assert ran.returncode == 0, ran.stderr
    BrandPeople.model_validate_json(ran.stdout)
    return json.loads(ran.stdout)


def test_an_owner_invites_by_a_link_that_is_shown_once(home: Home) -> None:
    found = told(home, "add", "approver", "--console", "https://console.example/")
    assert [(one["name"], one["role"], one["owner"]) for one in found["people"]] == [("Owner", "admin", True)]
    assert found["link"].startswith("https://console.example/join?key=")
    again = told(home)
    assert (again["invitations"], "link" in again) == (1, False)
    assert [one["kind"] for one in again["record"]] == ["joined", "invited"]


def test_one_person_says_that_they_are_alone(home: Home) -> None:
    assert told(home, "alone")["alone"] is True
    assert told(home, "alone", "--no")["alone"] is False
    shown = home.at_once("brand", "people")
    assert "Owner" in shown.stdout
    assert "The record is whole" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("role", "Eve", "admin"), "unknown-person"),
        (("remove", "Eve"), "unknown-person"),
        (("remove", "owner"), "owner-stays"),
        (("role", "Owner", "viewer"), "owner-stays"),
    ],
)
def test_what_can_not_be_done_says_why(home: Home, arguments: tuple[str, ...], code: str) -> None:
    told(home, "add", "viewer")
    ran = home.at_once("brand", "people", *arguments, "--json")
    assert (ran.returncode, json.loads(ran.stderr)["code"]) == (1, code)


def test_nobody_is_shown_where_no_brand_was_served(home: Home) -> None:
    ran = home.at_once("brand", "people", "--json")
    assert ran.returncode == 2
