"""Offers of many shops, grouped by product: each beside the middle of its group, none by way of a third."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks.search_shops import is_train, shops
from catalog_search import Offer
from catalog_search.same import SAME, Member, Rarity, grouped, read
from catalog_search.same.blocking import keys
from catalog_search.same.matching import stated, weigh
from catalog_search.same.weighed import weighed
from catalog_search.same.weights import NOBODY, read_weights
from catalog_search.same.worth import worth_weighing

SHOPS = Path(__file__).parents[2] / "../shared/data/catalogs/two_shops"
REST = tuple(
    Offer(f"z{number}", title, seller="z", currency="USD")
    for number, title in enumerate(
        ("Canon inkjet printer PIXMA", "Sony noise cancelling headphones", "garden hose 20 m", "oak table")
    )
)


def offer(seller: str, title: str, **facts: Any) -> Offer:
    return Offer(f"{seller}|{title}", title, seller=seller, currency="USD", **facts)


def members(*offers: Offer) -> list[Member]:
    every = (*offers, *REST)
    return grouped(every, Rarity(map(keys, map(read, every))))[: len(offers)]


def is_one(*offers: Offer) -> bool:
    return len({member.group for member in members(*offers)}) == 1


def test_the_same_title_in_three_shops_is_one_product_and_each_says_how_surely() -> None:
    found = members(*(offer(shop, "Logitech wireless mouse M185 grey") for shop in "abc"))
    assert len({member.group for member in found}) == 1
    assert max(member.probability for member in found) == 1.0
    assert all(SAME <= member.probability <= 1.0 for member in found)


def test_a_barcode_joins_what_no_word_would() -> None:
    code = "4006381333931"
    assert is_one(offer("a", "espresso beans", gtins=(code,)), offer("b", "Kaffee", gtins=(f"0{code}",)))
    assert not is_one(offer("a", "beans", gtins=(code,)), offer("b", "beans", gtins=("4006381333948",)))


def test_two_offers_of_one_seller_are_not_weighed_with_each_other() -> None:
    assert not is_one(offer("a", "wireless mouse M185"), offer("a", "wireless mouse M185 "))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"options": (("Size", "M"),)}, {"options": (("size", "L"),)}),
        ({"options": (("Color", "Blue"),)}, {"options": (("Colour", "Red"),)}),
        ({"condition": "new"}, {"condition": "used"}),
    ],
)
def test_variants_are_not_one_offer_even_where_a_third_says_nothing_of_them(
    ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    title = "Loom linen shirt LS-2200"
    one, other = offer("a", title, model="LS-2200", **ours), offer("b", title, model="LS-2200", **theirs)
    assert not is_one(one, other)
    assert is_one(one, offer("c", title, model="LS-2200", **ours))
    between = offer("d", title, model="LS-2200")
    first, second, _ = members(one, other, between)
    assert first.group != second.group


def test_colours_in_titles_keep_apart_what_the_middle_leaves_open() -> None:
    red, plain, blue = (
        offer(shop, f"Kensington laptop lock K6402{colour}", model="K6402")
        for shop, colour in (("a", " red"), ("b", ""), ("c", " blue"))
    )
    first, _, last = members(red, plain, blue)
    assert first.group != last.group


def chain(length: int) -> list[Offer]:
    """Titles of which each differs from the next by one word in eight, and the ends share next to none."""
    words = (
        "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar".split()
    )
    return [offer(f"s{place:02}", " ".join(words[place : place + 8])) for place in range(length)]


def test_weak_links_make_no_chain() -> None:
    offers = chain(7)
    weight = Rarity(map(keys, map(read, (*offers, *REST))))

    def alike(one: Offer, other: Offer) -> bool:
        first, second = grouped([one, other], weight)
        return first.group == second.group

    assert all(alike(one, other) for one, other in pairwise(offers))
    assert not alike(offers[0], offers[-1])
    found = grouped(offers, weight)
    assert 1 < len({member.group for member in found}) < len(offers)
    assert all(
        alike(offers[member.group], one)
        for place, (one, member) in enumerate(zip(offers, found, strict=True))
        if member.group != place
    )


def test_the_order_of_the_offers_changes_no_group() -> None:
    offers = [*chain(7), *(offer(shop, "Logitech wireless mouse M185 grey") for shop in "abc")]

    def named(some: Sequence[Offer]) -> set[tuple[str, str, float]]:
        found = members(*some)
        return {
            (one.id, some[member.group].id, member.probability)
            for one, member in zip(some, found, strict=True)
        }

    assert named(offers) == named(offers[::-1])


@pytest.mark.skipif(not SHOPS.is_dir(), reason="../shared/data is not there: real shops are not grouped")
def test_real_shops_are_grouped_as_people_grouped_them() -> None:
    known = shops()
    offers = [replace(one, id=f"w{one.id}", seller="w") for one in known.left]
    offers += [replace(one, id=f"a{one.id}", seller="a") for one in known.right]
    found = grouped(offers, Rarity(map(keys, map(read, offers))))
    groups: dict[int, list[str]] = {}
    for one, member in zip(offers, found, strict=True):
        groups.setdefault(member.group, []).append(one.id)
    joined = {
        (left[1:], right[1:])
        for group in groups.values()
        for left, right in combinations(sorted(group, reverse=True), 2)
        if left[0] != right[0]
    }
    unseen = {left for left in known.same if not is_train(left)}
    marked = {(left, right) for left in unseen for right in known.same[left]}
    told = {pair for pair in joined if pair[0] in unseen}
    assert len(told & marked) / len(told) > 0.96
    assert len(told & marked) / len(marked) > 0.75


@pytest.mark.skipif(not SHOPS.is_dir(), reason="../shared/data is not there: real titles are not compared")
def test_nothing_that_could_be_the_same_is_left_unweighed() -> None:
    known = shops()
    some = [replace(one, seller="w") for one in known.left[::12]]
    some += [replace(one, id=f"a{one.id}", seller="a") for one in known.right[::12]]
    articles = [read(one) for one in some]
    weight, weights = Rarity(map(keys, articles)), read_weights()
    every = [weighed(article, weight) for article in articles]
    worth = {frozenset(pair) for pair in worth_weighing(every, weights)}
    likely = {
        frozenset((left, right))
        for left in range(len(every))
        for right in range(left)
        if articles[left].seller != articles[right].seller
        and stated(articles[left], articles[right]) is not False
        and weigh(every[left], every[right], right, weights).logit > NOBODY
    }
    assert len(likely) > 10
    assert likely <= worth
    assert len(worth) < len(some) * 20
