"""A range of pieces over real sockets: three at less a piece, taken where the spares are worth it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dailyme.commandline import Home, new_home
from tests.e2e.oracle import check
from tests.e2e.serving import serving

SHOP = """id,title,price,availability,brand,quantity
1,Olive oil 1 l,20.00 USD,in_stock,Grove,9
"""
POLICY = """
[brand]
name = "grove"
[catalog]
source = "grove.csv"
[cost]
share = "0.50"
[guardrails]
max_discount = "0.30"
[[shipping]]
days = 5
price = "5.00"
[[volume]]
pieces = 3
discount = "0.20"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return new_home(tmp_path_factory.mktemp("range"))


@pytest.fixture(scope="module")
def brand(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("grove")
    (folder / "grove.csv").write_text(SHOP)
    path = folder / "grove.toml"
    path.write_text(POLICY)
    with serving(home, "brand", "serve", "--config", str(path)) as said:
        yield said["url"]


def wished(home: Home, brand: str, *more: str) -> Any:
    done = home.at_once("wish", "now", "olive oil", "--brand", brand, *more, "--json")
    return json.loads(done.stdout)


def test_three_are_taken_where_they_are_the_better_buy(home: Home, brand: str) -> None:
    result = wished(home, brand, "--at-most", "3", "--ceiling", "80 USD", "--mandate", "80 USD")
    assert result["status"] == "agreed"
    assert result["wish"]["lines"] == [{"text": "olive oil", "quantity": 1, "at_most": 3}]
    (deal,) = result["deals"]
    bought = deal["agreement"]["deal"]
    (line,) = bought["lines"]
    assert line["quantity"] == 3
    assert "volume" in [one["reason"] for one in bought["deviations"]]
    assert check(deal["agreement"], result["keys"]) == 2
    best = result["options"][0]
    assert (best["quantity"], best["spares"]) == (3, 2)
    assert best["total"]["amount"] - best["alone"]["amount"] < 2 * 1_600
    assert any("3 pieces at" in one and "2 more than you need" in one for one in best["why"])


def test_the_piece_that_is_needed_is_shown_where_spares_are_worth_little(tmp_path: Path, brand: str) -> None:
    frugal = new_home(tmp_path)
    frugal.folder.mkdir()
    (frugal.folder / "config.toml").write_text('spare_worth = "0.30"\n')
    result = wished(frugal, brand, "--at-most", "3")
    assert result["status"] == "needs-approval"
    (best,) = result["options"]
    assert (best["quantity"], best.get("spares")) == (1, None)
    offers = [one for said in result["transcripts"].values() for one in said if one["type"] == "offer"]
    assert {one["body"]["lines"][0]["quantity"] for one in offers} == {1, 3}


def test_fewer_at_most_than_needed_is_refused_before_anything_is_sent(home: Home, brand: str) -> None:
    done = home.at_once("wish", "now", "oil", "--brand", brand, "--quantity", "3", "--at-most", "2")
    assert done.returncode == 1
    assert "2 at most can't be: 3 needed" in done.stderr
