"""A market, two brands and a person over real sockets: the marketplace finds a package, and reads nothing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.dailyme.commandline import Home, new_home
from tests.e2e.oracle import check
from tests.e2e.serving import serving

SHOP = """id,title,price,availability,brand,quantity
1,Blue cotton towel 50 x 100 cm,{price},in_stock,Linen & Co,5
"""
POLICY = """
[brand]
name = "{name}"
[catalog]
source = "{name}.csv"
[cost]
share = "{cost}"
[guardrails]
max_discount = "0.20"
[mediation]
mediators = ["{market}"]
rounds = 4
packages = 8
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return new_home(tmp_path_factory.mktemp("mediated"))


@pytest.fixture(scope="module")
def market(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address and store of a market that lists two brands: one has much room, the other little."""
    folder = tmp_path_factory.mktemp("market")
    store = folder / "market.db"
    with ExitStack() as stack:
        opened = stack.enter_context(serving(home, "market", "serve", "--database", f"sqlite:///{store}"))
        for name, price, cost in (("wide", "20.00 USD", "0.60"), ("narrow", "19.50 USD", "0.93")):
            (folder / f"{name}.csv").write_text(SHOP.format(price=price))
            policy = folder / f"{name}.toml"
            policy.write_text(POLICY.format(name=name, cost=cost, market=opened["url"]))
            served = ("brand", "serve", "--config", str(policy), "--market", opened["url"])
            assert stack.enter_context(serving(home, *served))["listed"] is True
        yield opened["url"], store


def test_the_package_that_is_found_ends_in_an_agreement_that_anybody_can_verify(
    home: Home, market: tuple[str, Path]
) -> None:
    url, store = market
    done = home.at_once(
        "wish", "now", "cotton towel", "--market", url, "--mode", "mediated", "--mandate", "30 USD", "--json"
    )
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (0, "agreed"), done.stderr
    (deal,) = result["deals"]
    assert 1600 <= deal["agreement"]["deal"]["total"]["amount"] < 1950
    assert "mediated" in [one["reason"] for one in deal["agreement"]["deal"]["deviations"]]
    assert check(deal["agreement"], result["keys"]) == 2
    said = sorted([message["type"] for message in thread] for thread in result["transcripts"].values())
    assert all(thread[:4] == ["open", "grid", "round", "marks"] for thread in said)
    assert sorted(thread[-1] for thread in said) == ["close", "confirm"]
    _knows_nothing(store, result["transcripts"].keys())


def _knows_nothing(store: Path, threads: object) -> None:
    """The market's file holds rounds under hashes, and neither a thread's name nor a price."""
    with closing(sqlite3.connect(store)) as connection:
        rows = connection.execute("SELECT name, round, mark FROM market_round").fetchall()
    assert rows
    assert {name for name, _, _ in rows}.isdisjoint(threads)  # type: ignore[arg-type]
    assert sum(mark is not None for _, _, mark in rows) >= 1


def test_without_a_marketplace_nobody_would_compare(home: Home) -> None:
    done = home.at_once("wish", "now", "towel", "--brand", "http://localhost:1", "--mode", "mediated")
    assert done.returncode == 2
    assert "--market" in done.stderr
