"""The benchmark over real prices: what it counts, and that nobody pays more than their ceiling."""

from __future__ import annotations

import pytest

from benchmarks.negotiation_prices import (
    DISCOUNTS,
    ITEMS,
    WIRE,
    articles,
    by_strategy,
    figures,
    on_the_wire,
    twins,
)
from negotiation import house
from negotiation.article import Article
from negotiation.strategies import STRATEGIES, gated

MADE = [(1, Article("a", 10_000, 5_000, 7_000, 9_000)), (2, Article("b", 4_000, 2_000, 3_000, 4_000))]
APART = (3, Article("c", 10_000, 5_000, 9_000, 8_000))


def test_a_share_is_of_the_zone_and_a_missed_deal_wins_nothing() -> None:
    ends: dict[str, list[int | None]] = {"a": [7_500, None], "b": [4_000, 3_000]}
    counted = figures(MADE, lambda article, seed: iter(ends[article.title]))
    assert counted.share == pytest.approx((0.375 + 0.5) / 2)
    assert counted.error == pytest.approx(0.0625)
    assert (counted.deals, counted.above, counted.games) == (0.75, 0, 4)


def test_a_total_above_the_ceiling_is_counted_where_no_deal_was_possible_too() -> None:
    counted = figures([*MADE, APART], lambda article, seed: iter([article.ceiling_minor + 1]))
    assert counted.above == 3 and counted.deals == 1.0


@pytest.mark.parametrize("name", sorted(STRATEGIES))
def test_no_strategy_pays_more_than_the_ceiling_or_gets_it_below_the_floor(name: str) -> None:
    for strategy in (STRATEGIES[name], gated(STRATEGIES[name])):
        for seed, article in [*MADE, APART]:
            found = [total for total in by_strategy(strategy)(article, seed) if total is not None]
            assert all(article.floor_minor <= total <= article.ceiling_minor for total in found)


@pytest.mark.parametrize("brand", sorted(WIRE))
def test_on_the_wire_nothing_is_paid_above_the_ceiling_or_below_the_floor(brand: str) -> None:
    assert not any(on_the_wire(house, brand)(APART[1], 3))
    for seed, article in MADE:
        found = [total for total in on_the_wire(house, brand)(article, seed) if total is not None]
        assert found and all(article.floor_minor <= total <= article.ceiling_minor for total in found)


def test_the_brands_of_the_wire_are_as_many_as_the_page_says() -> None:
    counts = {kind: len(list(brands(MADE[0][1]))) for kind, brands in WIRE.items()}
    assert counts == {"league": 1, "private": len(DISCOUNTS), "strategies": len(STRATEGIES)}


@pytest.mark.skipif(not ITEMS.is_file(), reason="the price history is not beside this checkout")
def test_what_is_played_has_a_floor_and_a_ceiling_within_its_prices() -> None:
    for kind in ("open", "inside"):
        played = articles(kind)
        assert played == articles(kind) and len(played) == 100
        for _, article in played:
            assert article.lowest_minor <= article.floor_minor < article.listed_minor
            assert article.lowest_minor <= article.ceiling_minor <= article.listed_minor
    assert any(article.ceiling_minor < article.floor_minor for _, article in articles("inside"))
    assert next(iter(twins())) == "house.league"
