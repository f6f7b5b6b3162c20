"""`dailyme brand webhook` and `dailyme brand key`: what the console's pages do, a script does too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dailyme.outputs_programs import BrandKeys, BrandWebhooks
from tests.dailyme.commandline import Home, new_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return new_home(tmp_path)


def told(home: Home, what: str, *arguments: str) -> Any:
    ran = home.at_once("brand", what, *arguments, "--json")
    assert ran.returncode == 0, ran.stderr
    (BrandWebhooks if what == "webhook" else BrandKeys).model_validate_json(ran.stdout)
    return json.loads(ran.stdout)


def test_a_webhook_is_added_its_secret_shown_once_and_it_is_removed(home: Home) -> None:
    made = told(home, "webhook", "add", "https://shop.example/in", "late", "first-deal")
    assert made["secret"].startswith("whsec_")
    (one,) = told(home, "webhook")["webhooks"]
    assert (one["events"], one["off"], one["by"]) == (["first-deal", "late"], "", "Owner")
    assert "secret" not in told(home, "webhook")
    assert told(home, "webhook", "secret", "1")["secret"] != made["secret"]
    assert told(home, "webhook", "sent", "1")["sent"] == []
    assert "https://shop.example/in" in home.at_once("brand", "webhook").stdout
    assert told(home, "webhook", "remove", "1")["webhooks"] == []
    assert "No webhook yet" in home.at_once("brand", "webhook").stdout


def test_a_key_is_made_shown_once_and_revoked(home: Home) -> None:
    made = told(home, "key", "add", "monthly report", "deals:read", "catalog:read")
    assert made["key"].startswith(made["keys"][0]["begins"])
    again = told(home, "key")
    assert "key" not in again and again["keys"] == made["keys"]
    assert "monthly report" in home.at_once("brand", "key").stdout
    assert told(home, "key", "revoke", "1")["keys"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("webhook", "add", "http://10.0.0.1/", "late"), "bad-url"),
        (("webhook", "add", "https://shop.example/", "no-event"), "unknown-event"),
        (("webhook", "remove", "7"), "unknown-webhook"),
        (("webhook", "secret", "7"), "unknown-webhook"),
        (("webhook", "sent", "1", "--again", "7"), "unknown-delivery"),
        (("key", "add", "report", "all"), "unknown-scope"),
        (("key", "add", "\u202eevil", "deals:read"), "bad-name"),
        (("key", "revoke", "7"), "unknown-api-key"),
    ],
)
def test_what_can_not_be_done_says_why(home: Home, arguments: tuple[str, ...], code: str) -> None:
    told(home, "webhook", "add", "https://shop.example/in", "late")
    ran = home.at_once("brand", *arguments, "--json")
    assert (ran.returncode, json.loads(ran.stderr)["code"]) == (1, code)
