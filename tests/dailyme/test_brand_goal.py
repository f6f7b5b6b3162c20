"""`dailyme brand goal` and `brand propose`: read, signed, applied, taken back, in a shop and on the demo."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from tests.dailyme.commandline import ROOT, Home, new_home

WORDS = (
    "20 % more revenue from our best customers by March 2027, margin never under 8 %, "
    "clear the printers first"
)
POLICY = """
[brand]
name = "Office"
[catalog]
source = "my.csv"
[cost]
column = "cost_of_goods_sold"
[guardrails]   # ours
floor_margin = "0.06"            # of the price
max_discount = "0.10"
"""
CATALOG = """id,title,brand,price,cost_of_goods_sold,product_type
one,Laser one,Acme,100.00 USD,70.00 USD,Printers
two,Ink two,Bolt,80.00 USD,50.00 USD,Printers
hub,USB hub,Acme,20.00 USD,10.00 USD,Cables
"""
SAID = ("--today", "2026-11-23", "--baseline", "0=12000.00")


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Home, Path]:
    (tmp_path / "my.csv").write_text(CATALOG)
    (tmp_path / "brand.toml").write_text(POLICY)
    return new_home(tmp_path), tmp_path / "brand.toml"


@pytest.fixture
def alder(tmp_path: Path) -> tuple[Home, Path]:
    shutil.copytree(ROOT / "dailyme/demo_market/alder", tmp_path / "alder")
    return new_home(tmp_path), tmp_path / "alder" / "brand.toml"


def told(shop: tuple[Home, Path], *arguments: str) -> Any:
    home, config = shop
    ran = home.at_once("brand", *arguments, "--config", str(config), "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def refused(shop: tuple[Home, Path], *arguments: str) -> str:
    home, config = shop
    ran = home.at_once("brand", *arguments, "--config", str(config), "--json")
    assert ran.returncode != 0, ran.stdout
    return str(json.loads(ran.stderr)["code"])


def ids(proposed: Any) -> list[str]:
    return [one["id"] for one in proposed["proposals"]]


def test_words_are_shown_back_and_nothing_is_kept(shop: tuple[Home, Path]) -> None:
    found = told(shop, "goal", WORDS, "--today", "2026-11-23")
    (goal,) = found["goals"]
    assert (found["state"], goal["metric"], goal["horizon"]) == ("read", "revenue", "2027-03-31")
    assert goal["whom"]["predicate"] == {"op": "eq", "fact": "repeat", "value": True}
    assert [one["member"] for one in found["unclear"]] == ["goals.0.baseline"]
    assert not list(shop[0].folder.rglob("brand.db"))


def test_words_are_read_without_a_policy_and_nothing_is_kept_without_one(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    with chdir(tmp_path):
        read = home.at_once("brand", "goal", "10.000 € mehr Gewinn bis Jahresende", "--json")
        gone = home.at_once("brand", "goal", WORDS, "--config", "other.toml", "--json")
        none = home.at_once("brand", "goal", "set", WORDS, "--json")
        proposed = home.at_once("brand", "propose", "--json")
    found = json.loads(read.stdout)
    assert found["goals"][0]["change"]["currency"] == "EUR"
    assert "currency-differs" not in {one["code"] for one in found["conflicts"]}
    assert [one.returncode for one in (gone, none, proposed)] == [1, 1, 1]


def test_a_goal_is_signed_and_a_change_applied_and_taken_back(alder: tuple[Home, Path]) -> None:
    home, config = alder
    before = config.read_text()
    assert told(alder, "goal", "set", WORDS, *SAID)["state"] == "draft"
    assert "goal" not in told(alder, "propose")  # nothing acts before a signature
    signed = told(alder, "goal", "approve", "1", "--by", "Ada Lovelace")
    assert (signed["state"], signed["by"]) == ("signed", "Ada Lovelace")
    proposed = told(alder, "propose")
    assert [one["kind"] for one in proposed["proposals"]] == ["limits", "promotion", "promotion", "volume"]
    assert not any(one["effect"]["known"] for one in proposed["proposals"])
    assert told(alder, "propose") == proposed  # an id holds
    assert config.read_text() == before
    for name in ids(proposed):
        written = told(alder, "propose", "--apply", name, "--by", "Ada Lovelace")
        assert written["applied"] == [name] and name not in ids(written)
    assert 'floor_margin = "0.08"            # of the price' in config.read_text()
    checked = home.at_once("brand", "check", "--config", str(config), "--json")
    assert checked.returncode == 0
    assert refused(alder, "propose", "--revert", ids(proposed)[0], "--by", "Ada Lovelace") == "outside-limits"
    for name in ids(proposed)[1:]:
        told(alder, "propose", "--revert", name, "--by", "Ada Lovelace")
    assert refused(alder, "propose", "--revert", ids(proposed)[1], "--by", "Ada") == "unknown-proposal"
    assert config.read_text() == before.replace('floor_margin = "0.06"', 'floor_margin = "0.08"')
    log = told(alder, "goal", "list")["log"]
    assert [one["kind"] for one in log] == ["set", "approved", *["applied"] * 4, *["reverted"] * 3]
    assert {one["who"] for one in log} == {"", "Ada Lovelace"}


def test_what_is_declined_is_proposed_no_more_and_no_mandate_applies_it(alder: tuple[Home, Path]) -> None:
    told(alder, "goal", "set", WORDS, *SAID)
    told(alder, "goal", "approve", "1", "--by", "Ada Lovelace")
    first, *others = ids(told(alder, "propose"))
    assert refused(alder, "propose", "--decline", first, "--by", "Ada") == "usage"
    after = told(alder, "propose", "--decline", first, "--by", "Ada", "--because", "not before Easter")
    assert (after["declined"], ids(after)) == (first, others)
    assert refused(alder, "propose", "--apply", first, "--by", "Ada") == "unknown-proposal"
    last = told(alder, "goal", "list")["log"][-1]
    assert (last["kind"], last["who"], last["proposal"]) == ("declined", "Ada", first)


def test_what_nobody_may_sign_or_did_not_name_is_not_signed(shop: tuple[Home, Path]) -> None:
    told(shop, "goal", "set", "Margin to 5 % by March, margin never under 8 %", *SAID[:2])
    assert refused(shop, "goal", "approve", "1", "--by", "Ada") == "goal-conflicts"
    told(shop, "goal", "set", "More profit, max 12 % off", *SAID[:2])
    assert refused(shop, "goal", "approve", "2", "--by", "Ada") == "goal-conflicts"
    assert refused(shop, "goal", "approve", "2", "--by", " ", "--knowing", "limit-looser") == "not-signed"
    found = told(
        shop, "goal", "approve", "2", "--by", "Ada", "--knowing", "limit-looser", "--knowing", "unclear"
    )
    assert found["state"] == "signed"
    assert refused(shop, "goal", "approve", "9", "--by", "Ada") == "unknown-goal"


def test_goods_kept_out_stay_out(shop: tuple[Home, Path]) -> None:
    words = "20 % more revenue by March, no discounts on printers, clear the printers first"
    told(shop, "goal", "set", words, *SAID)
    told(shop, "goal", "approve", "1", "--by", "Ada")
    found = told(shop, "propose")
    assert found["proposals"] == []
    assert any(note.startswith("Not proposed: promotion") for note in found["notes"])


def test_a_mandate_applies_what_it_covers_and_says_what_it_does_not(shop: tuple[Home, Path]) -> None:
    _, config = shop
    mandate = '\n[mandate]\nkinds = ["limits", "promotion"]\nuntil = 2028-01-01T00:00:00Z\nby = "Ada"\n'
    config.write_text(config.read_text() + mandate)
    told(shop, "goal", "set", WORDS, *SAID)
    assert told(shop, "propose", "--under-mandate")["applied"] == []
    told(shop, "goal", "approve", "1", "--by", "Ada")
    done = told(shop, "propose", "--under-mandate")
    assert len(done["applied"]) == 3
    assert [one["kind"] for one in done["proposals"]] == ["volume"]
    assert any("does not say volume" in note for note in done["notes"])
    log = told(shop, "goal", "list")["log"]
    assert {one["who"] for one in log if one["kind"] == "applied"} == {"mandate of Ada"}


def test_a_log_that_was_edited_is_found_and_nothing_goes_on(shop: tuple[Home, Path]) -> None:
    told(shop, "goal", "set", WORDS, *SAID)
    (file,) = shop[0].folder.rglob("brand.db")
    store = sqlite3.connect(file)
    store.execute("UPDATE brand_goal_log SET data = replace(data, '0.08', '0.01')")
    store.commit()
    store.close()
    assert refused(shop, "goal", "list") == "broken-log"
    assert refused(shop, "goal", "approve", "1", "--by", "Ada") == "broken-log"


@pytest.mark.parametrize(
    "flags",
    [
        ["--apply", "p-0"],
        ["--apply", "p-0", "--revert", "p-0", "--by", "A"],
        ["--for", "more", "--under-mandate"],
    ],
)
def test_half_a_command_is_a_usage_error(shop: tuple[Home, Path], flags: list[str]) -> None:
    assert refused(shop, "propose", *flags) == "usage"


def test_words_that_nobody_signed_are_only_tried(shop: tuple[Home, Path]) -> None:
    found = told(shop, "propose", "--for", WORDS, "--today", "2026-11-23")
    assert len(found["proposals"]) == 4 and "goal" not in found
    assert refused(shop, "propose", "--apply", ids(found)[0], "--by", "Ada") == "unknown-proposal"


@pytest.mark.parametrize("command", [("goal",), ("goal", "set"), ("propose", "--for")])
def test_no_words_are_no_goal_and_too_many_neither(shop: tuple[Home, Path], command: tuple[str, ...]) -> None:
    home, config = shop
    wrong = {"": (2, "no-goal-said"), " \t-": (2, "no-goal-said"), "more sales " * 200: (1, "goal-too-long"),
             "5 % " * 45: (1, "goal-too-long")}  # fmt: skip
    for words, (code, name) in wrong.items():
        ran = home.at_once("brand", *command, words, "--config", str(config), "--json")
        told = json.loads(ran.stderr)
        assert (ran.returncode, told["code"], ran.stdout) == (code, name, ""), words[:20]
        assert told["advice"]
    assert not list(home.folder.rglob("brand.db"))


def test_a_marketer_reads_no_names_of_members(alder: tuple[Home, Path]) -> None:
    home, config = alder
    words = f"{WORDS}; 5 % more profit; win back 30 customers; leave the cables alone"
    ran = [
        home.at_once("brand", *said, "--config", str(config))
        for said in (("goal", words), ("propose", "--for", words), ("goal", "5 % more profit"))
    ]
    for one in ran:
        assert one.returncode == 0, one.stderr
        assert not re.search(r"\b(goals|guardrails|priorities)\.\w+", one.stdout), one.stdout
    assert "open  goal 1, by when: no day is said" in ran[2].stdout
    assert "floor_margin, and" not in ran[1].stdout and "limit  the least margin: 8 %" in ran[0].stdout
    assert (
        "goal 1, what it was before: your store can't tell; say it with --baseline 0=VALUE" in ran[0].stdout
    )
