"""Words to products: what a wish finds, and which products are the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalog_search.same import SAME
from consumer_twin import Find, Nobody, Seller, Shelf, WishLine, match, pursue
from consumer_twin.edge import SqlStore
from consumer_twin.option import NEAR_ONE
from foundation.database import Database
from foundation.words import terms
from protocol import Product
from tests.consumer_twin.town import Brand, Town
from tests.consumer_twin.twins import twin_of, wish_for


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
        (product("a thing", gtin="00012345678905"), product("thing", gtin="012345678905"), True),
        (product("thing", gtin="00012345678905"), product("thing", gtin="00012345678912"), False),
        (product("HP toner", brand="HP", mpn="CE278A"), product("toner", brand="hp", mpn="HP CE-278A"), True),
        (product("HP toner", brand="HP", mpn="CE278A"), product("HP toner", brand="HP", mpn="CE285A"), False),
        (product("Sumdex camera toner pack"), product("Sumdex SLR camera toner pack"), True),
        (product("Toshiba toner 1 TB"), product("Toshiba toner 2 TB"), False),
        (product("thing", condition="new"), product("thing", condition="used"), False),
    ],
)
def test_the_same_product(left: Product, right: Product, expected: bool) -> None:
    word = "thing" if "thing" in left.title else "toner"
    shelves = shelf("a", left, *OTHERS[:1], *OTHERS[2:]), shelf("b", right)
    for order in (shelves, shelves[::-1]):
        one, other = match(WishLine(word), order, "USD")
        assert (one.group == other.group) is expected


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


LONGER = "Netgear WNDR37AV wireless gaming router with 4 ports usb"


def pages(*names: str) -> list[Shelf]:
    """Public pages that sell the town's router under a longer title."""
    sold = [shelf(name, product(LONGER, 12_000)) for name in names]
    return [replace(one, seller=replace(one.seller, endpoint=None)) for one in sold]


async def test_an_option_that_is_only_probably_the_same_says_so() -> None:
    heard: list[str] = []
    town = Town([Brand("alpha"), Brand("beta")], pages("page"))
    twin = twin_of(town, mandate=None, hear=lambda event: heard.append(event.text))
    outcome = await pursue(wish_for(), Nobody(), twin)
    sure = [one for one in outcome.options if one.negotiable]
    (doubtful,) = (one for one in outcome.options if not one.negotiable)
    assert doubtful.group == sure[0].group
    assert SAME <= doubtful.sureness < NEAR_ONE
    told = f"{doubtful.sureness:.2f}".removeprefix("0")
    assert f"Probably the same product as the others compared with it, {told}." in doubtful.why
    assert doubtful.members()["same_product"] == round(doubtful.sureness, 2)
    assert all("same_product" not in one.members() for one in sure)
    assert not any("Probably" in sentence for one in sure for sentence in one.why)
    assert any(
        text.endswith("3 of 3 sellers found have the same product, 1 of them probably.") for text in heard
    )


async def test_a_new_process_knows_how_sure_a_thread_was(tmp_path: Path) -> None:
    first = Database(f"sqlite:///{tmp_path}/twin.db")
    town = Town([Brand("alpha")], pages("page", "other"))
    outcome = await pursue(wish_for(), Nobody(), twin_of(town, store=SqlStore(first), mandate=None))
    (option,) = (one for one in outcome.options if one.negotiable)
    first.close()
    second = Database(f"sqlite:///{tmp_path}/twin.db")
    record, _ = await SqlStore(second).thread(str(option.thread))
    second.close()
    assert record.sureness == option.sureness < NEAR_ONE
