"""Sources in pages: Shopify, WooCommerce, and any other that a mapping file tells how to ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from catalog_adapters import CatalogError, SourceSettings
from catalog_adapters.sync.sums import Sums
from tests.catalog_adapters.sync.shop import Asked, Reply, Syncing, as_json, open_shop

PRODUCTS = "/products.json"
STORE = "/wp-json/wc/store/v1/products"


def shopify(number: int, price: str = "10.00") -> dict[str, Any]:
    variant = {"id": number, "title": "Default Title", "price": price, "available": True}
    return {"id": 9000 + number, "title": f"Lamp {number}", "handle": f"lamp-{number}", "variants": [variant]}


def shopify_answers(products: list[dict[str, Any]], size: int = 2) -> Any:
    def answers(asked: Asked) -> Reply:
        start = (int(asked.query.get("page", "1")) - 1) * size
        return as_json({"products": products[start : start + size]})

    return answers


def woo(number: int, **more: Any) -> dict[str, Any]:
    prices = {"price": "1000", "currency_code": "EUR", "currency_minor_unit": 2}
    return {"id": number, "name": f"Lamp {number}", "type": "simple", "prices": prices, **more}


def woo_answers(products: list[dict[str, Any]], variations: list[dict[str, Any]]) -> Any:
    def answers(asked: Asked) -> Reply:
        listed = variations if asked.query.get("type") == "variation" else products
        page = int(asked.query["page"])
        shown = listed[(page - 1) * 2 : page * 2]
        return as_json(shown, **{"X-WP-TotalPages": str(-(-len(listed) // 2))})

    return answers


def test_shopify_is_asked_to_the_first_empty_page(syncing: Syncing) -> None:
    products = [shopify(number) for number in range(1, 6)]
    with open_shop(shopify_answers(products)) as shop:
        assert syncing.run(shop.address + PRODUCTS) == Sums(requests=5, new=5)
        pages = [one.query["page"] for one in shop.asked if one.path == PRODUCTS]
        assert pages == ["1", "2", "3", "4"] and shop.asked[1].query["limit"] == "250"
        products[0] = shopify(1, "8.00")
        assert syncing.run(shop.address + PRODUCTS) == Sums(requests=4, changed=1, same=4)
    assert syncing.prices() == {"1": 800, "2": 1000, "3": 1000, "4": 1000, "5": 1000}
    assert syncing.entries()[0].product.url == f"{shop.address}/products/lamp-1?variant=1"


def test_a_list_that_knows_no_pages_ends_where_it_repeats_itself(syncing: Syncing) -> None:
    with open_shop(lambda asked: as_json({"products": [shopify(1), shopify(2)]})) as shop:
        assert syncing.run(shop.address + PRODUCTS) == Sums(requests=3, new=2)


def test_what_moves_over_a_page_border_during_the_pass_is_not_withdrawn(syncing: Syncing) -> None:
    products = [shopify(number) for number in range(1, 7)]
    with open_shop(shopify_answers(products)) as shop:
        syncing.run(shop.address + PRODUCTS)
        plain = shop.answers

        def changing(asked: Asked) -> Reply:
            reply = plain(asked)
            if asked.query.get("page") == "1":
                del products[0]  # so that product 3 moves to the page that was just asked for
            return reply

        shop.answers = changing
        sums = syncing.run(shop.address + PRODUCTS)
        assert sums.gone == 0 and "3" in syncing.prices()
        shop.answers = plain
        assert syncing.run(shop.address + PRODUCTS).gone == 0  # product 1 is missed for the first time
        assert syncing.run(shop.address + PRODUCTS).gone == 1
    assert set(syncing.tombstones()) == {"1"} and set(syncing.prices()) == {"2", "3", "4", "5", "6"}


def test_woocommerce_is_asked_for_variations_too(syncing: Syncing) -> None:
    ranged = {"price_range": {"min_amount": "1", "max_amount": "2"}, "currency_code": "EUR"}
    products = [woo(1), woo(2, type="variable", prices=ranged), woo(3)]
    variations = [woo(21, type="variation", parent=2), woo(22, type="variation", parent=2)]
    with open_shop(woo_answers(products, variations)) as shop:
        sums = syncing.run(shop.address + STORE, own_shop=True)
        assert (sums.requests, sums.new, sums.rejects, syncing.rejects) == (3, 4, 0, [])
        assert [(one.query["page"], one.query.get("type")) for one in shop.asked] == [
            ("1", None), ("2", None), ("1", "variation"),
        ]  # fmt: skip
    assert [entry.product.id for entry in syncing.entries()] == ["1", "3", "2"]


def test_a_pass_over_changes_deletes_nothing_and_a_full_one_follows_in_time(syncing: Syncing) -> None:
    products = [woo(1), woo(2)]
    with open_shop(woo_answers(products, [])) as shop:
        syncing.run(shop.address + STORE, own_shop=True)
        assert "after" not in shop.asked[0].query
        shop.asked.clear()
        shop.answers = woo_answers([woo(2, name="Other")], [])
        assert syncing.run(shop.address + STORE, own_shop=True) == Sums(requests=2, changed=1)
        assert "after" in shop.asked[0].query and shop.asked[0].query["date_column"] == "modified_gmt"
        assert syncing.tombstones() == {}
        for _ in range(2):
            syncing.run(shop.address + STORE, full=True, own_shop=True)
        assert set(syncing.tombstones()) == {"1"}
        syncing.at_ms += 24 * 3_600_000
        shop.asked.clear()
        syncing.run(shop.address + STORE, own_shop=True)
        assert "after" not in shop.asked[0].query


MAPPING = """
[request]
query = "query ($skip: Int!, $take: Int!) { products }"
size = 2
HOW

[document]
products = "data.products.items"
product = { id = "id", title = "name", price = "price" }
"""


def graphql(asked: Asked) -> dict[str, Any]:
    return dict(json.loads(asked.body)["variables"])


def items(first: int, last: int) -> list[dict[str, Any]]:
    return [{"id": n, "name": f"Lamp {n}", "price": "10.00 EUR"} for n in range(first + 1, last + 1)]


def mapped(tmp_path: Path, how: str) -> SourceSettings:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING.replace("HOW", how))
    return SourceSettings(mapping=str(path))


def test_a_mapping_file_asks_with_skip_and_take(syncing: Syncing, tmp_path: Path) -> None:
    def answers(asked: Asked) -> Reply:
        skip = graphql(asked)["skip"]
        return as_json({"data": {"products": {"items": items(skip, min(skip + 2, 5)), "totalItems": 5}}})

    settings = mapped(tmp_path, 'skip = "skip"\ntake = "take"\ntotal = "data.products.totalItems"')
    with open_shop(answers) as shop:
        assert syncing.run(shop.address + "/shop-api", settings) == Sums(requests=4, new=5)
        assert [graphql(one) for one in shop.asked[1:]] == [{"skip": n, "take": 2} for n in (0, 2, 4)]


def test_a_mapping_file_asks_with_a_cursor_and_what_changed_since(syncing: Syncing, tmp_path: Path) -> None:
    def answers(asked: Asked) -> Reply:
        after = int(graphql(asked)["after"] or 0)
        more = {"items": items(after, min(after + 2, 5)), "end": str(after + 2) if after < 4 else None}
        return as_json({"data": {"products": more}})

    how = 'cursor = "after"\nnext = "data.products.end"\nupdated_since = "since"'
    with open_shop(answers) as shop:
        assert syncing.run(shop.address + "/api", mapped(tmp_path, how)).new == 5
        assert graphql(shop.asked[-1]) == {"after": "4", "since": None}
        shop.answers = lambda asked: as_json({"data": {"products": {"items": items(0, 1), "end": None}}})
        assert syncing.run(shop.address + "/api", mapped(tmp_path, how)).gone == 0
        assert graphql(shop.asked[-1])["since"].endswith("Z")
        assert syncing.run(shop.address + "/api", mapped(tmp_path, how), full=True).gone == 4


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"errors": [{"message": "no such field"}]}, "not-fetched"),
        ({"data": {"products": {"items": None}}}, "not-the-kind"),
        ({"data": {"products": {"items": items(0, 1), "end": "same"}}}, "source-endless"),
    ],
)
def test_what_leads_nowhere_is_one_clear_error(
    syncing: Syncing, tmp_path: Path, answer: Any, code: str
) -> None:
    settings = mapped(tmp_path, 'cursor = "after"\nnext = "data.products.end"')
    with open_shop(lambda asked: as_json(answer)) as shop, pytest.raises(CatalogError) as raised:
        syncing.run(shop.address + "/api", settings)
    assert raised.value.code == code


def test_a_page_that_is_no_json_is_one_clear_error_and_the_rest_stays(syncing: Syncing) -> None:
    products = [shopify(number) for number in range(1, 5)]
    good = shopify_answers(products)
    with open_shop(good) as shop:
        syncing.run(shop.address + PRODUCTS)
        shop.answers = lambda asked: (
            good(asked) if asked.query["page"] == "1" else Reply(b"<html>Sorry</html>")
        )
        with pytest.raises(CatalogError) as raised:
            syncing.run(shop.address + PRODUCTS)
        assert raised.value.code == "not-the-kind"
        shop.answers, shop.asked[:] = good, []
        assert syncing.run(shop.address + PRODUCTS) == Sums(requests=3, same=4)
        assert [one.query["page"] for one in shop.asked] == ["2", "3"]  # it goes on after what is stored
    assert len(syncing.prices()) == 4
