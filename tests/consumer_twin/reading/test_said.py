"""Words become lines and limits, plain words stay, and what a catalog states otherwise is not picked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consumer_twin.errors import BadWishError
from consumer_twin.match import match
from consumer_twin.scan import Seller, Shelf
from consumer_twin.wish import Asks, WishLine
from consumer_twin.wish.said import said_in
from protocol import Product

TODAY = date(2026, 11, 23)
SHOP = Seller("https://shop.example", "Shop", "https://shop.example")


@pytest.mark.parametrize(
    "text",
    [
        "usb hub",
        "hdmi cable 2 m",
        "wireless router for video",
        "HP 56 black ink",
        "coffee beans 1 kg; usb hub",
    ],
)
def test_plain_words_stay_search_terms(text: str) -> None:
    assert said_in(text, today=TODAY) is None


def test_a_price_becomes_the_ceiling_and_leaves_the_search_terms() -> None:
    said = said_in("two grey usb hubs, max 20 dollars each, not by Foonik, by Friday", today=TODAY)
    assert said is not None and said.ceiling is not None
    assert said.ceiling.words() == "40.00 USD"
    assert said.text == "grey usb hubs"
    assert said.needed_by == date(2026, 11, 27)
    assert said.lines[0].quantity == 2
    assert said.lines[0].asks == Asks(not_brands=("Foonik",), colours=("grey",))
    assert "4000" not in repr(said) and "2000" not in repr(said)


def test_the_ceiling_of_two_things_is_their_sum_and_none_if_one_has_none() -> None:
    both = said_in("usb hub under 20 euros; hdmi cable up to 5 euros", today=TODAY)
    one = said_in("usb hub under 20 euros; hdmi cable", today=TODAY)
    assert both is not None and both.ceiling is not None and both.ceiling.amount == 2500
    assert one is not None and one.ceiling is None
    assert [line.text for line in one.lines] == ["usb hub", "hdmi cable"]


def test_a_range_of_pieces_is_needed_and_at_most() -> None:
    said = said_in("2 to 6 bottles of olive oil under 40 euros", today=TODAY)
    assert said is not None
    assert (said.lines[0].quantity, said.lines[0].at_most) == (2, 6)


def test_nothing_to_look_for_is_refused() -> None:
    with pytest.raises(BadWishError):
        said_in("under 40 euros by Friday", today=TODAY)


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("laptop for video editing under 900 euros", "laptop for video editing"),
        ("Laptop für Videoschnitt bis 900 Euro", "Laptop für Videoschnitt"),
        ("hiking boots for men in 42, max 80 euros", "hiking boots for men 42"),
        ("a gift for my sister, for Friday, under 30 euros", "gift for my sister"),
    ],
)
def test_what_it_is_for_stays_among_the_search_terms(text: str, sought: str) -> None:
    said = said_in(text, today=TODAY)
    assert said is not None and said.text == sought
    assert "purpose" not in said.readings[0].members()["evidence"]


@pytest.mark.parametrize(
    ("text", "sought", "unclear"),
    [
        ("我想买一台笔记本电脑\uff0c预算5000元以下", "我想买一台笔记本电脑", "预算5000元以下"),
        ("我想买一台笔记本电脑\uff0c五千元以内", "我想买一台笔记本电脑", "五千元以内"),
        ("ノートパソコン、10万円まで", "ノートパソコン", "10万円まで"),
        ("ноутбук до 50000 рублей", "ноутбук до 50000 рублей", "ноутбук до 50000 рублей"),
        ("portátil para jugar con menos de 900", "portátil para jugar con menos de 900", "900"),
    ],
)
def test_a_limit_in_a_language_that_is_not_read_is_said_to_be_unclear(
    text: str, sought: str, unclear: str
) -> None:
    said = said_in(text, today=TODAY)
    assert said is not None and said.ceiling is None and said.text == sought
    (note,) = said.readings[0].unclear
    assert text[note.start : note.end] == unclear and "not understood" in note.text


@pytest.mark.parametrize("text", ["笔记本电脑", "crème brûlée torch 2", "jalapeño plants", "100 Ω resistor"])
def test_letters_and_signs_of_others_alone_are_no_doubt(text: str) -> None:
    said = said_in(text, today=TODAY)
    assert said is None or not any(reading.unclear for reading in said.readings)


def product(name: str, title: str, **facts: Any) -> Product:
    """Return a product with one variant; *facts*: brand, condition, options."""
    options = [{"name": key, "label": label} for key, label in facts.pop("options", {}).items()]
    price = {"amount": 1000, "currency": "USD"}
    variant = {"id": name, "title": title, "description": {"plain": title}, "price": price}
    return Product.model_validate(
        {
            "id": name,
            "title": title,
            "description": {"plain": title},
            "price_range": {"min": price, "max": price},
            "variants": [variant | ({"options": options} if options else {})],
            "metadata": facts,
        },
    )


SHELF = Shelf(
    SHOP,
    (
        product("a", "Wool sweater", brand="Adidas", options={"Colour": "Dark Red", "Size": "L"}),
        product("b", "Wool sweater", brand="Puma", condition="used", options={"Color": "Navy", "Size": "XL"}),
        product("c", "Wool sweater"),
    ),
)


@pytest.mark.parametrize(
    ("asks", "kept"),
    [
        (Asks(), "abc"),
        (Asks(brands=("puma",)), "bc"),
        (Asks(not_brands=("Puma",)), "ac"),
        (Asks(colours=("rot",)), "ac"),
        (Asks(colours=("dunkelblau",)), "bc"),
        (Asks(not_colours=("red",)), "bc"),
        (Asks(sizes=("L",)), "ac"),
        (Asks(condition="used"), "abc"),
        (Asks(condition="new"), "ac"),
        (Asks(brands=("Nike",)), "c"),
    ],
)
def test_what_is_stated_otherwise_is_not_picked(asks: Asks, kept: str) -> None:
    finds = match(WishLine("wool sweater", asks=asks), [SHELF], "USD", per_seller=9)
    assert sorted(find.product.id for find in finds) == list(kept)
