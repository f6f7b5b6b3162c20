"""`dailyme brand offer`: written into brand.toml beside its comments, tried on the catalog, ended in time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from brand_agent import PolicyError
from brand_agent.offer_text import with_end, with_promotion
from protocol import read_time
from tests.dailyme.commandline import Home, new_home

POLICY = """
[brand]
name = "Lamps"
categories = ["lighting"]
regions = ["US"]
currency = "USD"
[catalog]
source = "my.csv"
[cost]
column = "cost_of_goods_sold"   # what a piece costs us
[guardrails]
floor_margin = "0.05"
max_discount = "0.30"   # never more
"""
CATALOG = """id,title,price,cost_of_goods_sold,product_type
tall,Tall lamp,100.00 USD,50.00 USD,Lamps
dear,Dear lamp,100.00 USD,94.00 USD,Lamps
bulb,Bulb,5.00 USD,1.00 USD,Bulbs
"""
HALF: dict[str, Any] = {
    "id": "day", "title": "A day", "discount": "0.10",
    "valid_from": "2026-12-24T00:00:00Z", "valid_until": "2026-12-25T00:00:00Z",
}  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> tuple[Home, str]:
    (tmp_path / "my.csv").write_text(CATALOG)
    (tmp_path / "brand.toml").write_text(POLICY)
    return new_home(tmp_path), str(tmp_path / "brand.toml")


def told(home: Home, *arguments: str) -> Any:
    ran = home.at_once("brand", "offer", *arguments, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_an_offer_is_added_tried_listed_and_ended(shop: tuple[Home, str]) -> None:
    home, config = shop
    added = told(
        home, "add", "lamps", "--discount", "0.10", "--uses", "50", "--category", "Lamps",
        "--from", "2026-12-24T20:00:00Z", "--hours", "1", "--config", config,
    )  # fmt: skip
    (one,) = added["offers"]
    assert one["promotion"]["uses"] == 50 and one["promotion"]["valid_until"] == "2026-12-24T21:00:00Z"
    text = Path(config).read_text()
    assert text.startswith(POLICY.rstrip("\n")) and "# never more" in text
    states = [
        told(home, "list", "--config", config, "--at", at)["offers"][0]["state"]
        for at in (
            "2026-12-24T19:59:59Z",
            "2026-12-24T20:00:00Z",
            "2026-12-24T20:59:59Z",
            "2026-12-24T21:00:00Z",
        )
    ]
    assert states == ["to-come", "open", "open", "over"]
    tried = told(home, "test", "lamps", "--config", config, "--at", "2026-12-24T20:30:00Z")
    assert (tried["articles"], tried["covered"], tried["granted"]) == (3, 2, 1)
    assert {one["product"]: (one["total"]["amount"], one["granted"]) for one in tried["tried"]} == {
        "tall": (9_000, True),
        "dear": (10_000, False),
    }
    assert told(home, "end", "lamps", "--config", config)["offers"] == []  # it had not begun


def test_a_dry_run_prints_what_can_be_pasted(shop: tuple[Home, str]) -> None:
    home, config = shop
    ran = home.at_once(
        "brand", "offer", "add", "x", "--discount", "0.10", "--days", "2", "--dry-run", "--config", config
    )
    assert ran.returncode == 0 and '[[promotion]]\nid = "x"' in ran.stdout
    assert Path(config).read_text() == POLICY


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--discount", "0.40", "--days", "1"], 1),
        (["--discount", "0.10"], 2),
        (["--discount", "0.10", "--days", "1", "--hours", "1"], 2),
        (["--discount", "0.10", "--days", "1", "--segment", "nobody"], 1),
        (["--discount", "0.10", "--until", "tomorrow"], 2),
    ],
    ids=["above-max", "no-end", "two-ends", "no-segment", "no-time"],
)
def test_what_is_wrong_changes_nothing(shop: tuple[Home, str], more: list[str], code: int) -> None:
    home, config = shop
    ran = home.at_once("brand", "offer", "add", "x", *more, "--config", config)
    assert ran.returncode == code
    assert Path(config).read_text() == POLICY


def test_an_end_is_of_that_second_and_of_nothing_else() -> None:
    text = with_promotion(with_promotion(POLICY, HALF), HALF | {"id": "other"})
    text = text.replace(
        'valid_until = "2026-12-25T00:00:00Z"', 'valid_until = "2026-12-25T00:00:00Z"  # a day', 1
    )
    ended = with_end(text, "day", read_time("2026-12-24T12:00:00Z"))
    assert ended == text.replace("2026-12-25T00:00:00Z", "2026-12-24T12:00:00Z", 1)
    with pytest.raises(PolicyError, match="was over"):
        with_end(ended, "day", read_time("2026-12-24T13:00:00Z"))
    with pytest.raises(PolicyError, match="no promotion"):
        with_end(text, "night", read_time("2026-12-24T12:00:00Z"))
