"""Real catalogs read whole: every row is a product or a reject that says why."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from catalog_adapters import SourceSettings
from protocol.canonical import encode
from tests.catalog_adapters.reading import SHARED, read

CATALOGS = SHARED / "catalogs"
TWO_SHOPS = SourceSettings(
    currency="USD",
    columns={"category": "category", "mpn": "modelno", "price": "price_usd"},
)

pytestmark = pytest.mark.skipif(not CATALOGS.is_dir(), reason="../shared/data/catalogs is absent")


@pytest.mark.parametrize("shop", ["shop_w", "shop_a"])
def test_every_offer_of_two_real_shops_is_a_product_or_lacks_its_price(shop: str) -> None:
    path = CATALOGS / f"two_shops/{shop}.csv"
    with path.open(newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    found = read(str(path), TWO_SHOPS)
    said_prices = Counter(row["price_usd"] for row in rows.values())
    assert Counter(reject.code for reject in found.rejects) == Counter(
        {"price-missing": said_prices[""], "price-zero": said_prices["0.0"]}
    )
    assert len(found.entries) + len(found.rejects) == len(rows)
    for entry in found.entries:
        (variant,) = entry.product.variants
        said = rows[entry.product.id]
        assert variant.price.amount == round(float(said["price_usd"]) * 100)
        assert (variant.metadata.mpn if variant.metadata else None) == (said["modelno"] or None)


def test_rejects_of_a_real_shop_stand_in_the_line_they_name() -> None:
    path = CATALOGS / "two_shops/shop_w.csv"
    lines = path.read_text().splitlines()
    rejects = read(str(path), TWO_SHOPS).rejects
    assert rejects and all(lines[reject.line - 1].startswith(f"{reject.id},") for reject in rejects)


def test_toys_have_prices_in_minor_units_and_stock_and_may_travel() -> None:
    path = CATALOGS / "toys/toys.csv"
    with path.open(newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    found = read(str(path), SourceSettings(currency="GBP", columns={"stock": "stock"}))
    for entry in found.entries[::50]:
        encode(entry.product.members())
    free = sum(row["price_minor"] == "0" for row in rows.values())
    assert Counter(reject.code for reject in found.rejects)["price-zero"] == free
    assert len(found.entries) + len(found.rejects) == 24_576
    for entry in found.entries:
        said = rows[entry.product.id]
        assert entry.product.variants[0].price.amount == int(said["price_minor"])
        assert entry.stock[entry.product.id] == int(said["stock"])
        assert entry.product.variants[0].available() == (said["stock"] != "0")


@pytest.mark.parametrize("name", ["two_shops/same_product.csv", "wands_queries.csv"])
def test_a_table_that_is_no_catalog_is_one_clear_error(name: str) -> None:
    with pytest.raises(Exception, match="no column"):
        read(str(CATALOGS / name))


def test_ucps_own_sample_is_read_as_json_ld() -> None:
    found = read(str(CATALOGS / "ucp/products.json"))
    assert len(found.entries) >= 5
    assert found.entries[0].product.variants[0].price.words() == "4.99 USD"
    assert {reject.dropped for reject in found.rejects} <= {"gtin"}, (
        "its sample GTINs have wrong check digits"
    )
