"""A wish typed: shown back as understood, every field mendable, then looked for or kept; faults are said."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from consumer_twin import Event
from consumer_twin.edge import SqlStanding, SqlStore
from consumer_twin.fresh import at_once
from consumer_twin.glimpse import Glimpse
from consumer_twin.records import WishRecord
from consumer_twin.wish import Asks
from dailyme.pages.twin.search import Search
from protocol import Price
from tests.consumer_twin.mall import BRANDS, MARKET, ROUTER, Mall, mall
from tests.consumer_twin.town import SEED, Brand, usd
from tests.consumer_twin.twins import wish_for
from tests.pages.twin.behind import NOW_MS, way_to
from tests.pages.twin.room import Room, room, tags, words

NAUGHTY = Path(__file__).parents[3] / "../shared/data/security/blns/blns.json"
WISH = "two black desk lamps under 90 dollars by 24 December, not by Foonik"


def fields(**more: str) -> dict[str, str | list[str]]:
    return {"text": WISH, "lines": "1", "words-0": "desk lamps", "quantity-0": "2", "market": MARKET, **more}


async def refused(me: Room, sent: dict[str, str | list[str]], path: str = "/wishes/look") -> str:
    got = await me.send(path, sent)
    assert got.status_code == 422, got.text[:500]
    assert await SqlStanding(me.home.database).all() == ()
    return got.text


async def test_a_wish_is_shown_as_it_was_understood(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        got = await me.send("/wishes/read", {"text": WISH})
    html = got.text
    assert got.status_code == 200
    for name, value in (
        ("words-0", "black desk lamps"), ("quantity-0", "2"), ("limit", "90.00 USD"), ("by", "2026-12-24"),
        ("not_brands-0", "Foonik"), ("colours-0", "black"), ("market", MARKET),
    ):  # fmt: skip
        assert re.search(rf'name="{name}"[^>]* value="{re.escape(value)}"', html), name
    assert WISH in words(html)


async def test_what_is_not_clear_and_what_was_assumed_is_said(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        unclear = words((await me.send("/wishes/read", {"text": "red mug by Friday, 40 kr"})).text)
        assumed = words((await me.send("/wishes/read", {"text": "wireless router under 120"})).text)
    assert "Not clear, so left out" in unclear and "40 kr" in unclear
    assert "Taken to mean" in assumed and "names no currency; USD is meant" in assumed


async def test_two_things_have_fields_of_their_own(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        html = (await me.send("/wishes/read", {"text": "usb hub; two hdmi cables under 20 USD"})).text
    assert "Thing 2 of 2" in words(html)
    assert re.search(r'name="quantity-1"[^>]* value="2"', html)


@pytest.mark.parametrize("text", ["", " ", "x" * 501, "under 90 dollars", ";;;"])
async def test_no_wish_is_said_at_the_field(tmp_path: Path, text: str) -> None:
    async with room(tmp_path) as me:
        got = await me.send("/wishes/read", {"text": text})
    assert got.status_code == 422
    assert 'id="f-text-fault"' in got.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words-0": ""}, "words-0"),
        ({"words-0": "a; b"}, "words-0"),
        ({"words-0": ["desk", "lamps"]}, "words-0"),
        ({"words-0": "lamp\u202e"}, "words-0"),
        ({"quantity-0": "0"}, "quantity-0"),
        ({"quantity-0": "many"}, "quantity-0"),
        ({"most-0": "1"}, "most-0"),
        ({"limit": "lots"}, "limit"),
        ({"limit": "-5 USD"}, "limit"),
        ({"by": "2020-01-01"}, "by"),
        ({"by": "soon"}, "by"),
        ({"by": "2999-01-01"}, "by"),
        ({"condition-0": "broken"}, "condition-0"),
        ({"brands-0": ",".join("abcdefghijklmnop")}, "brands-0"),
        ({"market": "javascript:alert(1)"}, "market"),
        ({"market": "", "shops": ""}, "market"),
        ({"shops": "ftp://shop.example"}, "shops"),
    ],
)
async def test_a_field_that_can_not_be_is_said_there_and_kept_as_typed(
    tmp_path: Path, wrong: dict[str, str | list[str]], field: str
) -> None:
    async with room(tmp_path) as me:
        html = await refused(me, {**fields(), **wrong})
        assert f'id="f-{field}-fault"' in html
        assert 'name="words-0"' in html and 'formaction="/wishes/keep"' in html
        assert await refused(me, {**fields(), **wrong}, "/wishes/keep")


async def test_an_end_that_has_passed_is_said_at_its_field(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        html = await refused(me, fields(until="2020-01-01"), "/wishes/keep")
    assert 'id="f-until-fault"' in html


async def test_a_wish_that_is_kept_is_as_the_fields_say_it(tmp_path: Path) -> None:
    said = fields(
        **{"limit": "90", "by": "2026-12-24", "not_brands-0": "Foonik, Lampo", "condition-0": "new"},
        until="2999-12-24",
    )
    async with room(tmp_path) as me:
        shown = words(await me.done("/wishes/keep", said))
        (kept,) = await SqlStanding(me.home.database).all()
    wish = kept.aim.wish
    assert wish.ceiling == Price(amount=9_000, currency="USD")
    assert wish.lines[0].asks == Asks(not_brands=("Foonik", "Lampo"), condition="new")
    assert (wish.lines[0].quantity, kept.aim.places.markets) == (2, (MARKET,))
    assert wish.deliver_by_days is not None and kept.aim.until_ms is not None
    assert "Your twin keeps looking" in shown and "Shared with nobody" in shown


async def test_a_search_that_reaches_nobody_says_so_and_offers_another(tmp_path: Path) -> None:
    async with room(tmp_path, market="http://localhost:9") as me:
        got = await me.send("/wishes/look", fields(market="http://localhost:9"))
        assert got.headers["location"] == "/looking/1"
        (search,) = me.home._tasks  # the search itself; waited for, so that the page says how it ended
        await search
        said = words(await me.see("/looking/1"))
        record = await SqlStore(me.home.database).wish(1)
    assert record.wish.lines[0].quantity == 2
    assert "Nobody could be asked." in said and "Look again" in said and "Who was left out" in said


async def test_looking_now_ends_with_options_that_wait_for_a_yes(tmp_path: Path) -> None:
    async with mall(tmp_path) as market, searching_in(market, tmp_path) as me:
        heard = hearing(me)
        await me.done("/wishes/look", {**fields(), "words-0": ROUTER, "quantity-0": "1"})
        await everything(me)
        said = words(await me.see("/looking/1"))
        today = words(await me.see("/"))
    assert said.count("Signed by localhost:") == 3 and "Compare side by side" in said
    assert "Waits for your yes" in today
    told = [data for kind, data in heard if kind == "news"]
    assert len(told) == 1 and told[0].startswith("Your twin found 3 offers for wireless router")
    assert ("search-1", "changed") in heard and ("today", "changed") in heard


async def test_the_first_shops_are_on_the_page_before_the_last_one_answered(tmp_path: Path) -> None:
    """A model that can't be reached keeps nobody waiting: our words stand."""
    async with mall(tmp_path) as market, searching_in(market, tmp_path) as me:
        gone = replace(me.home.at.settings, model="openai:http://127.0.0.1:9/v1#m")
        me.home.at = replace(me.home.at, settings=gone)
        slow, answers = market.apps[BRANDS["alder"]], asyncio.Event()

        async def late(scope: Scope, receive: Receive, send: Send) -> None:
            await answers.wait()
            await slow(scope, receive, send)

        market.apps[BRANDS["alder"]] = late
        heard = hearing(me)
        await me.done("/wishes/look", {**fields(), "words-0": ROUTER, "quantity-0": "1"})
        said = ""
        async with asyncio.timeout(15):
            while "2 shops read so far." not in said or ("search-1", "changed") not in heard:
                await asyncio.sleep(0.02)
                said = words(await me.see("/looking/1", part=True))
        assert "Northgate" in said and "Paperlane" in said and "Alder" not in said and "public price" in said
        answers.set()
        await everything(me)
        said = words(await me.see("/looking/1"))
        assert "Alder" in said and "stands first: it costs" in said and "language model" not in said


@asynccontextmanager
async def searching_in(market: Mall, folder: Path) -> AsyncIterator[Room]:
    """Somebody in their room, whose way out leads to *market* alone; nobody waits for ticks."""
    async with room(folder, at_ms=NOW_MS) as me:
        me.home.way_out, me.home._seed = way_to(market), SEED
        me.home.world = replace(me.home.world, sleep=at_once)
        yield me


def hearing(me: Room) -> list[tuple[str, str]]:
    """Return what is told live from now on, as it comes."""
    heard: list[tuple[str, str]] = []
    say = me.home.live.say

    def told(kind: str, data: str) -> None:
        heard.append((kind, data))
        say(kind, data)

    me.home.live.say = told  # type: ignore[method-assign]
    return heard


async def everything(me: Room, *, fails: bool = False) -> None:
    """Wait until nothing runs behind the pages; *fails*: it may end by an error that the page tells."""
    while tasks := tuple(me.home._tasks):
        await asyncio.gather(*tasks, return_exceptions=fails)


async def test_a_search_shows_what_it_has_seen_before_the_last_brand_answered(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        record = await SqlStore(me.home.database).begin(wish_for(ceiling_minor=12_345), me.home.now_ms())
        search = searching(me, record)
        said = words(await me.see("/looking/1"))
        assert "Offer, still haggling…" in said and "US$92.00" in said
        assert "Not asked yet" in said and "US$120.00" in said
        assert "0 of 1 brands have said their last word." in said
        part = await me.see("/looking/1", part=True)
        assert "<html" not in part and "US$92.00" in part
        search.trouble = "It ended."
        assert "Your twin could not look." in words(await me.see("/looking/1", part=True))


def searching(me: Room, record: WishRecord) -> Search:
    """A search that is under way: two shelves were read, one brand has offered."""
    from consumer_twin import Shelf
    from dailyme.pages.twin.search import Searches
    from tests.consumer_twin.town import router

    glimpse = Glimpse(record.wish)
    for brand in (Brand("alpha", list_minor=10_000), Brand("beta", list_minor=12_000)):
        glimpse.see(Shelf(brand.seller, (router(brand.list_minor),)))
    glimpse.hear(Event("negotiate", "open-sent", "Asked Alpha for an offer.", "Alpha", line=0))
    glimpse.hear(Event("negotiate", "offer-heard", "Alpha offers.", "Alpha", line=0, total=usd(9_200)))
    search = Search(record, glimpse, lambda: None)
    searches = Searches(me.home)
    searches._known[record.number] = search
    me.app.state.searches = searches
    return search


async def test_while_all_is_paused_nothing_is_looked_for(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.done("/autonomy/pause")
        got = await me.send("/wishes/look", fields())
        assert got.status_code == 400 and "paused" in words(got.text)
        await me.see("/looking/1", status=404)
        await me.done("/wishes/keep", fields())
        await everything(me, fails=True)
        assert "Your twin could not look around" in words(await me.see("/"))


async def test_there_is_no_search_that_nobody_began(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.see("/looking/7", status=404)
        assert (await me.send("/looking/7/again")).status_code == 404


@pytest.mark.parametrize("every", [25, pytest.param(1, marks=pytest.mark.slow)])
async def test_naughty_strings_are_text_wherever_they_are_typed(tmp_path: Path, every: int) -> None:
    """Each of them is typed as a wish; whatever comes back runs nothing and breaks nothing."""
    if not NAUGHTY.exists():
        pytest.skip("shared/data/security/blns is not here")
    async with room(tmp_path) as me:
        usual = tags(await me.see("/wishes/new")).count("script")
        for text in json.loads(NAUGHTY.read_text("utf-8"))[::every]:
            got = await me.send("/wishes/read", {"text": text})
            assert got.status_code in {200, 422}, text
            found = tags(got.text)
            assert found.count("script") == usual, text
            assert not {"img", "iframe", "object", "embed"} & set(found), text
