"""`dailyme wish add`, `list`, `edit`, `pause`, `done`, as a person runs them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from consumer_twin.wish.said import said_in
from dailyme.acts.aim import AimFlags, changed_aim, end_of, last_day, new_aim, read_weights
from dailyme.acts.here import Here
from dailyme.errors import UsageError
from dailyme.places import Places
from dailyme.schemas import schema_files
from dailyme.settings import Settings
from tests.dailyme.commandline import Home, new_home
from tests.dailyme.terminal import typed

MARKET = "http://localhost:8000"
NOW_MS = 1_796_115_600_000


def said(home: Home, *arguments: str) -> dict[str, Any]:
    """Run a command that must succeed; return what it prints, checked against its schema."""
    done = home.at_once("wish", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    schema = "wish-list" if arguments[0] == "list" else "wish-standing"
    Draft202012Validator(json.loads(schema_files()[f"{schema}.schema.json"])).validate(found)
    return found


def refused(home: Home, *arguments: str) -> tuple[int, str]:
    done = home.at_once("wish", *arguments, "--json")
    return done.returncode, json.loads(done.stderr)["code"]


def test_a_wish_lives_from_one_command_to_the_next(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    (tmp_path / "shop.csv").write_text("id,title,price\n")
    added = said(
        home, "add", "usb hub", "--market", MARKET, "--source", str(tmp_path / "shop.csv"),
        "--ceiling", "40 USD",
        "--mandate", "30 USD", "--weights", "delivery=0.2", "--until", "2999-12-24", "--category", "office",
    )  # fmt: skip
    assert (added["number"], added["state"], added["until"]) == (1, "active", "2999-12-24")
    assert added["ceiling"] == {"amount": 4000, "currency": "USD"}
    assert added["mandate"]["per_deal"] == {"amount": 3000, "currency": "USD"}
    assert added["weights"]["delivery"] == 0.2 and added["categories"] == ["office"]
    edited = said(home, "edit", "1", "--ceiling", "35 USD", "--clear", "mandate", "--text", "usb hub 7 port")
    assert edited["ceiling"]["amount"] == 3500 and "mandate" not in edited
    assert (edited["text"], edited["markets"], edited["weights"]) == (
        "usb hub 7 port",
        [MARKET],
        added["weights"],
    )
    assert said(home, "pause", "1")["state"] == "paused"
    assert said(home, "pause", "1", "--resume")["state"] == "active"
    assert said(home, "done", "1")["state"] == "done"
    assert said(home, "list")["wishes"] == []
    (kept,) = said(home, "list", "--all")["wishes"]
    assert [event["what"] for event in kept["history"]] == ["added", "edited", "paused", "resumed", "done"]
    assert set(kept["history"][1]["changed"]) == {"ceiling", "mandate", "lines", "text"}
    assert refused(home, "pause", "1") == (1, "closed-wish")
    assert refused(home, "done", "9") == (1, "unknown-wish")
    assert refused(home, "edit", "9", "--clear", "text") == (1, "unknown-wish")


WORDS = "four grey usb hubs, max 20 dollars each, not by Foonik, by 24 December 2030, for video calls"


def test_words_say_limits_that_stay_with_the_wish(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    added = said(home, "add", WORDS, "--market", MARKET)
    assert added["lines"] == [{"text": "grey usb hubs for video calls", "quantity": 4}]
    assert added["ceiling"] == {"amount": 8000, "currency": "USD"} and added["until"] == "2030-12-24"
    cheaper = said(home, "edit", "1", "--ceiling", "70 USD")
    assert (cheaper["lines"], cheaper["ceiling"]["amount"]) == (added["lines"], 7000)
    other = said(home, "edit", "1", "--text", "one hdmi cable under 9 dollars")
    assert (other["text"], other["lines"][0]["quantity"], other["ceiling"]["amount"]) == (
        "hdmi cable",
        1,
        900,
    )
    plain = said(home, "add", WORDS, "--market", MARKET, "--ceiling", "50 USD", "--quantity", "2")
    assert (plain["lines"][0]["quantity"], plain["ceiling"]["amount"]) == (2, 5000)


def test_what_words_shut_out_is_kept_when_something_else_is_edited() -> None:
    read = said_in(WORDS, today=date(2026, 11, 23))
    aim = new_aim(WORDS, AimFlags(market=MARKET), HERE, NOW_MS, read)
    after = changed_aim(aim, None, AimFlags(quantity=2), HERE, NOW_MS)
    asks = after.wish.lines[0].asks
    assert asks is not None and asks.not_brands == ("Foonik",) and asks.colours == ("grey",)
    assert after.wish.lines[0].quantity == 2


def test_words_are_shown_back_before_anything_is_kept(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    code, shown = typed(home, "wish", "add", WORDS, "--market", MARKET, answers="n\n")
    assert code == 1 and "20.00 USD" in shown and "Foonik" in shown
    assert said(home, "list", "--all")["wishes"] == []
    code, shown = typed(home, "wish", "add", WORDS, "--market", MARKET, answers="\n")
    assert code == 0 and shown.index("each at most") < shown.index("Added:")
    done = home.at_once("wish", "add", "\u7535\u8111\uff0c\u9884\u7b975000\u5143", "--market", MARKET)
    assert done.returncode == 0 and "not understood" in " ".join(done.stderr.split())


HERE = Here(Places(Path("/nowhere"), Path("/nowhere")), Settings())


@pytest.mark.parametrize(
    "wrong",
    [
        AimFlags(),
        AimFlags(market="nowhere"),
        AimFlags(market=MARKET, ceiling="forty"),
        AimFlags(market=MARKET, weights="speed=1"),
        AimFlags(market=MARKET, weights="delivery=-1"),
        AimFlags(market=MARKET, until="2001-01-01"),
        AimFlags(market=MARKET, until="soon"),
        AimFlags(market=MARKET, ceiling="40 USD", mandate="30 EUR"),
    ],
)
def test_what_cannot_be_is_a_usage_error(wrong: AimFlags) -> None:
    with pytest.raises(UsageError):
        new_aim("usb hub", wrong, HERE, NOW_MS)


def test_only_what_can_be_taken_back_is_cleared() -> None:
    aim = new_aim("usb hub", AimFlags(market=MARKET, ceiling="40 USD"), HERE, NOW_MS)
    assert changed_aim(aim, None, AimFlags(clear=("ceiling",)), HERE, NOW_MS).wish.ceiling is None
    with pytest.raises(UsageError):
        changed_aim(aim, None, AimFlags(clear=("text",)), HERE, NOW_MS)


def test_a_file_is_found_from_any_folder() -> None:
    aim = new_aim("usb hub", AimFlags(sources=("shop.csv", "https://shop.example/a")), HERE, NOW_MS)
    assert aim.places.sources == (str(Path("shop.csv").absolute()), "https://shop.example/a")


def test_the_last_day_is_a_whole_day() -> None:
    assert last_day(end_of("2026-12-24", 0)) == "2026-12-24"


@pytest.mark.parametrize("text", ["", "delivery", "delivery=", "delivery=nan", "delivery=1=2"])
def test_weights_that_can_be_misread_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_weights(text)
