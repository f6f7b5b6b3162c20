"""Today: how one begins, what waits for a yes, what was sensed, and what is said when nothing is good."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consumer_twin import Nobody, pursue
from consumer_twin.edge import SqlPrices
from consumer_twin.sense import Observation
from tests.consumer_twin.mall import ROUTER, mall
from tests.consumer_twin.town import BASE_MS, usd
from tests.consumer_twin.twins import wish_for
from tests.pages.twin.room import room, words

DAY_MS = 86_400_000


async def looked(folder: Path, text: str = ROUTER, ceiling_minor: int | None = None) -> None:
    """Let the twin look for *text* in the demo's mall; its options lie in the store of *folder*."""
    async with mall(folder) as market:
        await pursue(wish_for(text, ceiling_minor=ceiling_minor), Nobody(), market.twin("twin", mandate=None))


async def test_who_begins_is_asked_for_one_wish_and_told_what_stays_here(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        said = words(await me.see("/"))
    assert "Say what you are looking for." in said
    assert "Your words, and the most that you would pay." in said
    assert str(tmp_path / "twin.db") in said


async def test_the_best_options_are_ranked_with_all_that_a_person_needs(tmp_path: Path) -> None:
    await looked(tmp_path)
    async with room(tmp_path) as me:
        html = await me.see("/")
    said = words(html)
    assert "Waits for your yes" in said
    assert said.count("Signed by localhost:") == 3
    assert re.search(r"US\$[\d.]+ all in List price US\$[\d.]+ · [\d.]+% less", said)
    assert "stands first: it costs" in said and "Won by haggling" in said
    assert "left" in said and "Arrives in" in said
    assert "Was " not in said.replace("Was dafür", ""), "no price before without evidence"
    assert html.count('form="compare-w1-0"') == 3


async def test_a_price_before_stands_there_with_the_days_it_was_seen(tmp_path: Path) -> None:
    async with mall(tmp_path) as market:
        outcome = await pursue(wish_for(ROUTER), Nobody(), market.twin("probe", mandate=None))
        best = outcome.options[0]
        before = Observation(
            best.seller.id, best.seller.name, best.product, best.variant, best.title, usd(99_900), ROUTER
        )
        twin = market.twin("twin", mandate=None)
        await SqlPrices(market.databases[-1]).observe([before], BASE_MS - 9 * DAY_MS)
        await pursue(wish_for(ROUTER), Nobody(), twin)
    async with room(tmp_path) as me:
        said = words(await me.see("/"))
    assert "Was US$999.00 in public, seen by your twin 22 Nov 2026 to 22 Nov 2026" in said


@pytest.mark.parametrize(
    ("query", "first"),
    [("", "best"), ("?sort=price", "price"), ("?sort=delivery", "delivery"), ("?sort=nonsense", "best")],
)
async def test_options_are_sorted_as_asked(tmp_path: Path, query: str, first: str) -> None:
    await looked(tmp_path)
    async with room(tmp_path) as me:
        html = await me.see(f"/{query}")
    assert f'<option value="{first}" selected' in html
    prices = [float(one) for one in re.findall(r'class="price"><span class="num">US\$([\d.]+)', html)]
    if first == "price":
        assert prices == sorted(prices)
    days = [int(one) for one in re.findall(r"Arrives in (\d+)", words(html))]
    if first == "delivery":
        assert days == sorted(days)


async def test_what_is_above_the_limit_is_said_and_can_be_left_out(tmp_path: Path) -> None:
    await looked(tmp_path, ceiling_minor=100)
    async with room(tmp_path) as me:
        assert "Above your limit" in words(await me.see("/looking/1"))
        assert "Above your limit" not in words(await me.see("/?only=fits"))


async def test_options_are_grouped_by_product(tmp_path: Path) -> None:
    await looked(tmp_path)
    async with room(tmp_path) as me:
        html = await me.see("/?group=product")
    assert 'class="product"' in html and "sellers" in html


async def test_offers_that_have_ended_wait_for_nobody(tmp_path: Path) -> None:
    await looked(tmp_path)
    async with room(tmp_path, at_ms=BASE_MS + 3 * DAY_MS) as me:
        said = words(await me.see("/"))
    assert "Nothing good today." in said
    assert "Offers have ended" in said
    assert "Waits for your yes" not in said


async def test_the_part_that_htmx_swaps_is_no_whole_page(tmp_path: Path) -> None:
    await looked(tmp_path)
    async with room(tmp_path) as me:
        part = await me.see("/?sort=price", part=True)
    assert "<html" not in part and "Waits for your yes" in words(part)
