"""Two brands and a person over real sockets, by sealed bids: one deal, at a price that nobody haggled for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
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
share = "0.60"
[guardrails]
sealed_share = "{share}"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return new_home(tmp_path_factory.mktemp("sealed"))


@pytest.fixture(scope="module")
def brands(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Addresses of two brands: one lists 20.00 and gives .9 of its room, the other 19.50 and half of it."""
    folder = tmp_path_factory.mktemp("brands")
    with ExitStack() as stack:
        yield [
            stack.enter_context(serving(home, "brand", "serve", "--config", str(_policy(folder, *one))))[
                "url"
            ]
            for one in (("keen", "20.00 USD", "0.9"), ("calm", "19.50 USD", "0.5"))
        ]


def _policy(folder: Path, name: str, price: str, share: str) -> Path:
    (folder / f"{name}.csv").write_text(SHOP.format(price=price))
    path = folder / f"{name}.toml"
    path.write_text(POLICY.format(name=name, share=share))
    return path


def test_sealed_bids_end_in_one_deal_that_anybody_can_verify(home: Home, brands: list[str]) -> None:
    looking = [word for url in brands for word in ("--brand", url)]
    done = home.at_once(
        "wish", "now", "cotton towel", *looking, "--mode", "sealed", "--mandate", "30 USD", "--json"
    )
    result = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (0, "agreed"), done.stderr
    (deal,) = result["deals"]
    assert deal["agreement"]["deal"]["total"]["amount"] == 1820
    assert [one["reason"] for one in deal["agreement"]["deal"]["deviations"]] == ["sealed-bid"]
    assert check(deal["agreement"], result["keys"]) == 2
    said = sorted([message["type"] for message in thread] for thread in result["transcripts"].values())
    bid = ["open", "commit", "window", "reveal"]
    assert said == [[*bid, "accept", "confirm"], [*bid, "close", "close"]]


def test_an_unknown_mode_is_refused_before_anything_is_sent(home: Home, brands: list[str]) -> None:
    done = home.at_once("wish", "now", "towel", "--brand", brands[0], "--mode", "auction")
    assert done.returncode == 2
    assert "Give turns, sealed or mediated." in done.stderr
