"""Words to products: what a wish finds, and which products are the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consumer_twin import Find, Seller, Shelf, WishLine, match
from consumer_twin.alike import pairs
from consumer_twin.same import marks, rarity, same
from foundation.words import terms
from protocol import Product

SHOPS = Path(__file__).parents[2] / "../shared/data/catalogs/two_shops"


def product(title: str, price_minor: int = 10_000, *, id: str = "", **metadata: Any) -> Product:
    money = {"amount": price_minor, "currency": "USD"}
    variant: dict[str, Any] = {
        "id": f"{id or title}"[:120],
        "title": title,
        "description": {"plain": ""},
        "price": money,
    }
    metadata = {name: value for name, value in metadata.items() if value}
    barcode = metadata.pop("gtin", None)
    if barcode:
        variant["barcodes"] = [{"type": "GTIN", "value": barcode}]
    return Product.model_validate(
        {
            "id": (id or title)[:120],
            "title": title,
            "description": {"plain": "espresso espresso espresso"},
            "price_range": {"min": money, "max": money},
            "variants": [variant],
            **({"metadata": metadata} if metadata else {}),
        }
    )


def shelf(name: str, *products: Product) -> Shelf:
    return Shelf(Seller(f"did:web:{name}", name, f"https://{name}", f"https://{name}/negotiate", 8), products)


def found(text: str, *shelves: Shelf, per_seller: int = 1) -> list[str]:
    return [find.product.title for find in match(WishLine(text), shelves, "USD", per_seller)]


OTHERS = (
    product("Canon inkjet printer PIXMA"),
    product("HP laser toner black"),
    product("Logitech keyboard wired"),
    product("Sony noise cancelling headphones"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wireless Mice for the PC", ("wireless", "mice", "pc")),
        ("2.4 GHz", ("2.4ghz",)),
        ("27-inch monitor, 1 TB", ("27inch", "monitor", "1tb")),
        ("Café Crème", ("cafe", "creme")),
        ("WNDR37AV-100NAS", ("wndr37av100nas", "wndr37av", "100nas")),
        ("Беспроводная мышь", ("беспроводная", "мышь")),
        ("", ()),
    ],
)
def test_terms(text: str, expected: tuple[str, ...]) -> None:
    assert terms(text) == expected


def test_the_words_of_the_wish_find_the_product_and_nothing_near_it() -> None:
    mouse = product("Logitech wireless optical mouse M185")
    assert found("wireless mouse", shelf("a", mouse, product("mouse pad"), *OTHERS)) == [mouse.title]


def test_a_number_is_meant() -> None:
    small, large = product("Toshiba 1 TB hard drive"), product("Toshiba 2 TB hard drive")
    assert found("toshiba 2tb hard drive", shelf("a", small, large, *OTHERS)) == [large.title]
    assert found("toshiba 3tb hard drive", shelf("a", small, large, *OTHERS)) == []


def test_a_model_number_is_found_in_any_spelling() -> None:
    drive = product("portable drive", mpn="PH3100U-1E3S")
    assert found("ph3100u1e3s", shelf("a", drive, *OTHERS)) == [drive.title]
    assert found("PH3100U-1E3S", shelf("a", drive, *OTHERS)) == [drive.title]


def test_the_sellers_prose_finds_nothing() -> None:
    assert found("espresso", shelf("a", *OTHERS)) == []


def test_the_product_that_most_sellers_have_is_picked_so_that_they_compete() -> None:
    common = product("Netgear wireless router N600", 11_000, mpn="WNDR3700")
    lonely = product("Wireless router", 5_000, mpn="XX-1000")
    picks = match(WishLine("wireless router"), [shelf("a", common, lonely), shelf("b", common)], "USD")
    assert [pick.product.title for pick in picks] == [common.title, common.title]
    assert len({pick.group for pick in picks}) == 1


def test_one_pick_a_seller_and_more_when_asked() -> None:
    stock = shelf("a", product("red wireless mouse"), product("blue wireless mouse"))
    assert len(found("wireless mouse", stock)) == 1
    assert len(found("wireless mouse", stock, per_seller=2)) == 2


def test_another_currency_or_nothing_to_buy_is_no_pick() -> None:
    gone = product("wireless mouse").model_dump(mode="json", by_alias=True, exclude_none=True)
    gone["variants"][0]["availability"] = {"available": False}
    stock = shelf("a", Product.model_validate(gone))
    assert found("wireless mouse", stock) == []
    assert match(WishLine("wireless mouse"), [shelf("a", product("wireless mouse"))], "EUR") == ()


def test_the_variant_that_the_words_name_is_picked() -> None:
    shirt = product("linen shirt").model_dump(mode="json", by_alias=True, exclude_none=True)
    price = shirt["variants"][0]["price"]
    shirt["variants"] = [
        {"id": size, "title": f"linen shirt {size}", "description": {"plain": ""}, "price": price}
        for size in ("small", "medium", "large")
    ]
    (find,) = match(WishLine("linen shirt large"), [shelf("a", Product.model_validate(shirt))], "USD")
    assert find.variant.id == "large"


def test_the_order_of_shelves_changes_nothing() -> None:
    shelves = [
        shelf(name, *OTHERS, product("wireless mouse", price)) for name, price in (("a", 900), ("b", 800))
    ]

    def said(finds: tuple[Find, ...]) -> list[str]:
        return [find.seller.id for find in finds]

    line = WishLine("wireless mouse")
    assert said(match(line, shelves, "USD")) == said(match(line, shelves[::-1], "USD"))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (product("a thing", gtin="00012345678905"), product("other words", gtin="012345678905"), True),
        (product("x", gtin="00012345678905"), product("x", gtin="00012345678912"), False),
        (product("HP toner", brand="HP", mpn="CE278A"), product("toner", brand="hp", mpn="HP CE-278A"), True),
        (product("HP toner CE278A", brand="HP"), product("black", brand="HP", mpn="CE278A"), True),
        (product("HP toner", brand="HP", mpn="CE278A"), product("HP toner", brand="HP", mpn="CE285A"), False),
        (product("Sumdex camera sling pack"), product("Sumdex SLR camera sling pack"), True),
        (product("Toshiba drive 1 TB"), product("Toshiba drive 2 TB"), False),
        (product("mouse", condition="new"), product("mouse", condition="used"), False),
        (product("mouse", mpn="M1", brand="A"), product("keyboard", mpn="M1", brand="B"), False),
    ],
)
def test_the_same_product(left: Product, right: Product, expected: bool) -> None:
    weight = rarity([terms(one.title) for one in (*OTHERS, left, right)])
    assert same(marks(left), marks(right), weight) is expected
    assert same(marks(right), marks(left), weight) is expected


def rows(name: str) -> Iterator[dict[str, str]]:
    with (SHOPS / name).open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


@pytest.mark.skipif(not SHOPS.is_dir(), reason="../shared/data is not there: real titles are not compared")
def test_real_titles_of_two_shops_are_joined_as_people_joined_them() -> None:
    sold = {
        row["id"]: product(row["title"] or "none", id=row["id"], brand=row["brand"], mpn=row["modelno"])
        for name in ("shop_a.csv", "shop_w.csv")
        for row in rows(name)
    }
    pairs = [(row["shop_w_id"], row["shop_a_id"]) for row in rows("same_product.csv")]
    weight = rarity([terms(one.title) for one in sold.values()])
    known = {name: marks(one) for name, one in sold.items()}
    joined = sum(same(known[left], known[right], weight) for left, right in pairs)
    crossed = sum(
        same(known[left], known[pairs[place - 288][1]], weight) for place, (left, _) in enumerate(pairs)
    )
    assert joined / len(pairs) > 0.65
    assert crossed / len(pairs) < 0.01


@pytest.mark.skipif(not SHOPS.is_dir(), reason="../shared/data is not there: real titles are not grouped")
def test_blocking_loses_no_pair_of_real_titles() -> None:
    some = [
        product(row["title"] or "none", id=row["id"], brand=row["brand"], mpn=row["modelno"])
        for name in ("shop_a.csv", "shop_w.csv")
        for place, row in enumerate(rows(name))
        if place % 9 == 0
    ]
    weight = rarity([terms(one.title) for one in some])
    known = [marks(one) for one in some]
    worth = set(pairs(known, weight))
    joined = {
        (left, right)
        for right in range(len(known))
        for left in range(right)
        if same(known[left], known[right], weight)
    }
    assert joined
    assert joined <= worth
    assert len(worth) < len(known) * 20


def test_variants_of_another_size_are_no_group() -> None:
    shirts = {}
    for size in ("M", "L"):
        whole = product("linen shirt", mpn="LS-2200", brand="Loom").model_dump(mode="json", exclude_none=True)
        whole["variants"][0]["options"] = [{"name": "Size", "label": size}]
        shirts[size] = Product.model_validate(whole)
    picks = match(WishLine("linen shirt"), [shelf("a", shirts["M"]), shelf("b", shirts["L"])], "USD")
    assert len({pick.group for pick in picks}) == 2
    picks = match(WishLine("linen shirt"), [shelf("a", shirts["M"]), shelf("b", shirts["M"])], "USD")
    assert len({pick.group for pick in picks}) == 1
