"""Words with two meanings are asked about, one at a time, only if that changes what is best (WISH-25)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consumer_twin import Nobody, Outcome, Seller, Shelf, Wish, pursue, read_wish
from consumer_twin.doubts import Doubts
from consumer_twin.edge import SqlStore
from consumer_twin.either import AS_READ, Said, Which, eithers_of
from consumer_twin.phrasing import which
from consumer_twin.wish.said import said_in
from foundation.database import Database
from protocol import Product
from protocol.catalog import price_range
from tests.consumer_twin.town import Brand, Town, usd
from tests.consumer_twin.twins import twin_of

TODAY = date(2026, 11, 23)


def thing(title: str, *sold: tuple[int, dict[str, str]], **facts: Any) -> Product:
    """A product; *sold*: price and options of each variant."""
    variants = [
        {
            "id": f"{title}-{place}",
            "title": title,
            "description": {"plain": ""},
            "price": usd(price).members(),
            "options": [{"name": name, "label": label} for name, label in options.items()],
        }
        for place, (price, options) in enumerate(sold)
    ]
    money = price_range([usd(price) for price, _ in sold]).members()
    rest = {"metadata": facts} if facts else {}
    return Product.model_validate(
        {
            **{"id": title, "title": title, "description": {"plain": ""}, "variants": variants},
            **{"price_range": money, **rest},
        }
    )


def shop(name: str, *things: Product) -> Shelf:
    """Public pages of a shop."""
    return Shelf(Seller(f"https://{name}.example", name.title(), f"https://{name}.example"), things)


class Saying:
    """A person who gives these answers in turn, and remembers the questions."""

    def __init__(self, *answers: Said) -> None:
        self.answers, self.asked = list(answers), list[Which]()

    async def tell(self, question: Which) -> Said:
        self.asked.append(question)
        return self.answers.pop(0)


async def followed(text: str, person: Saying, *shelves: Shelf, **more: Any) -> Outcome:
    """What comes of *text*, read as `wish now` reads it, with *person* there to be asked."""
    said = said_in(text, today=TODAY)
    assert said is not None
    wish = read_wish(said.text, currency="USD", region="US", ceiling=said.ceiling)
    wish = replace(wish, lines=said.lines)
    doubts = Doubts(eithers=eithers_of(said.readings), tell=person.tell)
    return await pursue(wish, Nobody(), replace(twin_of(Town([], list(shelves)), **more), doubts=doubts))


SHIRTS = (
    shop("near", thing("linen shirt", (2_000, {"Size": "M"}), (2_600, {"Size": "L"}))),
    shop("far", thing("linen shirt", (2_300, {"Size": "M"}), (2_300, {"Size": "L"}))),
)


async def test_a_size_is_asked_for_where_another_shop_is_best_in_the_other() -> None:
    person = Saying(1)
    outcome = await followed("linen shirt, size M or L", person, *SHIRTS)
    (question,) = person.asked
    assert [best and best.find.seller.name for best in question.bests] == ["Near", "Far"]
    assert outcome.wish.lines[0].asks is not None and outcome.wish.lines[0].asks.sizes == ("L",)
    assert {one.variant for one in outcome.options} == {"linen shirt-1"}
    assert which(question, "en") == (
        "You wrote \u201cM or L\u201d. Which do you mean? It changes what is best.",
        "size M: the best is 20.00 USD at Near",
        "size L: the best is 23.00 USD at Far",
    )


async def test_either_leaves_both() -> None:
    outcome = await followed("linen shirt, size M or L", Saying(AS_READ), *SHIRTS)
    assert outcome.wish.lines[0].asks is not None and outcome.wish.lines[0].asks.sizes == ("M", "L")


async def test_nobody_is_asked_where_every_meaning_is_the_same_buy() -> None:
    person = Saying()
    alike = shop("near", thing("linen shirt", (2_000, {"Size": "M"}), (2_000, {"Size": "L"})))
    await followed("linen shirt, size M or L", person, alike)
    await followed("4 linen shirts under 90 dollars", person, SHIRTS[0])  # within it for all together, too
    await followed("linen shirt, used is fine", person, alike)
    await followed("a couple of teapots", person, alike)  # nothing is found
    assert person.asked == []


async def test_a_limit_is_asked_about_where_it_can_only_be_for_each() -> None:
    person = Saying(1)
    outcome = await followed("4 linen shirts under 30 dollars", person, SHIRTS[0])
    (question,) = person.asked
    assert [best and best.fits for best in question.bests] == [False, True]
    assert outcome.wish.ceiling == usd(12_000)
    assert "3000" not in repr(question.either) and "12000" not in repr(question.either)


@pytest.mark.parametrize(("answer", "pieces"), [(0, 2), (1, 3), (AS_READ, 2), (None, 2)])
async def test_a_couple_is_as_many_as_the_person_says(answer: Said, pieces: int) -> None:
    outcome = await followed("a couple of linen shirts", Saying(answer), SHIRTS[0])
    assert [one.quantity for one in outcome.options] == [pieces]


async def test_a_condition_and_a_name_that_is_a_colour() -> None:
    new, old = thing("camera", (9_000, {}), condition="new"), thing("camera", (4_000, {}), condition="used")
    used = await followed("camera, used is fine", Saying(0), shop("near", new), shop("far", old))
    assert [one.seller.name for one in used.options] == ["Near"]
    named = thing("braun rasierer", (7_000, {"Farbe": "schwarz"}), brand="Braun")
    brown = thing("rasierer", (5_000, {"Farbe": "braun"}), brand="Foonik")
    person = Saying(1)
    outcome = await followed("braun rasierer unter 80 $", person, shop("near", named), shop("far", brown))
    assert [one.seller.name for one in outcome.options if one.fits] == ["Near"]
    assert which(person.asked[0], "de")[1].startswith("die Farbe braun: am besten ist 50,00 USD bei Far")


async def test_one_question_at_a_time_and_none_after_enough() -> None:
    tired, patient = Saying(None), Saying(AS_READ, AS_READ)
    text = "a couple of linen shirts, size M or L"
    await followed(text, tired, *SHIRTS)
    await followed(text, patient, *SHIRTS)
    assert (len(tired.asked), len(patient.asked)) == (1, 2)


async def test_what_was_meant_is_kept_and_asked_of_brands(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/twin.db")
    said = said_in("a couple of wireless routers", today=TODAY)
    assert said is not None
    wish: Wish = replace(read_wish(said.text, currency="USD", region="US"), lines=said.lines)
    brand = Brand()
    doubts = Doubts(eithers=eithers_of(said.readings), tell=Saying(1).tell)
    twin = replace(twin_of(Town([brand]), store=SqlStore(database), mandate=None), doubts=doubts)
    outcome = await pursue(wish, Nobody(), twin)
    (record,) = [await SqlStore(database).wish(outcome.wish_number)]
    database.close()
    opened = next(one.value["body"]["lines"] for one in brand.heard if one.type == "open")
    assert [line["quantity"] for line in opened] == [3]
    assert record.wish.lines[0].quantity == 3


def test_who_said_it_plainly_is_not_doubted() -> None:
    for text in (
        "two linen shirts under 30 dollars each",
        "linen shirt, used",
        "4 shirts, 30 dollars in total",
    ):
        said = said_in(text, today=TODAY)
        assert said is not None and eithers_of(said.readings) == ()
