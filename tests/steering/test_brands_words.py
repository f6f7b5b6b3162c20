"""No word of a brand changes what is ranked, said and agreed: the same wish, with the words and without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from consumer_twin import Twin
from consumer_twin.phrasing import Following, following
from language import NoModel, Obeying
from tests.consumer_twin.twins import twin_of
from tests.steering.market import THREE, Market, Prices, deed, market
from tests.steering.texts import Listing, Text, all_texts, batches, own_texts, scenes

BATCH = 90


async def plain_deed(prices: Prices = THREE) -> dict[str, Any]:
    """What is done where nobody says more than they must."""
    plain = await deed(market(prices, ()))
    assert plain["status"] == "agreed"
    assert len(plain["options"]) == len(prices)
    return plain


def speaking(words: Following) -> Callable[[Market], Twin]:
    """How a twin is made whose options are put into *words*."""
    return lambda town: replace(twin_of(town), shown=words.shown)


async def test_our_own_hostile_texts_change_nothing() -> None:
    plain = await plain_deed()
    for place, text in enumerate(own_texts()):
        who = ("alpha", "beta", "gamma", "")[place % 4]
        assert await deed(market(THREE, [text], who=who)) == plain, text.id


async def test_all_of_them_together_change_nothing_whichever_model_speaks() -> None:
    plain = await plain_deed()
    for place, texts in enumerate(batches(all_texts(), BATCH)):
        town = market(THREE, texts, who=("", "gamma")[place % 2])
        async with following((Obeying(), NoModel())[place % 2]) as words:
            told = await deed(town, speaking(words))
            await words.settle(5)
        assert told == plain, [text.id for text in texts]
        assert [one.by for one in words.words.values()] == ["template"]


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
