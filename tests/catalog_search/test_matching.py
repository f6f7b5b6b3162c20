"""The same product in another shop: what speaks for it, what rules it out, and how sure one can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.search_quality import calibration_error, precision_at
from benchmarks.search_shops import is_train, shops
from catalog_search import Offer
from catalog_search.same import Match, best_matches

SHOPS = Path(__file__).parents[2] / "../shared/data/catalogs/two_shops"
REST = tuple(
    Offer(f"r{number}", title, price_minor=1000 + number, currency="USD")
    for number, title in enumerate(
        (
            "Canon inkjet printer PIXMA", "Logitech keyboard wired K120", "Sony noise cancelling headphones",
            "garden hose 20 m", "Netgear wireless router N600", "Kensington laptop lock", "oak dining table",
        )
    )
)  # fmt: skip


def offer(id: str, title: str, **facts: Any) -> Offer:
    return Offer(id, title, **{"currency": "USD", **facts})


def matched(left: Offer, *right: Offer) -> Match:
    (found,) = best_matches([left], [*right, *REST])
    return found


def test_a_model_number_in_another_spelling_is_the_same_product() -> None:
    ours = offer("l", "HP 78A black toner", brand="HP", model="CE278A", price_minor=6900)
    theirs = offer("same", "HP LaserJet toner cartridge", brand="hp", model="HP CE-278A", price_minor=6500)
    other = offer("other", "HP 85A black toner", brand="HP", model="CE285A", price_minor=6900)
    found = matched(ours, other, theirs)
    assert found.right == "same"
    assert found.probability > 0.8


def test_a_barcode_decides_against_every_title() -> None:
    ours = offer("l", "espresso beans", gtins=("4006381333931",))
    same = offer("same", "Kaffee 1 kg", gtins=("04006381333931",))
    other = offer("other", "espresso beans", gtins=("04006381333948",))
    assert matched(ours, other, same) == Match("l", "same", 0.999)
    assert matched(ours, other).probability <= 0.001


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"options": (("Size", "M"),)}, {"options": (("size", "L"),)}),
        ({"options": (("Color", "Blue"),)}, {"options": (("Colour", "Red"),)}),
        ({"condition": "new"}, {"condition": "used"}),
    ],
)
def test_variants_that_state_another_size_colour_or_condition_are_not_one_offer(
    ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    title = "Loom linen shirt LS-2200"
    assert matched(offer("l", title, **ours), offer("r", title, **theirs)).probability <= 0.001
    assert matched(offer("l", title, **ours), offer("r", title, **ours)).probability > 0.5


@pytest.mark.parametrize(
    ("same", "other"),
    [
        ("Toshiba Canvio portable drive 1TB black", "Toshiba Canvio portable drive 2TB black"),
        ("Toshiba Canvio portable drive 1 TB black", "Toshiba Canvio portable drive 1 TB white"),
    ],
)
def test_a_title_of_another_capacity_or_colour_is_less_likely(same: str, other: str) -> None:
    ours = offer("l", "Toshiba Canvio portable drive 1 TB black")
    both = matched(ours, offer("other", other), offer("same", same))
    assert both.right == "same"
    assert (
        matched(ours, offer("other", other)).probability < matched(ours, offer("same", same)).probability / 2
    )


def test_every_left_id_gets_a_match_at_whatever_probability() -> None:
    left = [offer("nothing", "zzz qqq"), offer("empty", ""), offer("far", "garden chair")]
    found = best_matches(left, REST)
    assert [match.left for match in found] == ["nothing", "empty", "far"]
    assert [match.probability for match in found[:2]] == [0.0, 0.0]
    assert found[2].right == "r3"
    assert found[2].probability < 0.5
    assert best_matches(left, []) == []
    assert best_matches([], REST) == []


def test_the_order_of_the_rows_changes_no_match() -> None:
    left = [offer(f"l{number}", other.title) for number, other in enumerate(REST)]
    forth = best_matches(left, REST)
    back = best_matches(left[::-1], REST[::-1])
    assert forth == back[::-1]


@pytest.mark.skipif(not SHOPS.is_dir(), reason="../shared/data is not there: real shops are not matched")
def test_real_shops_are_matched_as_people_matched_them() -> None:
    known = shops()
    found = {match.left: match for match in best_matches(known.left, known.right)}
    unseen = [found[left] for left in sorted(known.same) if not is_train(left)]
    assert len(found) == len(known.left)
    assert precision_at(unseen, known) >= 0.95
    assert calibration_error(unseen, known) <= 0.1
