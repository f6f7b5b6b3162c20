"""A real shop, read through the mapping file that `examples/` has for it.

What is read is compared with what the shop says when it is asked anew.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from catalog_adapters import SourceSettings
from protocol.catalog import Variant
from tests.catalog_adapters.live.vendure import LiveShop, live_shop
from tests.catalog_adapters.reading import read
from tests.catalog_adapters.sync.shop import Syncing

pytestmark = pytest.mark.slow

MAPPING: Final = Path(__file__).parents[3] / "examples/vendure.toml"
QUERY: Final = tomllib.loads(MAPPING.read_text("utf-8"))["request"]["query"]
"""The query as the example states it."""
PLAIN: Final = """query ($skip: Int!) { products(options: { take: 100, skip: $skip }) { totalItems items {
  variantList { items { id price priceWithTax currencyCode stockLevel } } } } }"""
WORDS: Final = {
    "IN_STOCK": (True, "in_stock"),
    "LOW_STOCK": (True, "limited_stock"),
    "OUT_OF_STOCK": (False, "out_of_stock"),
}
Fact = tuple[int, str, tuple[bool, str]]


@pytest.fixture(scope="module")
def shop() -> Iterator[LiveShop]:
    with live_shop() as running:
        yield running


def read_shop(shop: LiveShop, mapping: Path) -> dict[str, Fact]:
    """Price, currency and stock of each variant, read page by page; nothing may be rejected."""
    found: dict[str, Fact] = {}
    skip, total = 0, 1
    while skip < total:
        data = shop.page(QUERY, take=20, skip=skip)
        total = json.loads(data)["data"]["products"]["totalItems"]
        page = read(shop.origin, SourceSettings(kind="mapped", mapping=str(mapping)), data=data)
        assert page.rejects == []
        found |= {one.id: fact(one) for entry in page.entries for one in entry.product.variants}
        skip += 20
    return found


def fact(one: Variant) -> Fact:
    assert one.availability is not None and one.availability.status is not None
    return one.price.amount, one.price.currency, (one.availability.available, one.availability.status)


def told_by(shop: LiveShop, price: str) -> dict[str, Fact]:
    """What the shop itself says of each variant, in another query."""
    products = shop.ask(PLAIN, skip=0)["products"]
    assert len(products["items"]) == products["totalItems"]
    return {
        one["id"]: (one[price], one["currencyCode"], WORDS[one["stockLevel"]])
        for product in products["items"]
        for one in product["variantList"]["items"]
    }


def test_every_variant_has_the_price_with_tax_the_currency_and_the_stock_of_the_shop(shop: LiveShop) -> None:
    found = read_shop(shop, MAPPING)
    assert found == told_by(shop, "priceWithTax")
    assert len(found) > 50


def test_a_sync_asks_by_the_mapping_and_finds_every_variant(shop: LiveShop, tmp_path: Path) -> None:
    syncing = Syncing(tmp_path / "shop.db")
    settings = SourceSettings(mapping=str(MAPPING))
    first = syncing.run(f"{shop.origin}/shop-api", settings)
    found = {one.id: fact(one) for entry in syncing.entries() for one in entry.product.variants}
    assert found == told_by(shop, "priceWithTax")
    assert (first.new, first.rejects) == (len(found), 0)
    again = syncing.run(f"{shop.origin}/shop-api", settings)
    assert (again.same, again.new, again.changed, again.gone) == (len(found), 0, 0, 0)


def test_and_its_net_price_where_the_mapping_asks_for_that(shop: LiveShop, tmp_path: Path) -> None:
    net = tmp_path / "net.toml"
    net.write_text(MAPPING.read_text("utf-8").replace('"priceWithTax", currency', '"price", currency'))
    found = read_shop(shop, net)
    assert found == told_by(shop, "price")
    assert found != told_by(shop, "priceWithTax")


def test_what_the_shops_owner_changes_is_read_the_next_time(shop: LiveShop) -> None:
    before = read_shop(shop, MAPPING)
    few, none, *_ = sorted(before, key=int)
    changed = [{"id": few, "stockOnHand": 2, "price": 123_45}, {"id": none, "stockOnHand": 0}]
    update = "updateProductVariants(input: $input) { id }"
    shop.manage(f"mutation ($input: [UpdateProductVariantInput!]!) {{ {update} }}", input=changed)
    after = read_shop(shop, MAPPING)
    assert after == told_by(shop, "priceWithTax")
    assert after[few][2] == (True, "limited_stock") and after[none][2] == (False, "out_of_stock")
    assert after[few][0] == 148_14  # 123.45 and a fifth of tax
    assert {id for id in before if before[id] != after[id]} == {few, none}
