"""A goal on a brand of the demo market, over sockets: sold to, signed, changed, served again, and fair."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.dailyme.commandline import ROOT, Home, new_home
from tests.e2e.serving import serving

WORDS = (
    "20 % more revenue from our best customers by 2099-03-31, margin never under 8 %, "
    "clear the printers first"
)


def told(home: Home, *arguments: str) -> Any:
    ran = home.at_once("brand", *arguments, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def bought(home: Home, url: str, *claim: str) -> Any:
    limit = ("--yes", "--ceiling", "900 USD")
    ran = home.dailyme("wish", "now", "laser printer", "--brand", url, *claim, *limit, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.slow
def test_a_signed_goal_changes_what_the_next_customer_is_offered(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    shutil.copytree(ROOT / "dailyme/demo_market/alder", tmp_path / "alder")
    config = str(tmp_path / "alder/brand.toml")
    with serving(home, "brand", "serve", "--config", config) as ready:
        bought(home, ready["url"])
    where = ("--config", config, "--url", ready["url"])
    told(home, "goal", "set", WORDS, "--baseline", "0=12000.00", *where)
    told(home, "goal", "approve", "1", "--by", "Ada Lovelace", *where)
    for one in told(home, "propose", *where)["proposals"]:
        told(home, "propose", "--apply", one["id"], "--by", "Ada Lovelace", *where)
    assert told(home, "check", "--config", config)["products"] == 214
    store = f"sqlite:///{next(home.folder.rglob('brand.db'))}"
    with serving(home, "brand", "serve", "--config", config, "--database", store) as again:
        bought(home, again["url"], "--claim", "all")
    where = ("--config", config, "--database", store)
    shown = told(home, "goal", "show", *where)
    assert "fewer than 10 deals" in shown["goals"][0]["progress"]["why"]  # it can be told now, and is few
    assert told(home, "fairness", "--database", store)["findings"] == []
    assert told(home, "voice", *where)["themes"] == []
