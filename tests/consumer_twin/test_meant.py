"""What a wish means is found however chatty it is, and what only bears one of its words is not (MATCH-12)."""

from __future__ import annotations

import pytest

from consumer_twin import WishLine, match
from consumer_twin.meant import meant_by
from consumer_twin.wish import Asks
from tests.consumer_twin.test_match import OTHERS, found, product, shelf

PAD = product("Easy CAT 2 Button Touchpad")
FOOD = product("Whiskas cat food with salmon, 12 pouches")
MOUSE = product("Logitech wireless optical mouse M185")


@pytest.mark.parametrize(
    "text",
    [
        "cat food salmon",
        "cat food",
        "some good cat food with salmon",
        "Hello, I am looking for cat food which my old cat will eat",
        "button mushrooms",
    ],
)
def test_what_only_bears_a_word_of_the_wish_is_not_picked(text: str) -> None:
    assert found(text, shelf("a", PAD, *OTHERS)) == []
    assert found(text, shelf("a", PAD), shelf("b", *OTHERS)) == []


def test_the_thing_itself_is_picked_beside_it_and_by_that_seller_alone() -> None:
    for text in ("cat food salmon", "cat food", "hello, I need some cat food for my old cat, thanks a lot"):
        assert found(text, shelf("a", PAD, *OTHERS), shelf("b", FOOD)) == [FOOD.title]
    assert found("easy cat touchpad", shelf("a", PAD, FOOD, *OTHERS)) == [PAD.title]
    assert found("cat button touchpad", shelf("a", PAD, *OTHERS)) == [PAD.title]


@pytest.mark.parametrize(
    "text",
    [
        "hello, I am looking for a really good wireless mouse for my grandmother who lives in Vienna, thanks",
        "my old one broke yesterday so I need a new wireless mouse, ideally one that is easy on the hands",
        "wireless mouse that works with a windows pc and does not need any driver or other software at all",
        "wireless mice",
        "a mouse",
    ],
)
def test_a_long_chatty_wish_finds_what_it_is_about(text: str) -> None:
    assert found(text, shelf("a", MOUSE, *OTHERS)) == [MOUSE.title]


def test_a_model_number_says_enough() -> None:
    drive = product("Toshiba PH3100U-1E3S")
    assert found("external hard drive ph3100u1e3s for my laptop", shelf("a", drive, *OTHERS)) == [drive.title]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tassen blau", "Tasse blau"),
        ("Futter Katze", "Katzenfutter für jede Katze"),
        ("Kaffeetassen weiß", "Weiße Kaffeetasse, weiß"),
        ("Eine Lampe für den Tisch, schwarz", "Tischlampe schwarz"),
        ("boom box for ipod dock", "iLive boombox with ipod dock"),
        ("atlas of the world", "World atlas, large"),
    ],
)
def test_other_forms_of_a_word_and_compounds_count(text: str, title: str) -> None:
    assert found(text, shelf("a", product(title), *OTHERS)) == [title]


def test_the_end_of_another_word_is_no_compound() -> None:
    assert found("table lamp", shelf("a", product("table clamp"), *OTHERS)) == []


def test_a_category_alone_is_enough() -> None:
    mouse = product("Logitech M185").model_copy()
    whole = mouse.model_dump(mode="json", exclude_none=True) | {"categories": [{"value": "Computer mice"}]}
    sold = type(mouse).model_validate(whole)
    assert found("computer mice", shelf("a", sold, *OTHERS)) == ["Logitech M185"]


def test_a_wish_that_names_no_thing_is_held_against_all_its_words() -> None:
    sister, shoe = product("Sister Act on DVD"), product("Nike shoe")
    assert found("something nice for my sister", shelf("a", sister, *OTHERS)) == []
    assert meant_by("Nike or Adidas").kind == ()
    assert found("Nike or Adidas", shelf("a", shoe, *OTHERS)) == [shoe.title]


def test_what_is_asked_of_a_thing_still_shuts_out() -> None:
    line = WishLine("wireless mouse", asks=Asks(not_brands=("Logitech",)))
    assert match(line, [shelf("a", MOUSE, *OTHERS)], "USD") == ()
