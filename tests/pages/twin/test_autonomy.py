"""Limits: chosen on a page, kept in the store, and held by what books an accept, not by the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consumer_twin import Nobody, pursue
from consumer_twin.autonomy import Autonomy, Caps, CategoryCap, DayCapError, PausedError
from consumer_twin.edge.autonomy import SqlAutonomy
from tests.consumer_twin.autonomy.books import Books, Purchase
from tests.consumer_twin.town import BASE_MS, Brand, Town, usd
from tests.consumer_twin.twins import twin_of, wish_for
from tests.pages.twin.room import ORIGIN, room, words

PLAIN = {"mode": "ask", "above": "", "per_deal": "", "per_day": "", "per_month": ""}


async def test_who_chose_nothing_yet_is_told_what_holds(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        html = await me.see("/autonomy")
    said = words(html)
    assert "You have not chosen yet. Until you do, your twin asks" in said
    assert "Once you set a limit" in said
    assert re.search(r'value="ask" checked', html)


async def test_a_mode_and_limits_are_kept_and_shown_again(tmp_path: Path) -> None:
    fields = {
        **PLAIN,
        "mode": "mandate",
        "per_deal": "60",
        "per_day": "90.50 USD",
        "category-0": "Electronics > Routers",
        "category-0-cap": "80",
    }
    async with room(tmp_path) as me:
        html = await me.done("/autonomy", fields)
        kept = (await SqlAutonomy(me.home.database).allowance(BASE_MS)).autonomy
    caps = Caps(usd(6_000), usd(9_050), None, (CategoryCap("Electronics > Routers", usd(8_000)),))
    assert kept == Autonomy("mandate", None, caps)
    assert "Kept. It holds from now on" in words(html)
    assert re.search(r'value="mandate" checked', html)
    assert 'value="Electronics &gt; Routers"' in html


async def test_what_is_used_stands_beside_each_limit(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        books = Books(me.home.database)
        caps = Caps(per_day=usd(9_000), categories=(CategoryCap("Electronics", usd(5_000)),))
        await books.say(Autonomy("mandate", caps=caps))
        await books.buy(Purchase(3_000))
        html = await me.see("/autonomy")
    said = words(html)
    assert "US$30.00 of US$90.00, US$60.00 left" in said
    assert "Electronics, this month US$30.00 of US$50.00, US$20.00 left" in said
    assert '<progress max="1000" value="333"' in html


async def test_the_server_holds_the_limit_whatever_a_page_says(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.done("/autonomy", {**PLAIN, "per_day": "50"})
        books = Books(me.home.database)
        await books.buy(Purchase(4_000, approved=True))
        with pytest.raises(DayCapError):
            await books.buy(Purchase(1_001, approved=True))


@pytest.mark.parametrize(
    ("fields", "field", "why"),
    [
        ({"mode": "always"}, "mode", "Choose one of those shown."),
        ({"mode": ["ask", "mandate"]}, "mode", "This came twice."),
        ({"mode": "ask-above"}, "above", "Say above which amount"),
        ({"mode": "mandate"}, "mode", "it needs a limit for one deal, a day or a month"),
        ({"per_day": "lots"}, "per_day", "Write an amount such as 98.50 USD."),
        ({"per_day": "-5"}, "per_day", "Write an amount such as 98.50 USD."),
        ({"per_day": "5 USD", "per_month": "9 EUR"}, "per_month", "Give all amounts in one currency"),
        ({"category-0": "Books"}, "category-0-cap", "How much of it, in a month?"),
        ({"category-1-cap": "9"}, "category-1", "Of what? Write a category."),
        (
            {"category-0": "A", "category-0-cap": "9", "category-1": "A", "category-1-cap": "8"},
            "category-1",
            "This category stands here twice.",
        ),
        ({"category-0": "x" * 121, "category-0-cap": "9"}, "category-0", "At most 120 characters"),
        ({"category-0": "a\u202eb", "category-0-cap": "9"}, "category-0", "can&#39;t be seen"),
    ],
)
async def test_what_can_not_be_is_said_at_its_field_and_nothing_is_kept(
    tmp_path: Path, fields: dict[str, str | list[str]], field: str, why: str
) -> None:
    async with room(tmp_path) as me:
        got = await me.send("/autonomy", {**PLAIN, **fields})
        assert got.status_code == 422
        after = got.text[got.text.index(f'name="{field}"') :]
        fault = re.search(r'class="fault"[^>]*>(?:<svg.*?</svg>)?([^<]+)', after, re.S)
        assert fault is not None and why in fault[1]
        assert (await SqlAutonomy(me.home.database).allowance(BASE_MS)).autonomy == Autonomy()


async def test_what_was_typed_is_text_and_stands_there_again(tmp_path: Path) -> None:
    hostile = '"><script>alert(1)</script>'
    async with room(tmp_path) as me:
        got = await me.send("/autonomy", {**PLAIN, "category-0": hostile, "per_day": hostile})
        assert "<script>alert" not in got.text
        assert got.text.count("&lt;script&gt;") >= 2
        await me.done("/autonomy", {**PLAIN, "category-0": hostile, "category-0-cap": "5"})
        assert "<script>alert" not in await me.see("/autonomy")


async def test_the_switch_is_on_every_page_and_leads_back_there(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        for path in ("/", "/autonomy", "/wishes"):
            assert 'action="/autonomy/pause"' in await me.see(path)
        paused = await me.send("/autonomy/pause", {"back": "/wishes"})
        assert (paused.status_code, paused.headers["location"]) == (303, "/wishes")
        html = await me.see("/wishes")
        assert 'action="/autonomy/go"' in html and "Paused" in words(html)
        assert "Nothing is searched, asked, accepted or fetched." in words(html)
        with pytest.raises(PausedError):
            await SqlAutonomy(me.home.database).leave()
        going = await me.send("/autonomy/go", {"back": "/autonomy"})
        assert going.headers["location"] == "/autonomy"
        assert "Everything is paused" not in words(await me.see("/autonomy")).replace("Pause everything", "")


async def test_the_switch_leads_back_to_the_same_part_of_a_list(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        html = await me.see("/trust/log?before=7")
        assert 'name="back" value="/trust/log?before=7"' in html
        paused = await me.send("/autonomy/pause", {"back": "/trust/log?before=7"})
        assert paused.headers["location"] == "/trust/log?before=7"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/nowhere", "/\\evil", "", "/autonomy/go"]
)
async def test_the_switch_leads_nowhere_else(tmp_path: Path, back: str) -> None:
    async with room(tmp_path) as me:
        paused = await me.send("/autonomy/pause", {"back": back})
        assert paused.headers["location"] == "/autonomy"


async def test_a_pause_from_a_page_stops_a_twin_of_another_process(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        await me.done("/autonomy/pause")
        town = Town([Brand()])
        with pytest.raises(PausedError):
            await pursue(wish_for(), Nobody(), twin_of(town, store=Books(me.home.database).store))
        assert town.sent == []


async def test_nobody_pauses_or_changes_limits_from_outside(tmp_path: Path) -> None:
    async with room(tmp_path) as me:
        for path in ("/autonomy", "/autonomy/pause", "/autonomy/go"):
            forged = await me.client.post(path, data=PLAIN, headers={"origin": ORIGIN})
            assert forged.status_code == 403
            away = await me.client.post(
                path, data={**PLAIN, "csrf": me.csrf}, headers={"origin": "http://a.b"}
            )
            assert away.status_code == 403
        assert (await SqlAutonomy(me.home.database).allowance(BASE_MS)).paused_ms is None
