"""Public offers: whom and what they are for, and when."""

from __future__ import annotations

from typing import Any

from protocol import read_time
from protocol.promotion import OffersPage, Promotion, read_offers

STUDENT = {"op": "eq", "fact": "student", "value": True}
JUNE_MS = read_time("2026-06-01T00:00:00Z")


def promotion(id: str = "winter", **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "title": "A tenth off",
        "benefit": {"id": "tenth", "kind": "discount", "basis_points": 1000},
        "valid_from": "2026-12-01T00:00:00Z",
        "valid_until": "2027-01-01T00:00:00Z",
        **more,
    }


def page(*promotions: dict[str, Any], segments: Any = ()) -> OffersPage:
    return OffersPage.model_validate(
        {
            "protocol": "dailyme/2026-12-01",
            "type": "offers-page",
            "from": "did:web:shop.example",
            "version": "A" * 43,
            "created": "2026-12-01T00:00:00Z",
            "cursor": "",
            "promotions": promotions,
            "segments": segments,
        }
    )


def test_a_bad_predicate_loses_its_own_promotion_only() -> None:
    faith = {"op": "eq", "fact": "religion", "value": "any"}
    deep = {"op": "not", "of": {"op": "matches", "fact": "country", "value": ".*"}}
    found = read_offers([page(promotion("a", eligible=faith), promotion("b"), promotion("c", eligible=deep))])
    assert [one.promotion.id for one in found.offers] == ["b"]
    codes = {name: error.code for name, error in found.refused.items()}
    assert codes == {"a": "sensitive-fact", "c": "unbounded-predicate"}


def test_a_segment_is_the_predicate_of_every_promotion_that_names_it() -> None:
    segment = {"name": "students", "title": "Students", "predicate": STUDENT}
    offers = page(promotion("a", segment="students"), promotion("b"), segments=[segment])
    found = {one.promotion.id: one.predicate for one in read_offers([offers]).offers}
    assert found["a"] is not None and found["a"].facts == ("student",)
    assert found["b"] is None


def test_it_holds_from_its_first_moment_and_not_at_its_last() -> None:
    one = Promotion.model_validate(promotion())
    start, end = read_time("2026-12-01T00:00:00Z"), read_time("2027-01-01T00:00:00Z")
    assert [one.holds_at(at) for at in (JUNE_MS, start - 1, start, end - 1, end)] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_it_covers_what_a_list_names_and_no_more_pieces_than_its_limit() -> None:
    lamps = Promotion.model_validate(
        promotion(applies={"categories": ["Lamps"], "variants": ["router-us"]}, limit=2)
    )
    assert lamps.covers("lamp", "lamp-red", {"Lamps", "Home"}, 2)
    assert lamps.covers("router", "router-us", set(), 1)
    assert not lamps.covers("router", "router-eu", {"Network"}, 1)
    assert not lamps.covers("lamp", "lamp-red", {"Lamps"}, 3)
    assert Promotion.model_validate(promotion()).covers("any", "thing", (), 1_000)
