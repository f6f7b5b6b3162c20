"""A twin that weighs a term asks for either of two packages; a ceiling shows in none of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from consumer_twin import Nobody, Twin, pursue
from consumer_twin.edge.talks import BrandTalks
from negotiation import Weights
from protocol import Terms
from tests.consumer_twin.town import Brand, Town
from tests.consumer_twin.twins import twin_of, wish_for

TERMS = Terms(delivery_days=8, warranty_months=12, returns_days=30)


def weighing(town: Town, weights: Weights) -> Twin:
    twin = twin_of(town, mandate=None)
    assert isinstance(twin.talks, BrandTalks)
    return replace(twin, talks=replace(twin.talks, weights=weights))


async def counters(weights: Weights, ceiling_minor: int | None = None) -> list[dict[str, Any]]:
    """The twin's messages of one thread, with a brand that comes down from 100.00 to 85.00."""
    town = Town([Brand("a", 10_000, 8_500, 5, TERMS), Brand("b", 9_800, 9_300, 2, TERMS)])
    outcome = await pursue(wish_for(ceiling_minor=ceiling_minor), Nobody(), weighing(town, weights))
    threads = {str(said[0]["to"]): [dict(one) for one in said] for said in outcome.transcripts.values()}
    return [one for one in threads[min(threads)] if one["seq"] % 2 == 0]


def totals(message: dict[str, Any]) -> list[int]:
    """Every total that *message* names."""
    body = message["body"]
    found = [body, *body.get("alternatives", [])] if "total" in body else []
    return [one["total"]["amount"] for one in found]


async def test_what_weighs_much_is_asked_for_at_a_price_and_what_weighs_little_is_not() -> None:
    said = [one for one in await counters(Weights(delivery=0.28)) if one["type"] == "counter"]
    some = [one for one in said if "alternatives" in one["body"]]
    assert some
    for one in some:
        own, (other,) = one["body"], one["body"]["alternatives"]
        assert other["terms"]["delivery_days"] < own["terms"]["delivery_days"]
        assert own["total"]["amount"] < other["total"]["amount"] < 10_000
    plain = await counters(Weights())
    assert not any("alternatives" in one["body"] for one in plain)
    assert all(one["seq"] < two["seq"] for one, two in pairwise(said))


@pytest.mark.parametrize("ceiling", [7_000, 7_600, 8_200, 8_800, 9_400])
async def test_a_ceiling_shows_only_after_a_total_above_it_is_named(ceiling: int) -> None:
    weights = Weights(delivery=0.28, warranty=0.2)
    held, free = await counters(weights, ceiling), await counters(weights)
    assert all(total <= ceiling for message in held for total in totals(message))
    for ours, theirs in zip(held, free, strict=False):
        if ours != theirs:
            assert any(total > ceiling for total in totals(theirs)) or theirs["type"] == "close"
            break
