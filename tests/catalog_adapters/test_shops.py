"""What shop software and agents' feeds say in JSON or in tables of their own.

The fixtures were written after the public pages that each reader names; none was taken from a shop.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog_adapters import CatalogError, Entry, SourceSettings
from catalog_adapters.shops.values import in_units
from protocol.catalog import Variant
from tests.catalog_adapters.reading import FIXTURES, SHARED, Found, fixture, read

IN_DOLLARS = SourceSettings(currency="USD")
VENDURE = SourceSettings(kind="mapped", mapping=str(FIXTURES / "shops/vendure.toml"))


def shops(name: str, settings: SourceSettings = IN_DOLLARS) -> Found:
    return fixture(f"shops/{name}", settings)


def variants(entry: Entry) -> list[tuple[str, str, str | None]]:
    """Id, price and list price of each variant."""
    return [
        (one.id, one.price.words(), one.list_price.words() if one.list_price else None)
        for one in entry.product.variants
    ]


def options(variant: Variant) -> dict[str, str]:
    return {option.name: option.label for option in variant.options or ()}


def status(variant: Variant) -> tuple[bool, str | None]:
    assert variant.availability is not None
    return variant.availability.available, variant.availability.status


def test_shopifys_public_products() -> None:
    found = shops("products.json")
    assert found.ids == ["1001"] and found.codes == [("2003", "price-zero")]
    mug = found.entries[0]
    assert variants(mug) == [("2001", "14.90 USD", "19.90 USD"), ("2002", "14.90 USD", None)]
    red, blue = mug.product.variants
    assert (options(red), status(red), status(blue)) == (
        {"Colour": "Red", "Size": "Small"},
        (True, "in_stock"),
        (False, "out_of_stock"),
    )
    assert mug.product.description.plain == "Holds 350 ml."
    assert red.metadata is not None and red.metadata.brand == "Tin & Co"


def test_shopifys_public_products_state_no_currency() -> None:
    assert {code for _, code in shops("products.json", SourceSettings()).codes} == {"currency-missing"}


def test_links_are_those_of_the_shop_that_was_asked() -> None:
    data = (FIXTURES / "shops/products.json").read_bytes()
    found = read("https://shop.example/products.json?limit=250", IN_DOLLARS, data=data)
    assert found.entries[0].product.variants[1].url == "https://shop.example/products/enamel-mug?variant=2002"


def test_shopifys_storefront() -> None:
    found = shops("storefront.json", SourceSettings())
    scarf = found.entries[0]
    grey, red = scarf.product.variants
    assert [one[1:] for one in variants(scarf)] == [("39.00 EUR", "49.00 EUR"), ("39.00 EUR", None)]
    assert scarf.stock == {grey.id: 4} and status(red) == (True, "backorder")
    assert grey.barcodes is not None and grey.barcodes[0].value == "4006381333931"


def test_shopifys_table_continues_a_product_over_rows() -> None:
    found = shops("products_export.csv")
    assert found.ids == ["trail-shoe", "laces"]
    shoe, laces = found.entries
    assert variants(shoe) == [
        ("trail-shoe/41/Green", "89.00 USD", "109.00 USD"),
        ("trail-shoe/42/Green", "89.00 USD", None),
        ("trail-shoe/43/Green", "89.00 USD", None),
    ]
    assert shoe.stock == {"trail-shoe/41/Green": 7, "trail-shoe/43/Green": 0}
    assert [status(one) for one in shoe.product.variants[1:]] == [
        (True, "backorder"),
        (False, "out_of_stock"),
    ]
    assert {name: cost.words() for name, cost in shoe.cost.items()}["trail-shoe/42/Green"] == "40.00 USD"
    assert options(shoe.product.variants[1]) == {"Size": "42", "Colour": "Green"}
    assert laces.product.variants[0].id == "laces" and not laces.stock
    assert found.codes == [("winter-boot", "not-published"), ("orphan", "continuation-unclear")]
    assert [reject.line for reject in found.rejects] == [8, 9]


def test_shopifys_table_under_its_newer_names() -> None:
    found = shops("products_export_new.csv")
    assert found.entries[0].product.variants[0].id == "camp-stove"
    assert found.entries[0].stock == {"camp-stove": 12}


def test_woocommerce_states_its_own_minor_units() -> None:
    found = shops("store_api.json", SourceSettings())
    assert found.ids == ["34", "40"]
    pennant, hoodie = found.entries
    assert variants(pennant) == [("34", "11.05 GBP", "13.00 GBP")]
    assert status(pennant.product.variants[0]) == (True, "limited_stock")
    assert variants(hoodie) == [("41", "45.00 GBP", None)]
    assert options(hoodie.product.variants[0]) == {"Size": "L"}
    assert status(hoodie.product.variants[0]) == (True, "backorder")
    assert found.codes == [("40", "price-range"), ("42", "price-unclear"), ("50", "not-for-sale")]


def test_a_feed_for_agents() -> None:
    found = shops("agent_feed.json", SourceSettings())
    assert found.ids == ["tee", "yen"] and found.codes == [
        ("tee-l", "condition-unknown"),
        ("empty", "offer-missing"),
    ]
    tee, fan = found.entries
    assert variants(tee) == [("tee-m", "19.99 USD", "24.99 USD")]
    assert variants(fan) == [("yen-1", "1200 JPY", "1500 JPY")]
    assert options(tee.product.variants[0]) == {"Size": "M"}
    assert [category.value for category in tee.product.categories or ()] == ["Shirts", "Apparel > Shirts"]
    assert tee.product.variants[0].barcodes is not None


def test_what_cannot_be_bought_is_not_in_stock_whatever_its_status_says() -> None:
    feed = {"id": "a", "title": "A", "variants": [{
        "id": "a", "title": "A", "price": {"amount": 100, "currency": "EUR"},
        "availability": {"available": False, "status": "in_stock"},
    }]}  # fmt: skip
    found = read("one.jsonl", data=json.dumps(feed).encode())
    assert status(found.entries[0].product.variants[0]) == (False, "out_of_stock")


def test_a_feed_of_lines_reads_line_by_line() -> None:
    good = (
        '{"id": "%s", "title": "T", "variants": [{"id": "%s", "price": {"amount": 100, "currency": "EUR"}}]}'
    )
    lines = [
        good % ("a", "a"),
        "",
        "{broken",
        good % ("b", "b"),
        '{"id": "' + "x" * 1_200_000 + '"}',
        good % ("c", "c"),
    ]
    found = read("feed.jsonl", data="\n".join(lines).encode())
    assert found.ids == ["a", "b", "c"]
    assert [(reject.line, reject.code) for reject in found.rejects] == [(3, "bad-json"), (5, "row-endless")]


def test_a_mapping_file_explains_what_no_kind_fits() -> None:
    found = shops("vendure_search.json", VENDURE)
    laptop = found.entries[0]
    assert variants(laptop) == [("1", "1558.80 USD", None), ("2", "1678.80 USD", None)]
    assert [status(one) for one in laptop.product.variants] == [(True, "in_stock"), (False, "out_of_stock")]
    assert options(laptop.product.variants[0]) == {"screen size": "13 inch"}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("[document]\nproducts = 1", "products"),
        ("products = 'a[', broken", "TOML"),
        ("[document]\nproducts = 'a['", "no JMESPath"),
        ("[document]\nproducts = 'a'\nproduct = { prise = 'p' }", "no name of ours"),
        ("[document]\nproducts = 'a'\nmore = 1", "more"),
        ("currency = 'EUR'", "document"),
    ],
)
def test_a_mapping_that_makes_no_sense_says_what(tmp_path: Path, mapping: str, said: str) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(mapping)
    with pytest.raises(CatalogError, match=said) as raised:
        read("a.json", SourceSettings(kind="mapped", mapping=str(path)), data=b"{}")
    assert raised.value.code == "bad-settings"


@pytest.mark.parametrize("kind", ["shopify", "shopify-storefront", "woocommerce", "agent-feed", "mapped"])
@pytest.mark.parametrize(
    "data", [b"{}", b"[]", b"null", b'"text"', b'{"products": 7}', b'{"data": {"products": {}}}']
)
def test_what_is_not_of_the_kind_is_an_error_and_never_an_empty_catalog(kind: str, data: bytes) -> None:
    settings = SourceSettings(kind=kind, currency="USD", mapping=VENDURE.mapping)  # type: ignore[arg-type]
    if kind == "woocommerce" and data == b"[]":
        assert read("a.json", settings, data=data).ids == []  # a page beyond the last
        return
    with pytest.raises(CatalogError) as raised:
        read("a.json", settings, data=data)
    assert raised.value.code == "not-the-kind"


@pytest.mark.parametrize("kind", ["shopify", "shopify-storefront", "woocommerce", "agent-feed"])
def test_products_that_are_none_are_rejects_and_the_next_is_read(kind: str) -> None:
    name = {
        "shopify": "products.json",
        "shopify-storefront": "storefront.json",
        "woocommerce": "store_api.json",
        "agent-feed": "agent_feed.json",
    }[kind]
    document = json.loads((FIXTURES / "shops" / name).read_text())
    products = document
    while isinstance(products, dict):
        products = next(products[key] for key in ("data", "products", "nodes") if key in products)
    before = shops(name)
    hostile: list[object] = [
        None,
        7,
        "x",
        [],
        {"variants": 7},
        {"variants": [7, {"price": {"amount": {}}}], "prices": []},
    ]
    products[:0] = hostile
    after = read(name, SourceSettings(kind=kind, currency="USD"), data=json.dumps(document).encode())  # type: ignore[arg-type]
    assert after.ids == before.ids


def test_amounts_keep_their_digits() -> None:
    assert (in_units("5", "EUR"), in_units("-5", "EUR"), in_units("5", "EUR", "4")) == (
        "0.05 EUR",
        "",
        "0.0005 EUR",
    )
    assert (in_units("5", "JPY"), in_units("5", "XXX"), in_units("", "EUR")) == ("5 JPY", "", "")


def test_the_published_examples_of_both_protocols() -> None:
    folder = SHARED / "catalogs"
    if not folder.exists():
        pytest.skip(f"no data at {folder}")
    examples = json.loads((folder / "acp/examples.feed.json").read_text())
    said = examples["upsert_products_request_single_product"]
    found = read("acp.json", SourceSettings(kind="agent-feed"), data=json.dumps(said).encode())
    assert [one.price.words() for one in found.entries[0].product.variants] == ["19.99 USD"]
    assert found.codes == [] and found.entries[0].product.variants[0].barcodes
