"""A person and a brand over real sockets: guest, known, repeat, and guest again, each in its own words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from dailyme.schemas import schema_files
from tests.dailyme.commandline import Home, new_home
from tests.e2e.serving import serving

SHOP = """id,title,price,availability,brand,quantity
1,Blue cotton towel 50 x 100 cm,50.00 USD,in_stock,Linen & Co,9
"""
POLICY = """
[brand]
name = "Linen"
[catalog]
source = "shop.csv"
[cost]
share = "0.60"
[guardrails]
max_discount = "0.20"
[[ladder]]
rung = "known"
benefits = [
  { id = "held", kind = "held-stock" },
  { id = "welcome", kind = "discount", discount = "0.05", once = "delivery-address" },
]
[[ladder]]
rung = "repeat"
agreements = 2
benefits = [{ id = "loyal", kind = "points", points = 50 }]
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "shop.csv").write_text(SHOP)
    (tmp_path / "brand.toml").write_text(POLICY)
    return new_home(tmp_path)


@pytest.fixture
def url(home: Home) -> Iterator[str]:
    with serving(home, "brand", "serve", "--config", str(home.folder.parent / "brand.toml")) as ready:
        yield ready["url"]


def said(home: Home, *arguments: str, schema: str, code: int = 0) -> Any:
    done = home.at_once(*arguments, "--json")
    assert done.returncode == code, done.stderr
    result = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_files()[f"{schema}.schema.json"])).validate(result)
    return result


def relation(home: Home, *arguments: str, schema: str = "relation-climbed", code: int = 0) -> Any:
    return said(home, "relation", *arguments, schema=schema, code=code)


def buy(home: Home, url: str) -> tuple[str, Any]:
    """Buy a towel; return the key that did, and the deal."""
    asked = ("wish", "now", "cotton towel", "--brand", url, "--ceiling", "60 USD", "--yes")
    said(home, *asked, schema="wish-now")
    agreements = said(home, "twin", "agreements", schema="twin-agreements")["agreements"]
    last = max(agreements, key=lambda one: one["agreed"])
    return str(last["twin"]), last["deal"]


def standing(home: Home, url: str) -> Any:
    (found,) = relation(home, "list", "--brand", url, schema="relation-list")["brands"]
    return found


def test_from_guest_to_repeat_customer_and_back(home: Home, url: str) -> None:
    assert standing(home, url)["rung"] == "guest"
    first, deal = buy(home, url)
    assert (deal["stock"], "benefits" in deal) == ("while-available", False)
    second, _ = buy(home, url)
    assert first != second

    refused = home.at_once("relation", "show", url, "--yes", "--json")
    assert (refused.returncode, json.loads(refused.stderr)["code"]) == (1, "not-known")

    known = relation(home, "introduce", url, "--yes")
    assert (known["rung"], known["benefits"]) == ("known", ["held", "welcome"])
    assert known["key"] not in {first, second}
    key, deal = buy(home, url)
    assert (key, deal["stock"], deal["benefits"]) == (known["key"], "held", ["held", "welcome"])
    assert deal["conditions"] == [{"benefit": "welcome", "once": "delivery-address"}]
    assert deal["deviations"][0]["reason"] == "rung"

    repeat = relation(home, "show", url, "--yes")
    assert (repeat["rung"], repeat["shown"], repeat["benefits"][-1]) == ("repeat", 3, "loyal")
    found = standing(home, url)
    assert (found["rung"], [one["reached"] for one in found["ladder"]]) == ("repeat", [True, True])
    words = home.at_once("relation", "list").stdout
    assert "you are a repeat customer since" in words
    assert "5% off the list total, once for each person, counted by delivery address" in words

    left = relation(home, "leave", url)
    assert (left["rung"], left["benefits"], left["confirmed"]) == ("guest", [], True)
    last, deal = buy(home, url)
    assert last not in {first, second, key}
    assert (deal["stock"], "benefits" in deal) == ("while-available", False)
    again = relation(home, "introduce", url, "--yes")
    assert again["key"] not in {first, second, key, last}
    kept = _rows(home, "brand_known")
    assert kept == [again["key"]], "the brand dropped the key that left"
    log = home.at_once("memory", "log").stdout
    for line in ("You introduced yourself to", "You showed 3 of your deals to", "You stepped down to guest"):
        assert line in log


def test_a_step_down_holds_though_the_brand_is_gone(home: Home) -> None:
    with serving(home, "brand", "serve", "--config", str(home.folder.parent / "brand.toml")) as ready:
        url = ready["url"]
        relation(home, "introduce", url, "--yes")
    left = relation(home, "leave", url)
    assert (left["rung"], left["confirmed"]) == ("guest", False)
    found = standing(home, url)
    assert (found["rung"], found["unheard"], "ladder" in found) == ("guest", ["guest"], False)


def _rows(home: Home, table: str) -> list[str]:
    (path,) = home.folder.parent.rglob("brand.db")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        return [row[0] for row in database.execute(f"SELECT key FROM {table}")]
