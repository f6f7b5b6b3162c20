"""Today: how one begins, what waits for a yes, what was sensed, and what is said when nothing is good."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from consumer_twin import Nobody, pursue
from consumer_twin.edge import SqlPrices, SqlStore
from consumer_twin.learn import shown
from consumer_twin.phrasing import Words
from consumer_twin.sense import Observation
from dailyme.pages.twin.search import Searches
from tests.consumer_twin.mall import ROUTER, mall
from tests.consumer_twin.town import BASE_MS, usd
from tests.consumer_twin.twins import wish_for
from tests.pages.twin.room import room, tags, words

DAY_MS = 86_400_000
NAUGHTY = Path(__file__).parents[3] / "../shared/data/security/blns/blns.json"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def looked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store after the twin looked twice in the demo's mall: without a limit, and with one of a dollar."""
    folder = tmp_path_factory.mktemp("looked")
    async with mall(folder) as market:
        await pursue(wish_for(ROUTER, ceiling_minor=100), Nobody(), market.twin("twin", mandate=None))
        await pursue(wish_for(ROUTER), Nobody(), market.twin("twin", mandate=None))
    return folder


@pytest.fixture
def mine(looked: Path, tmp_path: Path) -> Path:
    """A copy of that store, for one test."""
    for file in looked.glob("twin.db*"):
        shutil.copy(file, tmp_path)
    return tmp_path


async def test_who_begins_is_asked_for_one_wish_and_told_what_stays_here(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        said = words(await me.see("/"))
        assert "<h1" not in await me.see("/", part=True)
    assert "Say what you are looking for." in said
    assert "Your words, and the most that you would pay." in said
    assert str(tmp_path / "twin.db") in said


async def test_the_best_options_are_ranked_with_all_that_a_person_needs(mine: Path) -> None:
    async with room(mine) as me:
        html = await me.see("/")
    said = words(html)
    assert "Waits for your yes" in said
    assert said.count("Signed by localhost:") == 3
    assert re.search(r"US\$[\d.]+ all in List price US\$[\d.]+ \([\d.]+% less\)", said)
    assert "stands first: it costs US$" in said and "What you give up:" in said
    assert "left" in said and "Arrives in" in said
    assert "in public, seen by your twin" not in said, "no price before without evidence"
    assert "sponsored" not in said.lower()
    assert html.count('form="compare-w2-0"') == 3


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
    assert "Was US$999.00 in public, seen by your twin on 22 Nov 2026" in said


@pytest.mark.parametrize(
    ("query", "first"),
    [("", "best"), ("?sort=price", "price"), ("?sort=delivery", "delivery"), ("?sort=nonsense", "best")],
)
async def test_options_are_sorted_as_asked(mine: Path, query: str, first: str) -> None:
    async with room(mine) as me:
        html = await me.see(f"/{query}")
    assert f'<option value="{first}" selected' in html
    prices = [float(one) for one in re.findall(r'class="price"><span class="num">US\$([\d.]+)', html)]
    if first == "price":
        assert prices == sorted(prices)
    days = [int(one) for one in re.findall(r"Arrives in (\d+)", words(html))]
    if first == "delivery":
        assert days == sorted(days)


async def test_what_is_above_the_limit_is_said_and_can_be_left_out(mine: Path) -> None:
    async with room(mine) as me:
        assert "Above your limit" in words(await me.see("/looking/1"))
        assert "Above your limit" not in words(await me.see("/looking/2"))
        assert "Above your limit" not in words(await me.see("/?only=fits"))


async def test_options_are_grouped_by_product(mine: Path) -> None:
    async with room(mine) as me:
        html = await me.see("/?group=product")
    assert 'class="product"' in html and "sellers" in html


async def test_offers_that_have_ended_wait_for_nobody(mine: Path) -> None:
    async with room(mine, at_ms=BASE_MS + 3 * DAY_MS) as me:
        said = words(await me.see("/"))
    assert "Nothing good today." in said
    assert "Offers have ended" in said
    assert "Waits for your yes" not in said


async def test_whatever_a_seller_calls_its_things_is_text(mine: Path) -> None:
    """Naughty strings as titles and as names: no element of theirs is on the page, and they can be read."""
    if not NAUGHTY.exists():
        pytest.skip("shared/data/security/blns is not here")
    naughty = [one for one in json.loads(NAUGHTY.read_text("utf-8")) if set("<{&") & set(one)][:200]
    async with room(mine) as me:
        store = SqlStore(me.home.database)
        best = (await store.options_of(2))[0]
        record = await store.begin(wish_for("x"), BASE_MS)
        hostile = [
            replace(best, hash=f"{best.hash}{place}", wish=record.number, title=text, rank=place + 1,
                    seller=replace(best.seller, name=text))
            for place, text in enumerate(naughty)
        ]  # fmt: skip
        await store.show(hostile, shown(record.number, 0, [], BASE_MS))
        usual = tags(await me.see("/looking/1")).count("script")
        html = await me.see(f"/looking/{record.number}")
    found = tags(html)
    assert found.count("script") == usual
    assert not {"img", "iframe", "object", "embed", "style"} & set(found)
    assert "<script>alert(123)</script>" in words(html)


async def test_the_words_of_a_model_stand_where_ours_would_and_say_whose_they_are(mine: Path) -> None:
    async with room(mine) as me:
        best, other, *_ = await SqlStore(me.home.database).options_of(2)
        me.app.state.searches = Searches(me.home)
        me.app.state.searches.words[best.hash] = Words(best.hash, "Ours is <b>cheap</b>.", "model")
        said = words(await me.see("/"))
    assert "Ours is <b>cheap</b>. Put into words by your language model" in said
    assert f"{best.seller.name} stands first" not in said
    assert f"{other.seller.name} stands behind" in said


async def test_the_part_that_htmx_swaps_is_no_whole_page(mine: Path) -> None:
    async with room(mine) as me:
        part = await me.see("/?sort=price", part=True)
    assert "<html" not in part and "Waits for your yes" in words(part)
