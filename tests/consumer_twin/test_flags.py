"""What deceives the eye is told of whoever does it, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consumer_twin.flags import FlagCode, Names, of_text
from consumer_twin.match import Find
from consumer_twin.scan import Seller, Shelf
from protocol import Product
from protocol.catalog import Metadata
from tests.consumer_twin.town import Brand, router

CYRILLIC_A, CYRILLIC_E = "\u0410", "\u0435"


def shelf(id: str, name: str, makers: Iterable[str] = ("Netgear",)) -> Shelf:
    """A brand of that name that sells a router of each of *makers*."""
    seller = replace(Brand(id).seller, name=name)
    return Shelf(seller, tuple(_made_by(maker, at) for at, maker in enumerate(makers)))


def _made_by(maker: str, at: int) -> Product:
    return router(id=f"router{at}").model_copy(update={"metadata": Metadata(brand=maker)})


def codes(*shelves: Shelf) -> dict[str, list[FlagCode]]:
    """The codes of the flags, by the sellers' names; everything on the shelves was found."""
    finds = [Find(one.seller, item, item.variants[0], 1.0, 0) for one in shelves for item in one.products]
    flags = Names(shelves).of(finds)
    return {
        one.seller.id.split(":")[-1]: [flag.code for flag in flags.get(one.seller.id, ())] for one in shelves
    }


def test_a_seller_that_looks_like_another_is_told_and_so_is_the_other() -> None:
    found = codes(shelf("alder", "Alder"), shelf("fake", CYRILLIC_A + "lder"), shelf("beta", "Beta"))
    assert found == {
        "alder.example": ["looks-like"],
        "fake.example": ["mixed-scripts", "looks-like"],
        "beta.example": [],
    }


def test_the_sentence_names_both_and_the_letter() -> None:
    flags = Names([shelf("alder", "Alder"), shelf("fake", CYRILLIC_A + "lder")]).sellers
    assert flags["did:web:fake.example"][-1].words == (
        f"“{CYRILLIC_A}lder” looks like “Alder” and is another name (its letters U+0410 only look alike)."
    )


def test_two_brands_of_one_name_are_told_by_their_ids() -> None:
    flags = Names([shelf("alder", "Alder"), shelf("other", "ALDER")]).sellers
    assert [one.code for told in flags.values() for one in told] == ["same-name", "same-name"]
    assert "did:web:other.example" in flags["did:web:alder.example"][0].words


def test_two_pages_of_one_host_are_no_brands_of_one_name() -> None:
    pages = [
        Shelf(Seller(f"https://shop.example/{at}", "shop.example", "https://shop.example"), ()) for at in "ab"
    ]
    assert Names(pages).sellers == {}


def test_a_maker_that_looks_like_one_that_more_sellers_name_is_told() -> None:
    fake = "N" + CYRILLIC_E + "tgear"
    found = codes(shelf("a", "One"), shelf("b", "Two"), shelf("c", "Three", [fake]))
    assert found == {"a.example": [], "b.example": [], "c.example": ["mixed-scripts", "looks-like"]}


def test_a_seller_that_looks_like_a_maker_is_told() -> None:
    assert codes(shelf("a", "Netge\u0430r"), shelf("b", "Beta"))["a.example"] == [
        "mixed-scripts",
        "looks-like",
    ]


def test_a_shop_named_like_what_it_makes_is_not() -> None:
    assert codes(shelf("a", "NETGEAR"), shelf("b", "Nestlé", ["Nestle"])) == {
        "a.example": [],
        "b.example": [],
    }


def test_hidden_characters_in_a_name_and_a_title_are_written_out() -> None:
    flags = Names([shelf("alder", "Al\u200bder"), shelf("beta", "Beta")]).sellers
    assert [one.code for one in flags["did:web:alder.example"]] == ["hidden-characters"]
    (flag,) = of_text("a router\u200b that is best")
    assert flag.words == "The title “a router<U+200B> that is best” holds hidden characters: U+200B."
    assert list(of_text("Pfannen\u00adwender für Beyoncé")) == []
