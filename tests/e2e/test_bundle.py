"""Two lines of a wish over real sockets: bought together where that is cheaper, apart where it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.dailyme.commandline import Home, new_home
from tests.e2e.oracle import check
from tests.e2e.serving import serving

HEAD = "id,title,price,availability,brand,quantity\n"
TOWEL = "1,Blue cotton towel 50 x 100 cm,{},in_stock,Linen & Co,5\n"
SOAP = "2,Olive soap bar 100 g,{},in_stock,Linen & Co,5\n"
POLICY = """
[brand]
name = "{name}"
[catalog]
source = "{name}.csv"
[cost]
share = "0.60"
[[shipping]]
days = 5
price = "{shipping}"
"""
PAIR = '[[bundle]]\nproducts = ["1", "2"]\ndiscount = "0.05"\n'
SHOPS = {
    "house": (HEAD + TOWEL.format("20.00 USD") + SOAP.format("4.00 USD"), "6.00", PAIR),
    "towels": (HEAD + TOWEL.format("19.00 USD"), "6.00", ""),
    "cheap": (HEAD + TOWEL.format("12.00 USD"), "0.00", ""),
    "soaps": (HEAD + SOAP.format("2.50 USD"), "0.00", ""),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return new_home(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="module")
def brands(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of the shops, by name."""
    folder = tmp_path_factory.mktemp("shops")
    with ExitStack() as stack:
        found = {}
        for name, (feed, shipping, more) in SHOPS.items():
            (folder / f"{name}.csv").write_text(feed)
            path = folder / f"{name}.toml"
            path.write_text(POLICY.format(name=name, shipping=shipping) + more)
            served = serving(home, "brand", "serve", "--config", str(path))
            found[name] = stack.enter_context(served)["url"]
        yield found


def wished(home: Home, *urls: str) -> dict[str, Any]:
    looking = [word for url in urls for word in ("--brand", url)]
    done = home.at_once("wish", "now", "cotton towel; olive soap", *looking, "--mandate", "60 USD", "--json")
    result: dict[str, Any] = json.loads(done.stdout)
    assert (done.returncode, result["status"]) == (0, "agreed"), done.stderr
    return result


def test_two_lines_of_one_brand_are_one_deal_with_one_delivery(home: Home, brands: dict[str, str]) -> None:
    result = wished(home, brands["house"], brands["towels"])
    (deal,) = result["deals"]
    assert check(deal["agreement"], result["keys"]) == 2
    bought = deal["agreement"]["deal"]
    assert [line["product"] for line in bought["lines"]] == ["1", "2"]
    assert bought["deviations"][0] == {
        "issue": "price",
        "reason": "bundle",
        "amount": {"amount": -120, "currency": "USD"},
    }
    (taken,) = [one for one in result["options"] if one["hash"] == deal["option"] and one["line"] == 0][:1]
    apart = [one for one in result["options"] if one["hash"] in taken["replaces"]]
    assert (
        taken["saves"]["amount"] == sum(one["total"]["amount"] for one in apart) - bought["total"]["amount"]
    )
    assert [line["status"] for line in result["lines"]] == ["agreed", "agreed"]
    ends = sorted(
        (len(said[0]["body"]["lines"]), said[-1]["type"]) for said in result["transcripts"].values()
    )
    assert ends == [(1, "close"), (1, "close"), (1, "close"), (2, "confirm")]


def test_two_brands_are_two_deals_where_that_is_cheaper(home: Home, brands: dict[str, str]) -> None:
    result = wished(home, brands["house"], brands["cheap"], brands["soaps"])
    sellers = {one["hash"]: one["seller"] for one in result["options"]}
    assert [sellers[deal["option"]] for deal in result["deals"]] == ["cheap", "soaps"]
    bundle = next(one for one in result["options"] if "pieces" in one)
    assert bundle["rank"] > 1
    assert "saves" not in bundle
