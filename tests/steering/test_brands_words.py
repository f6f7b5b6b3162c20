"""No word of a brand changes what is ranked, said and agreed: the same wish, with the words and without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.steering.market import THREE, Prices, deed, market
from tests.steering.texts import Listing, Text, all_texts, batches, own_texts, scenes

BATCH = 90


async def plain_deed(prices: Prices = THREE) -> dict[str, Any]:
    """What is done where nobody says more than they must."""
    plain = await deed(market(prices, ()))
    assert plain["status"] == "agreed"
    assert len(plain["options"]) == len(prices)
    return plain


async def test_our_own_hostile_texts_change_nothing() -> None:
    plain = await plain_deed()
    for place, text in enumerate(own_texts()):
        who = ("alpha", "beta", "gamma", "")[place % 4]
        assert await deed(market(THREE, [text], who=who)) == plain, text.id


async def test_all_of_them_together_change_nothing() -> None:
    plain = await plain_deed()
    for place, texts in enumerate(batches(all_texts(), BATCH)):
        told = await deed(market(THREE, texts, who=("", "gamma")[place % 2]))
        assert told == plain, [text.id for text in texts]


@pytest.mark.slow
async def test_each_of_them_alone_changes_nothing() -> None:
    plain = await plain_deed()
    for text in all_texts():
        assert await deed(market(THREE, [text], who="beta")) == plain, text.id


async def test_markets_that_misled_language_models_end_like_those_without_the_words() -> None:
    for name, scene in scenes().items():
        prices = _prices(scene)
        plain = await plain_deed(prices)
        assert await deed(market(prices, _said(scene[:1]), who="shop0")) == plain, name


def _prices(scene: Sequence[Listing]) -> Prices:
    """What each asks for a dish that all of them have, ten portions of it, and how far it comes down."""
    dish = min(set.intersection(*(set(one.dishes) for one in scene)))
    tops = [one.dishes[dish] * 10 for one in scene]
    shares = [one.least_share for one in scene]
    return [
        (f"shop{at}", top, round(top * share))
        for at, (top, share) in enumerate(zip(tops, shares, strict=True))
    ]


def _said(scene: Sequence[Listing]) -> list[Text]:
    return [Text(one.name, one.description) for one in scene]
