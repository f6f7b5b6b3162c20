"""The demo's catalogs: what `make_demo_market` writes, from facts, and whole."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.tools.make_demo_market import DATA, MARKET, files

NS = "{http://base.google.com/ns/1.0}"
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def csv_rows() -> list[dict[str, str]]:
    with (MARKET / "northgate" / "catalog.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def feed_items() -> list[dict[str, str]]:
    items = ElementTree.parse(MARKET / "alder" / "feed.xml").iter("item")
    return [{part.tag.removeprefix(NS): part.text or "" for part in item} for item in items]


def page_products() -> list[dict[str, Any]]:
    products: list[dict[str, Any]] = []
    for page in sorted((MARKET / "paperlane" / "pages").iterdir()):
        found = LD.search(page.read_text(encoding="utf-8"))
        assert found is not None, page.name
        products.extend(json.loads(found[1])["@graph"])
    return products


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/catalogs/two_shops is not here")
def test_the_files_are_what_the_program_makes_of_the_facts() -> None:
    made = files()
    kept = {
        path.relative_to(MARKET).as_posix(): path.read_text(encoding="utf-8")
        for path in MARKET.rglob("*")
        if path.suffix in {".csv", ".xml", ".html"}
    }
    assert sorted(kept) == sorted(made)
    for name, text in made.items():
        assert kept[name] == text, f"{name} is stale: python -m tests.tools.make_demo_market"


def test_no_two_articles_of_a_brand_share_an_id() -> None:
    for ids in (
        [row["sku"] for row in csv_rows()],
        [item["id"] for item in feed_items()],
        [product["sku"] for product in page_products()],
    ):
        assert len(ids) == len(set(ids)) > 100


def test_what_is_assumed_is_named_at_every_article() -> None:
    assert {row["assumed"] for row in csv_rows()} == {"on_hand unit_cost"}
    assert {item["custom_label_4"] for item in feed_items()} == {"assumed: quantity cost_of_goods_sold"}
    assert {product["additionalProperty"]["value"] for product in page_products()} == {"price inventoryLevel"}


def test_some_articles_are_out_of_stock_and_of_some_there_is_one() -> None:
    for stock in (
        [int(row["on_hand"]) for row in csv_rows()],
        [int(item["quantity"]) for item in feed_items()],
        [product["offers"]["inventoryLevel"]["value"] for product in page_products()],
    ):
        assert stock.count(0) >= 5 and stock.count(1) >= 10


def test_all_three_sell_and_have_the_router_of_the_demo() -> None:
    words = "NETGEAR Wireless Router for Video and Gaming"
    (row,) = [row for row in csv_rows() if words in row["name"]]
    (item,) = [item for item in feed_items() if words in item["title"]]
    (product,) = [product for product in page_products() if words in product["name"]]
    assert row["model"] == item["mpn"] == product["mpn"] == "WNDR37AV-100NAS"
    assert int(row["on_hand"]) > 1 and int(item["quantity"]) > 1
    assert product["offers"]["inventoryLevel"]["value"] > 1


@pytest.mark.parametrize("brand", ["northgate", "alder", "paperlane"])
def test_a_policy_leaves_room_to_haggle_and_its_catalog_is_there(brand: str) -> None:
    policy = tomllib.loads((MARKET / brand / "brand.toml").read_text(encoding="utf-8"))
    assert (MARKET / brand / policy["catalog"]["source"]).exists()
    assert 0.05 <= float(policy["guardrails"]["floor_margin"]) <= 0.08
    assert 0.08 <= float(policy["guardrails"]["max_discount"]) <= 0.15


def test_the_market_stays_small() -> None:
    assert sum(path.stat().st_size for path in MARKET.rglob("*") if path.is_file()) < 400_000
