"""What is proposed for the columns of a shop's own table."""

from __future__ import annotations

import io

import pytest

from catalog_adapters import CatalogError, Proposal, SourceSettings, propose
from catalog_adapters.columns import NAMES
from catalog_adapters.tables.headings import HEADINGS
from tests.catalog_adapters.reading import FIXTURES, SHARED


def proposed(text: str, settings: SourceSettings | None = None) -> Proposal:
    return propose("t.csv", io.BytesIO(text.encode()), settings or SourceSettings())


def test_every_name_is_one_of_ours() -> None:
    assert HEADINGS.keys() <= NAMES


def test_german_headings() -> None:
    found = proposed(
        "Artikelnr.;Artikelnummer;Bezeichnung;VK brutto;Lagerbestand;EAN\nx;1;Tasse;19,90;3;4006381333931\n"
    )
    assert found.delimiter == ";" and found.missing == () and found.unused == ("Artikelnr.",)
    assert dict(found.columns) == {
        "id": "Artikelnummer",
        "title": "Bezeichnung",
        "price": "VK brutto",
        "quantity": "Lagerbestand",
        "gtin": "EAN",
    }


@pytest.mark.parametrize(
    ("heading", "values", "name"),
    [
        ("EAN", "123 456 789", "gtin"),
        ("Stock", "yes no maybe", "quantity"),
        ("Price", "cheap dear fair", "price"),
        ("SKU", "same same same same", "id"),
        ("Image", "a b c", "image_link"),
    ],
)
def test_a_heading_alone_is_not_enough(heading: str, values: str, name: str) -> None:
    found = proposed(f"{heading}\tOther\n" + "".join(f"{value}\tx\n" for value in values.split()))
    assert name not in found.columns


def test_a_currency_is_proposed_only_where_a_heading_names_it() -> None:
    assert proposed("sku,name,price_usd\n1,a,5.00\n").currency == "USD"
    assert proposed("sku,name,price\n1,a,5.00\n").currency is None


def test_what_is_missing_is_said() -> None:
    assert proposed("sku,colour\n1,red\n").missing == ("title", "price")
    assert proposed("id,title,price_minor\n1,a,500\n").missing == ()


def test_no_column_is_proposed_twice() -> None:
    found = proposed("name,product name,sku,price,retail price\nA,B,1,5,6\n")
    assert len(set(found.columns.values())) == len(found.columns)
    assert (found.columns["title"], found.columns["price"]) == ("name", "price")


def test_the_fixtures() -> None:
    with (FIXTURES / "own_shop.csv").open("rb") as stream:
        found = propose("own_shop.csv", stream, SourceSettings(encoding="cp1252"))
    assert {name: found.columns[name] for name in ("id", "title", "price")} == {
        "id": "Artikel",
        "title": "Bezeichnung",
        "price": "Preis",
    }


def test_a_real_shop() -> None:
    path = SHARED / "catalogs/two_shops/shop_w.csv"
    if not path.exists():
        pytest.skip(f"no data at {path}")
    with path.open("rb") as stream:
        found = propose("shop_w.csv", stream, SourceSettings())
    assert found.missing == () and found.currency == "USD" and found.columns["mpn"] == "modelno"


@pytest.mark.parametrize("text", ["", "\n\n", '"never closed'])
def test_no_header_is_an_error(text: str) -> None:
    with pytest.raises(CatalogError) as raised:
        proposed(text)
    assert raised.value.code == "bad-columns"


def test_minor_units_are_no_price_a_hundred_times_as_high() -> None:
    found = proposed(
        "id,title,current_price_usd_minor,lowest_price_usd_minor\n1,Lamp,8900,5600\n2,Jug,900,700\n"
    )
    assert dict(found.columns) == {"id": "id", "title": "title", "price_minor": "current_price_usd_minor"}
    assert found.currency == "USD" and found.missing == ()
